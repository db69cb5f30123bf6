// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tipcjunit.certificate.Certificate.EvidenceFile;
import org.tipcjunit.certificate.page.Language;

/**
 * What a site was made of, so that somebody else can make it again and compare: where its certificates lie from its folder, and what
 * was asked for. It is no evidence: nothing is shown as certified because it says so.
 *
 * @param renderer what made the pages
 * @param models the models, in their order
 * @param tables the addresses of tables of backbones
 * @param leftOut the older certificates that are not shown
 * @param options what was asked for, without folders
 */
record SiteManifest(
        String renderer,
        List<Model> models,
        Map<Language, SortedMap<String, String>> tables,
        List<String> leftOut,
        SiteOptions options) {

    static final String NAME = ".tipc-site.json";

    private static final long LARGEST = 1L << 26;

    /**
     * A model.
     *
     * @param key what its certificates are about
     * @param current whether the first of its certificates is that of its last run
     * @param certificates its certificates, the newest first
     */
    record Model(ModelKey key, boolean current, List<Entry> certificates) {
        Model {
            certificates = List.copyOf(certificates);
        }
    }

    /**
     * A certificate.
     *
     * @param json where it lies, from the site; empty when the site does not lead to it
     * @param shown where it lay, as pages say it
     * @param sound whether it was found sound
     * @param pages the names of its pages that the site leads to
     * @param absent the files of evidence that were not there
     */
    record Entry(String json, String shown, boolean sound, List<String> pages, List<String> absent) {
        Entry {
            pages = List.copyOf(pages);
            absent = List.copyOf(absent);
        }

        /** Get where the site leads to from what lies there now. */
        CertificateLinks links(FoundCertificate found) {
            int end = json.lastIndexOf('/');
            List<String> evidence = found.sound().stream()
                    .flatMap(certificate -> certificate.evidence().stream())
                    .map(EvidenceFile::path)
                    .filter(path -> !absent.contains(path))
                    .toList();
            return end < 0
                    ? CertificateLinks.none()
                    : new CertificateLinks(
                            json.substring(0, end),
                            found.isSound() ? pages : List.of(),
                            json.substring(end + 1),
                            evidence,
                            List.of());
        }
    }

    SiteManifest {
        models = List.copyOf(models);
        // In one order, so that the same site is the same bytes.
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
        leftOut = List.copyOf(leftOut);
    }

    static SiteManifest of(SitePages pages) {
        return new SiteManifest(
                SitePages.renderer(),
                pages.models().stream().map(SiteManifest::model).toList(),
                pages.tables(),
                pages.leftOut(),
                pages.options());
    }

    private static Model model(SiteModel model) {
        ModelHistory history = model.history();
        List<Entry> entries = history.newestFirst().stream()
                .map(found -> {
                    CertificateLinks links = model.links(found);
                    String json = links.json().isEmpty() ? "" : links.folder() + "/" + links.json();
                    List<String> absent = found.sound().stream()
                            .flatMap(certificate -> certificate.evidence().stream())
                            .map(EvidenceFile::path)
                            .filter(path -> !json.isEmpty() && !links.evidence().contains(path))
                            .toList();
                    return new Entry(json, found.shown(), found.isSound(), links.pages(), absent);
                })
                .toList();
        return new Model(history.key(), history.current().isPresent(), entries);
    }

    byte[] json() {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        ObjectNode json = mapper.createObjectNode();
        json.put("renderer", renderer);
        json.put("certificates", options.certificates().name());
        json.put("keep", options.kept());
        json.put("address", options.address());
        json.put("title", options.title());
        leftOut.forEach(json.putArray("leftOut")::add);
        ObjectNode tablesOf = json.putObject("tables");
        tables.forEach((language, named) -> named.forEach(tablesOf.withObject("/" + language.name())::put));
        for (Model model : models) {
            ObjectNode node = json.withArray("/models").addObject();
            node.put("model", model.key().model());
            node.put("mode", model.key().mode());
            node.put("config", model.key().config());
            node.put("repository", model.key().repository());
            node.put("current", model.current());
            for (Entry entry : model.certificates()) {
                ObjectNode found = node.withArray("/certificates").addObject();
                found.put("json", entry.json());
                found.put("shown", entry.shown());
                found.put("sound", entry.sound());
                entry.pages().forEach(found.putArray("pages")::add);
                entry.absent().forEach(found.putArray("absent")::add);
            }
        }
        try {
            return SiteContent.bytes(mapper.writeValueAsString(json) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("it holds only values that JSON can hold", e);
        }
    }

    /**
     * Read what lies in the folder of a site.
     *
     * @throws IOException if there is none, or it is none
     */
    static SiteManifest read(Path site) throws IOException {
        Path file = site.resolve(NAME);
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            throw new IOException("nothing says what it was made of");
        }
        JsonNode json;
        try {
            json = new JsonMapper().readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new IOException("what says what it was made of cannot be read", e);
        }
        List<Model> models = new ArrayList<>();
        for (JsonNode node : json.path("models")) {
            List<Entry> entries = new ArrayList<>();
            for (JsonNode entry : node.path("certificates")) {
                entries.add(new Entry(
                        entry.path("json").asText(),
                        entry.path("shown").asText(),
                        entry.path("sound").asBoolean(),
                        texts(entry.path("pages")),
                        texts(entry.path("absent"))));
            }
            ModelKey key = new ModelKey(
                    node.path("repository").asText(),
                    node.path("model").asText(),
                    node.path("mode").asText(),
                    node.path("config").asText());
            models.add(new Model(key, node.path("current").asBoolean(), entries));
        }
        Map<Language, SortedMap<String, String>> tables = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            SortedMap<String, String> named = new TreeMap<>();
            json.path("tables")
                    .path(language.name())
                    .properties()
                    .forEach(table -> named.put(table.getKey(), table.getValue().asText()));
            tables.put(language, named);
        }
        return new SiteManifest(
                json.path("renderer").asText(), models, tables, texts(json.path("leftOut")), options(json, site));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static SiteOptions options(JsonNode json, Path site) throws IOException {
        try {
            return new SiteOptions(
                    List.of(),
                    List.of(),
                    site,
                    SiteOptions.Holding.valueOf(json.path("certificates").asText()),
                    json.path("keep").asInt(),
                    json.path("address").asText(),
                    json.path("title").asText(),
                    false);
        } catch (IllegalArgumentException e) {
            throw new IOException("what says what it was made of cannot be read", e);
        }
    }
}
