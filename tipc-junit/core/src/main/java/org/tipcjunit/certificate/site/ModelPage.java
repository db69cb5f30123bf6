// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import static org.tipcjunit.certificate.site.SiteContent.map;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.Certificate.ClauseStatus;
import org.tipcjunit.certificate.CertificateChange;
import org.tipcjunit.certificate.CertificateSummary;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageTemplate;
import org.tipcjunit.certificate.page.PageText;
import org.tipcjunit.certificate.page.PageWords;

/** A model: what holds of it, what changed, and how its figures went over its certificates. */
final class ModelPage {

    private static final PageTemplate TEMPLATE = PageTemplate.html(ModelPage.class, "model.html.mustache");

    private static final int REASONS_SHOWN = 12;
    private static final int CHANGES_SHOWN = 100;
    private static final int MILLIS = 3;
    private static final Pattern HOME = Pattern.compile("(?<![\\w./-])(/(home|Users)/[^/\\s]+|/root)(?=/)");
    private static final String UP = "../";
    private static final String CHANGE = "site.change.";

    private final SiteContent content;
    private final PageWords words;
    private final SiteModel model;

    ModelPage(SiteContent content, SiteModel model) {
        this.content = content;
        this.words = content.words();
        this.model = model;
    }

    byte[] html() {
        Optional<FoundCertificate> current = model.history().current();
        Optional<CertificateSummary> summary =
                model.sound().map(certificate -> CertificateSummary.of(certificate, words.language()));
        Map<String, Object> view = content.view();
        view.putAll(map(
                "indexPage",
                content.index(),
                "otherPage",
                model.id() + content.otherLanguage().suffix() + ".html",
                "model",
                model.name(),
                "mode",
                model.mode(),
                "subject",
                words.get(
                        "site.subject",
                        model.mode(),
                        PageText.text(model.history().key().config()),
                        PageText.text(model.history().key().repository())),
                "verdict",
                words.get(model.standing().key()),
                "mark",
                model.standing().mark(),
                "standingStyle",
                model.standing().style(),
                "explanation",
                explanation(current),
                "reasons",
                limited(model.reasons(words)),
                "hasReasons",
                !model.reasons().isEmpty(),
                "facts",
                summary.map(ModelPage::facts).orElse(List.of()),
                "clauses",
                summary.map(this::clauses).orElse(List.of()),
                "hasClauses",
                summary.isPresent(),
                "sha",
                current.filter(found -> !found.sha256().isEmpty())
                        .map(found -> words.get("site.sha", found.sha256()))
                        .orElse("")));
        links(view, current);
        changes(view, current);
        history(view);
        badge(view);
        return TEMPLATE.render(view);
    }

    private String explanation(Optional<FoundCertificate> current) {
        if (current.isEmpty()) {
            return words.get("site.noCurrent");
        }
        return model.standing() == Standing.UNSOUND ? words.get("site.unsoundMeans") : "";
    }

    private List<String> limited(List<String> reasons) {
        List<String> shown =
                new ArrayList<>(reasons.stream().limit(REASONS_SHOWN).toList());
        if (reasons.size() > REASONS_SHOWN) {
            shown.add(words.get("site.more", String.valueOf(reasons.size() - REASONS_SHOWN)));
        }
        return shown;
    }

    private static List<Object> facts(CertificateSummary summary) {
        return summary.facts().stream()
                .<Object>map(fact -> map("name", fact.name(), "value", fact.value()))
                .toList();
    }

    private List<Object> clauses(CertificateSummary summary) {
        Map<String, String> titles = content.clauses();
        return summary.clauses().stream()
                .<Object>map(clause -> map(
                        "id", clause.id(),
                        "word", clause.word(),
                        "clauseStyle", style(clause.status()),
                        "clauseMark", mark(clause.status()),
                        "clauseTitle", titles.getOrDefault(clause.id(), ""),
                        "reason", clause.reason()))
                .toList();
    }

