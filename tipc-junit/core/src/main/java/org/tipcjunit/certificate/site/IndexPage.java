// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import static org.tipcjunit.certificate.site.SiteContent.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.certificate.Certificate.ClauseStatus;
import org.tipcjunit.certificate.page.PageTemplate;
import org.tipcjunit.certificate.page.PageText;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.digest.Sha256;

/** The matrix of all models by all clauses: a page for browsers, and a table in Markdown. */
final class IndexPage {

    private final SiteContent content;
    private final PageWords words;

    IndexPage(SiteContent content) {
        this.content = content;
        this.words = content.words();
    }

    byte[] html() {
        String script = SiteContent.resource("index.js");
        Map<String, String> clauses = content.clauses();
        Map<String, Object> view = content.view();
        view.putAll(map(
                "otherPage",
                "index" + content.otherLanguage().suffix() + ".html",
                "script",
                script,
                "scriptSha256",
                digest(script),
                "totals",
                totals(),
                "hasNewest",
                content.newest().isPresent(),
                "newest",
                words.get("site.newest", content.newest().map(SiteModel::minute).orElse("")),
                "standings",
                Arrays.stream(Standing.values())
                        .map(standing -> map("value", standing.key(), "label", words.get(standing.key())))
                        .toList(),
                "suites",
                content.models().stream()
                        .map(SiteModel::suite)
                        .filter(suite -> !suite.isEmpty())
                        .distinct()
                        .sorted()
                        .toList(),
                "modes",
                content.models().stream()
                        .map(SiteModel::mode)
                        .distinct()
                        .sorted()
                        .toList(),
                "hasLeftOut",
                !content.leftOut().isEmpty(),
                "leftOut",
                content.leftOut().stream().map(PageText::text).toList(),
                "clauseCount",
                clauses.size(),
                "columns",
                clauses.entrySet().stream()
                        .map(clause -> map("id", clause.getKey(), "title", clause.getValue()))
                        .toList(),
                "rows",
                content.models().stream().map(model -> row(model, clauses)).toList()));
        return PageTemplate.html(IndexPage.class, "index.html.mustache").render(view);
    }

    private List<Object> totals() {
        List<Object> totals = new ArrayList<>();
        totals.add(map("style", "", "count", content.models().size(), "what", words.get("site.models")));
        for (Standing standing : Standing.values()) {
            totals.add(map(
                    "style", standing.style(),
                    "count", content.count(standing),
                    "what", words.get(standing.key()).toLowerCase(Locale.ROOT)));
        }
        return totals;
    }

    private Map<String, Object> row(SiteModel model, Map<String, String> clauses) {
        List<Object> cells = new ArrayList<>();
        clauses.keySet().forEach(clause -> cells.add(cell(clause, model.status(clause))));
        return map(
                "href", model.page(words),
                "model", model.name(),
                "modelParts", parts(model.name()),
                "apart", model.apart(),
                "mode", model.mode(),
                "modeParts", parts(model.mode()),
                "suite", model.suite(),
                "standing", model.standing().key(),
                "style", model.standing().style(),
                "mark", model.standing().mark(),
                "verdict", words.get(model.standing().key()),
                "date", model.day(),
                "commit", model.commit(),
                "notes", model.notes(words),
                "failing", String.join(" ", model.failing()),
                "search",
                        PageText.text(String.join(
                                " ",
                                model.history().key().config(),
                                model.history().key().repository(),
                                model.commit())),
                "cells", cells);
    }

    /** Get a name in parts between which a line may break: names are long, and have no spaces. */
    private static List<String> parts(String name) {
        return List.of(name.split("(?<=[_./-])", -1));
    }

    private Map<String, Object> cell(String clause, Optional<ClauseStatus> status) {
        return status.map(known -> map(
                        "c",
                        style(known),
                        "id",
                        clause,
                        "word",
                        words.get(known.name().toLowerCase(Locale.ROOT))))
                .orElseGet(() -> map("c", "n", "id", "", "word", ""));
    }

    private static String style(ClauseStatus status) {
        return switch (status) {
            case PASS -> "p";
            case FAIL -> "f";
            case NOT_RUN -> "o";
        };
    }

    /** Get what the page's policy names its only script by, so that no other runs. */
    private static String digest(String script) {
        byte[] digest =
                HexFormat.of().parseHex(Sha256.of(SiteContent.bytes(script)).hex());
        return Base64.getEncoder().encodeToString(digest);
    }

    byte[] markdown() {
        Map<String, Object> view = content.view();
        List<String> totals = new ArrayList<>();
        for (Standing standing : Standing.values()) {
            if (content.count(standing) > 0) {
                totals.add(content.count(standing) + " "
                        + words.get(standing.key()).toLowerCase(Locale.ROOT));
            }
        }
        view.putAll(map(
                "otherReadme",
                "README" + content.otherLanguage().suffix() + ".md",
                "totalsLine",
                String.join(", ", totals),
                "verified",
                "FOLDER",
                "rows",
                content.models().stream().map(this::line).toList()));
        return PageTemplate.markdown(IndexPage.class, "readme.md.mustache").render(view);
    }

    private Map<String, Object> line(SiteModel model) {
        CertificateLinks links = model.currentLinks();
        Map<String, String> addresses = new LinkedHashMap<>();
        links.markdown()
                .or(() -> links.page(words.language()))
                .ifPresent(page -> addresses.put(words.get("site.page"), page));
        links.jsonAddress().ifPresent(json -> addresses.put("JSON", json));
        return map(
                "model", model.name(),
                "modelParts", parts(model.name()),
                "apart", model.apart(),
                "mode", model.mode(),
                "modeParts", parts(model.mode()),
                "id", model.id(),
                "verdict", words.get(model.standing().key()),
                "notes", model.notes(words),
                "reason", model.reasons(words).stream().findFirst().orElse(""),
                "passed", model.passed(),
                "date", model.day(),
                "commit", model.commit(),
                "links", SiteContent.links(addresses));
    }
}
