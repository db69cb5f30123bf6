// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageTemplate;
import org.tipcjunit.certificate.page.PageText;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.finding.Clause;

/**
 * What a site shows, in one language.
 *
 * @param models the models in the order of their names
 * @param tables pages with tables of backbones, relative to the site, by what they are called
 * @param leftOut the older certificates that are not shown, and why, one line each
 * @param options what was asked for
 * @param words the words of the language
 * @param clauses the titles of all clauses that any model was judged by, in the order of certificates
 * @param start what every page starts from
 */
record SiteContent(
        List<SiteModel> models,
        SortedMap<String, String> tables,
        List<String> leftOut,
        SiteOptions options,
        PageWords words,
        Map<String, String> clauses,
        Map<String, Object> start) {

    private static final String PREFIX = "site.";

    SiteContent {
        models = List.copyOf(models);
        leftOut = List.copyOf(leftOut);
    }

    /** Get the content; what each of hundreds of pages shows is gathered once. */
    static SiteContent of(
            List<SiteModel> models,
            SortedMap<String, String> tables,
            List<String> leftOut,
            SiteOptions options,
            PageWords words) {
        return new SiteContent(
                models, tables, leftOut, options, words, clauses(models, words), start(tables, options, words));
    }

    static PageWords words(Language language) {
        return PageWords.in(language).with("site");
    }

    String title() {
        return title(options, words);
    }

    private static String title(SiteOptions options, PageWords words) {
        return options.title().isEmpty() ? words.get("site.title") : PageText.text(options.title());
    }

    String index() {
        return "index" + words.language().suffix() + ".html";
    }

    Language otherLanguage() {
        return other(words.language());
    }

    private static Language other(Language language) {
        return language == Language.ENGLISH ? Language.CHINESE : Language.ENGLISH;
    }

    long count(Standing standing) {
        return models.stream().filter(model -> model.standing() == standing).count();
    }

    Optional<Instant> newest() {
        return models.stream()
                .flatMap(model -> model.history().current().stream())
                .filter(FoundCertificate::isSound)
                .map(FoundCertificate::started)
                .max(Instant::compareTo);
    }

    private static Map<String, String> clauses(List<SiteModel> models, PageWords words) {
        Map<String, String> others = new TreeMap<>();
        models.stream()
                .flatMap(model -> model.sound().stream())
                .flatMap(certificate -> certificate.clauses().stream())
                .forEach(clause -> others.computeIfAbsent(clause.clause(), id -> PageText.text(clause.title())));
        Map<String, String> clauses = new LinkedHashMap<>();
        for (Clause clause : Clause.ofGuide()) {
            if (others.remove(clause.id()) != null) {
                clauses.put(clause.id(), words.getOr("clause." + clause.id(), clause.title()));
            }
        }
        clauses.putAll(others);
        return clauses;
    }

    /** Get a copy of what every page starts from. */
    Map<String, Object> view() {
        return new LinkedHashMap<>(start);
    }

    private static Map<String, Object> start(SortedMap<String, String> tables, SiteOptions options, PageWords words) {
        Map<String, Object> said = new LinkedHashMap<>(words.words());
        Map<String, String> ofSite = new TreeMap<>();
        words.words().forEach((key, text) -> {
            if (key.startsWith(PREFIX)) {
                ofSite.put(key.substring(PREFIX.length()), text);
            }
        });
        said.put("site", ofSite);
        return map(
                "w", said,
                "lang", words.language().tag(),
                "otherLang", other(words.language()).tag(),
                "siteTitle", title(options, words),
                "suffix", words.language().suffix(),
                "style", resource("site.css"),
                "tables",
                        tables.entrySet().stream()
                                .<Object>map(table -> map("name", table.getKey(), "href", table.getValue()))
                                .toList(),
                "hasTables", !tables.isEmpty());
    }

    static String resource(String name) {
        return PageTemplate.source(SiteContent.class, name);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], Objects.requireNonNull(namesAndValues[i + 1]));
        }
        return map;
    }

    /** Get links with words between them. */
    static List<Object> links(Map<String, String> addresses) {
        List<String> labels = List.copyOf(addresses.keySet());
        return labels.stream()
                .<Object>map(label -> map(
                        "label",
                        label,
                        "href",
                        addresses.getOrDefault(label, ""),
                        "last",
                        label.equals(labels.get(labels.size() - 1))))
                .toList();
    }
}
