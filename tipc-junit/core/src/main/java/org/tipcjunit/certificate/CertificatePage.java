// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.tipcjunit.certificate.page.PageText.fence;
import static org.tipcjunit.certificate.page.PageText.seconds;
import static org.tipcjunit.certificate.page.PageText.tail;
import static org.tipcjunit.certificate.page.PageText.text;
import static org.tipcjunit.certificate.page.PageText.texts;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.tipcjunit.certificate.Certificate.ClauseResult;
import org.tipcjunit.certificate.Certificate.ClauseStatus;
import org.tipcjunit.certificate.Certificate.EvidenceFile;
import org.tipcjunit.certificate.Certificate.EvidenceKind;
import org.tipcjunit.certificate.Certificate.FindingResult;
import org.tipcjunit.certificate.Certificate.Repository;
import org.tipcjunit.certificate.Certificate.Run;
import org.tipcjunit.certificate.Certificate.StageResult;
import org.tipcjunit.certificate.Certificate.WorkingTree;
import org.tipcjunit.certificate.page.EqualRows;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageTemplate;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certificate.page.Sentences;

/** A certificate as pages for people: for browsers in each language, and one in Markdown. */
final class CertificatePage {

    private static final String HTML = "certificate.html.mustache";
    private static final String MARKDOWN = "certificate.md.mustache";
    private static final int RENDERER_DIGITS = 16;

    /** Names this way of making pages: a change of the form, here, in a template or in the words, changes it. */
    static final String RENDERER = renderer("2");

    private static final int ROWS_SHOWN = 100;

    private final Certificate certificate;
    private final Map<String, Exhibit> exhibits;
    private final String stem;
    private final Sha256 json;
    private final PageWords words;
    private final Sentences sentences;

    private CertificatePage(
            Certificate certificate, Map<String, Exhibit> exhibits, String stem, Sha256 json, PageWords words) {
        this.certificate = certificate;
        this.exhibits = exhibits;
        this.stem = stem;
        this.json = json;
        this.words = words;
        this.sentences = Sentences.in(words.language());
    }

    /**
     * Get the pages of a certificate by the names of their files.
     *
     * @param certificate what to show
     * @param exhibits what to show of the files of evidence, by path
     * @param stem the name of the JSON file beside them, without its extension
     * @param json the digest of that file
     */
    static Map<String, byte[]> pages(Certificate certificate, Map<String, Exhibit> exhibits, String stem, Sha256 json) {
        Map<String, byte[]> pages = new LinkedHashMap<>();
        for (String name : names(stem)) {
            boolean markdown = name.endsWith(".md");
            Language language = name.equals(html(stem, Language.CHINESE)) ? Language.CHINESE : Language.ENGLISH;
            Map<String, Object> view =
                    new CertificatePage(certificate, exhibits, stem, json, PageWords.in(language)).view();
            PageTemplate template = markdown
                    ? PageTemplate.markdown(CertificatePage.class, MARKDOWN)
                    : PageTemplate.html(CertificatePage.class, HTML);
            pages.put(name, template.render(view));
        }
        return pages;
    }

    /** Get the names of the files of all pages. */
    static List<String> names(String stem) {
        return List.of(stem + ".md", html(stem, Language.ENGLISH), html(stem, Language.CHINESE));
    }

    private static String html(String stem, Language language) {
        return stem + language.suffix() + ".html";
    }

    private static String renderer(String form) {
        String all = PageTemplate.html(CertificatePage.class, HTML).source()
                + PageTemplate.markdown(CertificatePage.class, MARKDOWN).source()
                + PageWords.in(Language.ENGLISH).inOrder()
                + PageWords.in(Language.CHINESE).inOrder()
                + Sentences.inOrder();
        return form + "-"
                + Sha256.of(all.getBytes(StandardCharsets.UTF_8)).hex().substring(0, RENDERER_DIGITS);
    }

