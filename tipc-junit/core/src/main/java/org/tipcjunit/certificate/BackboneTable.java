// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageTemplate;
import org.tipcjunit.certificate.page.PageText;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certificate.page.Sentences;

/**
 * What a model came to with each of its backbones, in the form of the guide's table (clause 4.3.4).
 *
 * @param title what was certified
 * @param metric what the second column is headed
 * @param rows one for each backbone that was to be certified, the original first
 * @param ran a certificate of the run, whose day, commit and environment are those of all; empty where there is none
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record BackboneTable(String title, String metric, List<Row> rows, Optional<Certificate> ran) {

    private static final PageTemplate PAGE = PageTemplate.html(BackboneTable.class, "backbones.html.mustache");
    private static final PageTemplate PAGE_IN_MARKDOWN =
            PageTemplate.markdown(BackboneTable.class, "backbones.md.mustache");
    private static final String NAME = "backbones";
    private static final String MARKDOWN = NAME + ".md";
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[_./-])");

    public BackboneTable {
        rows = List.copyOf(rows);
    }

    /** Whether a backbone was certified in this run. */
    public enum State {
        CERTIFIED("certified"),
        NOT_CERTIFIED("not certified"),
        COMING_SOON("coming soon"),
        NOT_RUN("not run");

        private final String words;

        State(String words) {
            this.words = words;
        }

        /** Get what the table says in English. */
        public String words() {
            return words;
        }
    }

    /**
     * One backbone.
     *
     * @param backbone its name
     * @param original whether it is that of the original model
     * @param metric the evaluated metric, or why there is none
     * @param hyperParameters as documented
     * @param size the exported parameters, with unit; a dash where it was not judged
     * @param multiplyAdds multiply-adds of one image; a dash where they were not counted
     * @param latency of one image without oneDNN, with unit; a dash where it was not measured
     * @param latencyOfOneDnn the same with oneDNN
     * @param state whether it was certified
     * @param reason why it was not, in one line; blank where it was, or nobody can say
     * @param page its certificate, or the account of why there is none, relative to the table; blank where there is neither
     */
    public record Row(
            String backbone,
            boolean original,
            String metric,
            String hyperParameters,
            String size,
            String multiplyAdds,
            String latency,
            String latencyOfOneDnn,
            State state,
            String reason,
            String page) {}

    /** Get the page for browsers in a language, in UTF-8. */
    public byte[] html(Language language) {
        return PAGE.render(view(language));
    }

    /** Get the page in Markdown, in UTF-8. */
    public byte[] markdown() {
        return PAGE_IN_MARKDOWN.render(view(Language.ENGLISH));
    }

    /**
     * Write all pages into a folder.
     *
     * @return the English page for browsers
     * @throws CertificateException if they cannot be written
     */
    public Path write(Path folder) {
        try {
            Files.createDirectories(folder);
            retire(folder);
            new DurableFiles().write(folder.resolve(MARKDOWN), markdown());
            for (Language language : Language.values()) {
                new DurableFiles().write(folder.resolve(page(language)), html(language));
            }
            return folder.resolve(page(Language.ENGLISH));
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private static String page(Language language) {
        return NAME + language.suffix() + ".html";
    }

    /**
     * Remove the pages of an earlier run, which say nothing of this one.
     *
     * @throws CertificateException if one is there and cannot be removed
     */
    public static void retire(Path folder) {
        try {
            for (Language language : Language.values()) {
                Files.deleteIfExists(folder.resolve(page(language)));
            }
            Files.deleteIfExists(folder.resolve(MARKDOWN));
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private static CertificateException unwritable(Path folder, IOException cause) {
        return new CertificateException(
                "cannot write the table of backbones",
                folder,
                String.valueOf(cause.getMessage()),
                "make the folder writable");
    }

    private Map<String, Object> view(Language language) {
        PageWords words = PageWords.in(language).with(NAME);
        long certified =
                rows.stream().filter(row -> row.state() == State.CERTIFIED).count();
        Language other = language == Language.ENGLISH ? Language.CHINESE : Language.ENGLISH;
        Map<String, Object> view = new LinkedHashMap<>();
        Map<String, String> said = new TreeMap<>();
        words.words().forEach((key, text) -> said.put(key.replaceFirst("^" + NAME + "\\.", ""), text));
        view.put("w", said);
        view.put("lang", language.tag());
        view.put("suffix", language.suffix());
        view.put("otherLang", other.tag());
        view.put("otherLanguage", words.get("otherLanguage"));
        view.put("otherPage", page(other));
        view.put("heading", words.get("backbones.title", title));
        view.put("headingParts", List.of(BETWEEN_WORDS.split(words.get("backbones.title", title))));
        view.put("count", words.get("backbones.count", String.valueOf(certified), String.valueOf(rows.size())));
        view.put("verdictClass", certified == rows.size() ? "pass" : "fail");
        view.put("metric", metric);
        view.put(
                "facts",
                ran.map(certificate -> new CertificateFacts(certificate, words).ofRun())
                        .orElse(List.of()));
        view.put("rows", rows.stream().map(row -> view(row, words)).toList());
        return view;
    }

    private static Map<String, Object> view(Row row, PageWords words) {
        String state = words.get("backbones." + row.state().name().toLowerCase(Locale.ROOT));
        return Map.ofEntries(
                Map.entry("name", row.original() ? words.get("backbones.original", row.backbone()) : row.backbone()),
                Map.entry("value", row.metric().equals(row.state().words()) ? state : row.metric()),
                Map.entry("tried", row.hyperParameters()),
                Map.entry("size", row.size()),
                Map.entry("adds", Sentences.in(words.language()).label(row.multiplyAdds())),
                Map.entry("plain", row.latency()),
                Map.entry("oneDnn", row.latencyOfOneDnn()),
                Map.entry("state", state),
                Map.entry(
                        "reason",
                        PageText.text(
                                String.join("", Sentences.in(words.language()).reasons(List.of(row.reason()), words)))),
                Map.entry("hasReason", !row.reason().isBlank()),
                Map.entry("stateClass", row.state() == State.CERTIFIED ? "pass" : "fail"),
                Map.entry("page", row.page()),
                Map.entry("hasPage", !row.page().isBlank()));
    }
}