    private static String style(ClauseStatus status) {
        return status == ClauseStatus.PASS ? "pass" : status == ClauseStatus.FAIL ? "fail" : "open";
    }

    private static String mark(ClauseStatus status) {
        return status == ClauseStatus.PASS ? "✔" : status == ClauseStatus.FAIL ? "✘" : "○";
    }

    private void links(Map<String, Object> view, Optional<FoundCertificate> current) {
        CertificateLinks links = model.currentLinks();
        List<Object> shown = current.map(this::links).orElse(List.of());
        List<Object> evidence = links.evidence().stream()
                .<Object>map(path -> map("href", UP + links.address(path), "label", PageText.text(path)))
                .toList();
        view.putAll(map(
                "activeNote",
                links.active().isEmpty()
                        ? ""
                        : words.get("site.active", PageText.text(String.join(", ", links.active()))),
                "links",
                shown,
                "hasLinks",
                !shown.isEmpty(),
                "evidence",
                evidence,
                "hasEvidence",
                !evidence.isEmpty(),
                "evidenceCount",
                words.get("site.evidenceFiles", String.valueOf(evidence.size()))));
    }

    private List<Object> links(FoundCertificate found) {
        CertificateLinks links = model.links(found);
        Map<String, String> addresses = new LinkedHashMap<>();
        links.page(words.language()).ifPresent(page -> addresses.put(words.get("certificate"), UP + page));
        links.jsonAddress().ifPresent(json -> addresses.put("JSON", UP + json));
        return SiteContent.links(addresses);
    }

    private void changes(Map<String, Object> view, Optional<FoundCertificate> current) {
        Optional<Certificate> now = current.flatMap(FoundCertificate::sound);
        Optional<FoundCertificate> before = model.history().before();
        List<Object> groups = new ArrayList<>();
        String nothing = "";
        if (now.isEmpty()) {
            nothing = words.get("site.noComparison");
        } else if (before.isEmpty()) {
            nothing = words.get("site.noEarlier");
        } else {
            groups.addAll(groups(CertificateChange.between(before.get().sound().orElseThrow(), now.get())));
            if (groups.isEmpty()) {
                nothing = words.get(
                        "site.nothingChanged", SiteModel.minute(before.get().started()));
            }
        }
        view.putAll(map(
                "noChanges",
                nothing,
                "hasChanges",
                !groups.isEmpty(),
                "changesSince",
                before.map(found -> words.get("site.since", SiteModel.minute(found.started())))
                        .orElse(""),
                "changes",
                groups));
    }

    private List<Object> groups(List<CertificateChange> changes) {
        Map<String, List<CertificateChange>> byGroup = new LinkedHashMap<>();
        changes.forEach(change -> byGroup.computeIfAbsent(change.group(), group -> new ArrayList<>())
                .add(change));
        List<Object> groups = new ArrayList<>();
        byGroup.forEach((group, inside) -> {
            List<Object> rows = new ArrayList<>();
            inside.stream()
                    .limit(CHANGES_SHOWN)
                    .map(change -> change.told(words.language()))
                    .forEach(change -> rows.add(map(
                            "what", said(change.what()),
                            "before", ofNoHome(change.before()),
                            "after", ofNoHome(change.after()))));
            if (inside.size() > CHANGES_SHOWN) {
                String more = words.get("site.more", String.valueOf(inside.size() - CHANGES_SHOWN));
                rows.add(map("what", more, "before", "", "after", ""));
            }
            boolean open = inside.stream().anyMatch(change -> change.what().matches("verdict|status"));
            groups.add(map("group", saidOf(group), "size", inside.size(), "entries", rows, "open", open));
        });
        return groups;
    }

    /** Whose machine it was is nobody's business. */
    private static String ofNoHome(String text) {
        return HOME.matcher(text).replaceAll("~");
    }

    private String said(String name) {
        return words.getOr(CHANGE + name.replace(' ', '_'), name);
    }