    private Map<String, Object> view() {
        boolean certified = certificate.isCertified();
        CertificateFacts facts = new CertificateFacts(certificate, words);
        Language other = words.language() == Language.ENGLISH ? Language.CHINESE : Language.ENGLISH;
        return map(
                "w", words.words(),
                "lang", words.language().tag(),
                "otherLang", other.tag(),
                "otherPage", html(stem, other),
                "glance", facts.inShort(),
                "model", text(certificate.model()),
                "mode", text(certificate.mode()),
                "certified", certified,
                "verdict", words.get(certified ? "certified" : "notCertified"),
                "mark", certified ? "✔" : "✘",
                "verdictClass", certified ? "pass" : "fail",
                "explanation", explanation(),
                "reasons", texts(sentences.reasons(certificate.reasons(), words)),
                "overrides", overrides(certificate.run()),
                "hasOverrides", !certificate.run().overrides().isEmpty(),
                "dirty", certificate.repository().workingTree() == WorkingTree.DIRTY,
                "differences", texts(certificate.repository().differences()),
                "beside", beside(certificate.repository()),
                "hasBeside", !certificate.repository().beside().isEmpty(),
                "untraceable",
                        certificate.repository().commit().equals(Certificate.UNKNOWN)
                                || certificate.repository().workingTree() == WorkingTree.UNKNOWN,
                "facts", facts.all(),
                "declared", declared(certificate.chain()),
                "hasDeclared", !certificate.chain().declared().isEmpty(),
                "deviations", deviations(certificate.chain()),
                "hasDeviations", !certificate.chain().deviations().isEmpty(),
                "notRun", notRun(certificate.chain()),
                "hasNotRun", !certificate.chain().notRun().isEmpty(),
                "cells", matrix(certificate.chain()),
                "hasCells", !certificate.chain().cells().isEmpty(),
                "clauses", certificate.clauses().stream().map(this::clause).toList(),
                "stages", certificate.stages().stream().map(this::stage).toList(),
                "evidence", certificate.evidence().stream().map(this::file).toList(),
                "flags", String.join(" ", certificate.environment().cpuFlags()),
                "packages", String.join("\n", texts(certificate.environment().packages())),
                "madeFrom", words.get("madeFrom", stem + ".json", String.valueOf(certificate.schemaVersion())),
                "jsonSha256", json.hex());
    }

    private String explanation() {
        long required =
                certificate.clauses().stream().filter(ClauseResult::required).count();
        long passed = certificate.clauses().stream()
                .filter(clause -> clause.required() && clause.status() == ClauseStatus.PASS)
                .count();
        return words.get("passedOf", String.valueOf(passed), String.valueOf(required));
    }

    private static List<Object> overrides(Run run) {
        List<Object> overrides = new ArrayList<>();
        run.overrides().forEach((name, value) -> overrides.add(map("name", text(name), "value", text(value))));
        return overrides;
    }

    private static List<Object> declared(CertifiedChain chain) {
        return chain.declared().stream()
                .<Object>map(declared -> map(
                        "name", text(declared.name()),
                        "value", text(declared.value()),
                        "source", text(declared.source())))
                .toList();
    }

    private static List<Object> deviations(CertifiedChain chain) {
        return chain.deviations().stream()
                .<Object>map(deviation -> map(
                        "name", text(deviation.name()),
                        "defects", text(deviation.defects()),
                        "detail", text(deviation.detail())))
                .toList();
    }

    private static List<Object> notRun(CertifiedChain chain) {
        return chain.notRun().stream()
                .<Object>map(notRun -> map(
                        "what", text(notRun.what()),
                        "line", notRun.line() == 0 ? "" : String.valueOf(notRun.line()),
                        "why", text(notRun.reason())))
                .toList();
    }

    private static List<Object> beside(Repository repository) {
        return repository.beside().stream()
                .<Object>map(used -> map(
                        "what",
                        text(used.what()),
                        "where",
                        text(used.path()),
                        "files",
                        used.files() == 0 ? "" : String.valueOf(used.files()),
                        "sha256",
                        text(used.sha256())))
                .toList();
    }

    private List<Object> matrix(CertifiedChain chain) {
        return chain.cells().stream()
                .<Object>map(cell -> map(
                        "matrixCell",
                        text(cell.cell()),
                        "how",
                        words.get(
                                switch (cell.run()) {
                                    case SCRIPT -> "script";
                                    case REPLAY -> "replay";
                                    case NOT_RUN -> "notRunHere";
                                }),
                        "detail",
                        text(cell.detail())))
                .toList();
    }

    private Map<String, Object> clause(ClauseResult clause) {
        return map(
                "id", clause.clause(),
                "anchor", "clause-" + clause.clause(),
                "clauseTitle", text(words.getOr("clause." + clause.clause(), clause.title())),
                "required", words.get(clause.required() ? "required" : "notRequired"),
                "status", word(clause.status()),
                "statusMark", mark(clause.status()),
                "statusClass", style(clause.status()),
                "reason", text(sentences.summary(clause.reason())),
                "notJudged", clause.findings().isEmpty(),
                "findings", clause.findings().stream().map(this::finding).toList());
    }

    private Map<String, Object> finding(FindingResult finding) {
        List<EvidenceFile> shown = pictures(finding);
        List<EvidenceFile> folded = new ArrayList<>(finding.evidence());
        folded.removeAll(shown);
        return map(
                "requirement", text(finding.requirement()),
                "findingStatus", word(finding.status()),
                "findingMark", mark(finding.status()),
                "findingClass", style(finding.status()),
                "passed", finding.status() == ClauseStatus.PASS,
                "summary", text(sentences.summary(finding.summary())),
                "expected", text(finding.expected()),
                "observed", text(sentences.observed(finding.observed())),
                "remedy", text(sentences.remedy(finding.remedy())),
                "hasRemedy", !finding.remedy().isBlank(),
                "stageName", text(finding.stage()),
                "hasStage", !finding.stage().isEmpty(),
                "figures", figures(finding),
                "hasFigures", !finding.figures().isEmpty(),
                "pictures", shown.stream().map(this::exhibit).toList(),
                "exhibits", folded.stream().map(this::exhibit).toList());
    }

