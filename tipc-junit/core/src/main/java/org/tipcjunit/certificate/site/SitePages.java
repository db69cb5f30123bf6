// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certificate.page.Sentences;
import org.tipcjunit.digest.Sha256;

/**
 * What a site shows of models: the same models always give the same files.
 *
 * @param models the models in the order of their names
 * @param tables the addresses of tables of backbones, by what they are called, in each language
 * @param leftOut the older certificates that are not shown, and why, one line each
 * @param options what was asked for
 */
record SitePages(
        List<SiteModel> models,
        Map<Language, SortedMap<String, String>> tables,
        List<String> leftOut,
        SiteOptions options) {

    private static final int DIGITS = 16;

    SitePages {
        models = List.copyOf(models);
        tables = Map.copyOf(tables);
        leftOut = List.copyOf(leftOut);
    }

    /** Get what names this way of making them: a change of a template or of words changes it. */
    static String renderer() {
        String all = Stream.of(
                        "index.html.mustache",
                        "model.html.mustache",
                        "readme.md.mustache",
                        "badge.svg.mustache",
                        "trend.svg.mustache",
                        "index.js",
                        "site.css")
                .map(SiteContent::resource)
                .collect(Collectors.joining());
        for (Language language : Language.values()) {
            all += SiteContent.words(language).inOrder();
        }
        byte[] bytes = (all + Sentences.inOrder()).getBytes(StandardCharsets.UTF_8);
        return Sha256.of(bytes).hex().substring(0, DIGITS);
    }

    /** Get all files by their names. */
    Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (Language language : Language.values()) {
            SiteContent content = content(language);
            ofAll(content, all);
            all.putAll(ofModels(content));
        }
        all.put("feed.schema.json", SiteContent.bytes(SiteContent.resource("feed.schema.json")));
        return all;
    }

    /** Get the files that are about one model each. */
    Map<String, byte[]> ofModels() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (Language language : Language.values()) {
            all.putAll(ofModels(content(language)));
        }
        return all;
    }

    private SiteContent content(Language language) {
        return SiteContent.of(
                models, tables.getOrDefault(language, new TreeMap<>()), leftOut, options, SiteContent.words(language));
    }

    private static Map<String, byte[]> ofModels(SiteContent content) {
        List<Map<String, byte[]>> made = content.models().parallelStream()
                .map(model -> files(content, model))
                .toList();
        Map<String, byte[]> all = new LinkedHashMap<>();
        made.forEach(all::putAll);
        return all;
    }

    private static Map<String, byte[]> files(SiteContent content, SiteModel model) {
        PageWords words = content.words();
        return Map.of(
                model.page(words),
                new ModelPage(content, model).html(),
                "badges/" + model.id() + words.language().suffix() + ".svg",
                model.badge(words).svg(words));
    }

    private static void ofAll(SiteContent content, Map<String, byte[]> all) {
        PageWords words = content.words();
        String suffix = words.language().suffix();
        IndexPage index = new IndexPage(content);
        all.put(content.index(), index.html());
        all.put("README" + suffix + ".md", index.markdown());
        all.put("badges/all" + suffix + ".svg", badge(content).svg(words));
        if (words.language() == Language.ENGLISH) {
            all.put("feed.json", new Feed(content).json());
        }
    }

    private static Badge badge(SiteContent content) {
        long certified = content.count(Standing.CERTIFIED);
        boolean every = certified == content.models().size();
        Standing standing = content.count(Standing.UNSOUND) > 0
                ? Standing.UNSOUND
                : every ? Standing.CERTIFIED : Standing.NOT_CERTIFIED;
        String said = content.words()
                .get(
                        "site.badgeAll",
                        String.valueOf(certified),
                        String.valueOf(content.models().size()));
        return new Badge(standing, said, content.title() + ": " + said);
    }
}