    /** Get the words for a group, whose own name, such as that of a clause, stays as it is. */
    private String saidOf(String group) {
        int end = group.indexOf(' ');
        String whole = said(group);
        return end < 0 || !whole.equals(group) ? whole : said(group.substring(0, end)) + group.substring(end);
    }

    private void history(Map<String, Object> view) {
        List<FoundCertificate> all = model.history().newestFirst();
        List<FoundCertificate> shown = all.subList(0, Math.min(content.options().kept(), all.size()));
        List<Object> plots = plots(shown);
        view.putAll(map(
                "certificates", shown.stream().map(this::row).toList(), "plots", plots, "hasPlots", !plots.isEmpty()));
    }

    private Map<String, Object> row(FoundCertificate found) {
        Optional<CertificateFigures> figures = found.sound().map(CertificateFigures::of);
        return map(
                "date",
                found.certificate().isPresent() ? SiteModel.minute(found.started()) : "",
                "rowStyle",
                found.standing().style(),
                "rowMark",
                found.standing().mark(),
                "rowVerdict",
                words.get(found.standing().key()),
                "why",
                SiteModel.said(found.shortReasons(), words).stream().findFirst().orElse(""),
                "commit",
                found.sound().map(SiteModel::commit).orElse(""),
                "state",
                found.sound()
                        .map(certificate -> SiteModel.notes(certificate, words))
                        .orElse(List.of()),
                "metric",
                figures.flatMap(CertificateFigures::metric).map(Trend::text).orElse(""),
                "difference",
                figures.flatMap(CertificateFigures::difference).map(Trend::text).orElse(""),
                "took",
                figures.map(known -> words.duration(known.took())).orElse(""),
                "training",
                figures.flatMap(CertificateFigures::training)
                        .map(words::duration)
                        .orElse(""),
                "paddle",
                found.sound()
                        .map(certificate ->
                                PageText.text(certificate.environment().paddle()))
                        .orElse(""),
                "rowLinks",
                links(found));
    }

    /** Get the plots of what at least two sound certificates measured. */
    private List<Object> plots(List<FoundCertificate> newestFirst) {
        List<FoundCertificate> sound = new ArrayList<>(
                newestFirst.stream().filter(FoundCertificate::isSound).toList());
        Collections.reverse(sound);
        String metric = sound.stream()
                .map(found -> CertificateFigures.of(found.sound().orElseThrow()).metricName())
                .reduce("", (older, newer) -> newer.isEmpty() ? older : newer);
        List<Object> plots = new ArrayList<>();
        plot(
                plots,
                words.get("site.plot.metric", PageText.text(metric)),
                sound,
                figures -> figures.metricName().equals(metric) ? figures.metric() : Optional.empty());
        plot(plots, words.get("site.plot.difference"), sound, CertificateFigures::difference);
        plot(plots, words.get("site.plot.took"), sound, figures -> Optional.of(seconds(figures.took())));
        plot(plots, words.get("site.plot.training"), sound, figures -> figures.training()
                .map(ModelPage::seconds));
        return plots;
    }

    private void plot(
            List<Object> plots,
            String caption,
            List<FoundCertificate> sound,
            Function<CertificateFigures, Optional<BigDecimal>> value) {
        List<Trend.Point> points = new ArrayList<>();
        for (FoundCertificate found : sound) {
            value.apply(CertificateFigures.of(found.sound().orElseThrow()))
                    .ifPresent(number -> points.add(new Trend.Point(
                            SiteModel.day(found.started()), number, found.standing() == Standing.CERTIFIED)));
        }
        if (points.size() > 1) {
            plots.add(map("caption", caption, "svg", new Trend(caption, points).svg(words)));
        }
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), MILLIS);
    }

    private void badge(Map<String, Object> view) {
        Language language = words.language();
        String at = content.options().address();
        String badge = at + "badges/" + model.id() + language.suffix() + ".svg";
        String page = at + model.page(words);
        view.putAll(map(
                "badge",
                new String(model.badge(words).svg(words), StandardCharsets.UTF_8),
                "snippet",
                "[![TIPC](" + badge + ")](" + page + ")"));
    }
}