    /** Get the first picture of each kind; the others are folded away. */
    private static List<EvidenceFile> pictures(FindingResult finding) {
        return Stream.of(EvidenceKind.PLOT, EvidenceKind.IMAGE)
                .flatMap(kind -> finding.evidence().stream()
                        .filter(file -> file.kind() == kind)
                        .limit(1))
                .toList();
    }

    private List<Object> figures(FindingResult finding) {
        List<List<String>> rows = finding.figures().stream()
                .map(figure -> List.of(figure.name(), figure.value().text(), figure.unit()))
                .toList();
        return EqualRows.inOne(rows, words).stream()
                .<Object>map(row -> map(
                        "figure", text(row.get(0)),
                        "figureValue", text(row.get(1)),
                        "unit", text(row.get(2))))
                .toList();
    }

    private Map<String, Object> exhibit(EvidenceFile file) {
        Exhibit exhibit = exhibits.getOrDefault(file.path(), Exhibit.NOTHING);
        Map<String, Object> view = new LinkedHashMap<>(file(file));
        List<List<String>> collected = EqualRows.inOne(exhibit.rows(), words);
        int more = Math.max(0, collected.size() - ROWS_SHOWN);
        List<Object> rows = new ArrayList<>();
        collected.stream().limit(ROWS_SHOWN).forEach(row -> rows.add(map("cells", cells(row))));
        String shown = tail(exhibit.text());
        view.putAll(map(
                "hasTable",
                !exhibit.header().isEmpty(),
                "head",
                cells(exhibit.header()),
                "rule",
                "|" + " --- |".repeat(exhibit.header().size()),
                "rows",
                rows,
                "hasMoreRows",
                more > 0,
                "moreRows",
                words.get("moreRows", String.valueOf(more)),
                "hasText",
                !shown.isEmpty(),
                "text",
                shown,
                "fence",
                fence(shown),
                "hasPicture",
                !exhibit.picture().isEmpty(),
                "picture",
                exhibit.picture()));
        return view;
    }

    private Map<String, Object> file(EvidenceFile file) {
        return map(
                "title", text(file.title()),
                "kind", file.kind().name().toLowerCase(Locale.ROOT),
                "path", text(file.path()),
                "isBeside", !file.isStatedOnly() && !Path.of(file.path()).isAbsolute(),
                "sha256", file.sha256(),
                "bytes", String.format(Locale.ROOT, "%,d", file.bytes()).replace(',', ' '));
    }

    private Map<String, Object> stage(StageResult stage) {
        EvidenceFile log = stage.log().isEmpty() ? null : stage.log().get(0);
        String lastLines = log == null
                ? ""
                : tail(exhibits.getOrDefault(log.path(), Exhibit.NOTHING).text());
        String command = text(stage.command());
        Map<String, Object> view = new LinkedHashMap<>(map(
                "stage",
                text(stage.name()),
                "command",
                command,
                "commandFence",
                fence(command),
                "workingDirectory",
                text(stage.workingDirectory()),
                "ended",
                text(stage.ended()),
                "endedClass",
                stage.succeeded() ? "pass" : "fail",
                "failed",
                !stage.succeeded(),
                "took",
                words.get("after", seconds(stage.duration())),
                "started",
                text(stage.started()),
                "hasStarted",
                !stage.started().equals(Certificate.UNKNOWN),
                "leftovers",
                texts(stage.leftovers()),
                "hasLeftovers",
                !stage.leftovers().isEmpty(),
                "hasLog",
                log != null,
                "lastLines",
                lastLines,
                "hasLastLines",
                !lastLines.isEmpty(),
                "logFence",
                fence(lastLines)));
        if (log != null) {
            view.putAll(file(log));
        }
        return view;
    }

    private static List<Object> cells(List<String> row) {
        return row.stream().<Object>map(cell -> map("cell", text(cell))).toList();
    }

    private String word(ClauseStatus status) {
        return words.get(status.name().toLowerCase(Locale.ROOT));
    }

    private static String mark(ClauseStatus status) {
        return switch (status) {
            case PASS -> "✔";
            case FAIL -> "✘";
            case NOT_RUN -> "○";
        };
    }

    private static String style(ClauseStatus status) {
        return switch (status) {
            case PASS -> "pass";
            case FAIL -> "fail";
            case NOT_RUN -> "open";
        };
    }

    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
