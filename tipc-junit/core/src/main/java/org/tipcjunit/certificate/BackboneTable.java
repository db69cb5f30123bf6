// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.page.PageTemplate;

/**
 * What a model came to with each of its backbones, in the form of the guide's table (clause 4.3.4).
 *
 * @param title what was certified
 * @param metric what the second column is headed
 * @param rows one for each backbone that was to be certified, the original first
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record BackboneTable(String title, String metric, List<Row> rows) {

    static final String HTML = "backbones.html";
    static final String MARKDOWN = "backbones.md";

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

        /** Get what the table says. */
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
            String page) {}

    /** Get the page for browsers, in UTF-8. */
    public byte[] html() {
        return PageTemplate.html(BackboneTable.class, "backbones.html.mustache").render(view());
    }

    /** Get the page in Markdown, in UTF-8. */
    public byte[] markdown() {
        return PageTemplate.markdown(BackboneTable.class, "backbones.md.mustache")
                .render(view());
    }

    /**
     * Write both pages into a folder.
     *
     * @return the page for browsers
     * @throws CertificateException if they cannot be written
     */
    public Path write(Path folder) {
        try {
            Files.createDirectories(folder);
            retire(folder);
            new DurableFiles().write(folder.resolve(MARKDOWN), markdown());
            Path html = folder.resolve(HTML);
            new DurableFiles().write(html, html());
            return html;
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /**
     * Remove the pages of an earlier run, which say nothing of this one.
     *
     * @throws CertificateException if one is there and cannot be removed
     */
    public static void retire(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(HTML));
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

    private Map<String, Object> view() {
        long certified =
                rows.stream().filter(row -> row.state() == State.CERTIFIED).count();
        return Map.of(
                "title",
                title,
                "metric",
                metric,
                "rows",
                rows.stream().map(BackboneTable::view).toList(),
                "certified",
                certified,
                "of",
                rows.size(),
                "verdictClass",
                certified == rows.size() ? "pass" : "fail");
    }

    private static Map<String, Object> view(Row row) {
        return Map.ofEntries(
                Map.entry("backbone", row.backbone() + (row.original() ? " (original)" : "")),
                Map.entry("value", row.metric()),
                Map.entry("hyperParameters", row.hyperParameters()),
                Map.entry("size", row.size()),
                Map.entry("multiplyAdds", row.multiplyAdds()),
                Map.entry("latency", row.latency()),
                Map.entry("latencyOfOneDnn", row.latencyOfOneDnn()),
                Map.entry("state", row.state().words()),
                Map.entry("stateClass", row.state() == State.CERTIFIED ? "pass" : "fail"),
                Map.entry("page", row.page()),
                Map.entry("hasPage", !row.page().isBlank()));
    }
}
