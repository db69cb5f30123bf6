// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.tipcjunit.certificate.PageText.fence;
import static org.tipcjunit.certificate.PageText.seconds;
import static org.tipcjunit.certificate.PageText.tail;
import static org.tipcjunit.certificate.PageText.text;
import static org.tipcjunit.certificate.PageText.texts;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tipcjunit.certificate.Certificate.ClauseResult;
import org.tipcjunit.certificate.Certificate.ClauseStatus;
import org.tipcjunit.certificate.Certificate.Environment;
import org.tipcjunit.certificate.Certificate.EvidenceFile;
import org.tipcjunit.certificate.Certificate.EvidenceKind;
import org.tipcjunit.certificate.Certificate.FindingResult;
import org.tipcjunit.certificate.Certificate.Repository;
import org.tipcjunit.certificate.Certificate.Run;
import org.tipcjunit.certificate.Certificate.StageResult;
import org.tipcjunit.certificate.Certificate.WorkingTree;
import org.tipcjunit.certificate.CertifiedChain.WorkingCopyResult;

/** A certificate as pages for people: one for browsers, one in Markdown. */
final class CertificatePage {

    /** Names this way of making pages: a change of the form, here or in a template, changes it. */
    static final String RENDERER = PageTemplate.digest("1", "certificate.html.mustache", "certificate.md.mustache");

    private static final int ROWS_SHOWN = 100;

    private final Certificate certificate;
    private final Map<String, Exhibit> exhibits;
    private final String jsonName;
    private final Sha256 json;

    /**
     * Get the pages of a certificate.
     *
     * @param certificate what to show
     * @param exhibits what to show of the files of evidence, by path
     * @param jsonName the name of the JSON file beside the page
     * @param json the digest of that file
     */
    CertificatePage(Certificate certificate, Map<String, Exhibit> exhibits, String jsonName, Sha256 json) {
        this.certificate = certificate;
        this.exhibits = exhibits;
        this.jsonName = jsonName;
        this.json = json;
    }

    byte[] html() {
        return PageTemplate.html("certificate.html.mustache").render(view());
    }

    byte[] markdown() {
        return PageTemplate.markdown("certificate.md.mustache").render(view());
    }

    private Map<String, Object> view() {
        boolean certified = certificate.isCertified();
        return map(
                "model", text(certificate.model()),
                "mode", text(certificate.mode()),
                "certified", certified,
                "verdict", certified ? "Certified" : "Not certified",
                "mark", certified ? "✔" : "✘",
                "verdictClass", certified ? "pass" : "fail",
                "explanation", explanation(),
                "reasons", texts(certificate.reasons()),
                "overrides", overrides(certificate.run()),
                "hasOverrides", !certificate.run().overrides().isEmpty(),
                "dirty", certificate.repository().workingTree() == WorkingTree.DIRTY,
                "differences", texts(certificate.repository().differences()),
                "beside", beside(certificate.repository()),
                "hasBeside", !certificate.repository().beside().isEmpty(),
                "untraceable",
                        certificate.repository().commit().equals(Certificate.UNKNOWN)
                                || certificate.repository().workingTree() == WorkingTree.UNKNOWN,
                "facts", facts(),
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
                "schemaVersion", certificate.schemaVersion(),
                "jsonName", jsonName,
                "jsonSha256", json.hex());
    }

    private String explanation() {
        long required =
                certificate.clauses().stream().filter(ClauseResult::required).count();
        long passed = certificate.clauses().stream()
                .filter(clause -> clause.required() && clause.status() == ClauseStatus.PASS)
                .count();
        String clauses = required == 1 ? "required clause" : "required clauses";
        return passed + " of " + required + " " + clauses + " passed in this run";
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

    private static List<Object> matrix(CertifiedChain chain) {
        return chain.cells().stream()
                .<Object>map(cell -> map(
                        "matrixCell",
                        text(cell.cell()),
                        "how",
                        cell.run().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        "detail",
                        text(cell.detail())))
                .toList();
    }

    private List<Object> facts() {
        Repository repository = certificate.repository();
        Environment environment = certificate.environment();
        Run run = certificate.run();
        CertifiedChain chain = certificate.chain();
        List<Object> facts = new ArrayList<>();
        fact(facts, "Config", chain.config());
        fact(facts, "Chain", chain.kind() + " after " + chain.suite() + ", " + chain.combination());
        fact(facts, "prepare.sh", chain.preparation());
        fact(facts, "Working copy", workingCopy(chain.workingCopy()));
        fact(facts, "Repository", repository.path());
        fact(facts, "Remote", repository.remote());
        fact(facts, "Commit", repository.commit());
        fact(facts, "Working tree", repository.workingTree().name().toLowerCase(Locale.ROOT));
        fact(
                facts,
                "Started",
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(run.started()));
        fact(facts, "Took", seconds(run.duration()));
        fact(facts, "Seeds", run.seeds().isEmpty() ? "none recorded" : String.join("; ", run.seeds()));
        fact(facts, "Threads", run.threads());
        fact(facts, "Isolation", run.isolation().describe());
        fact(facts, "tipc-junit", run.toolVersion());
        fact(facts, "Paddle", environment.paddle() + " (commit " + environment.paddleCommit() + ")");
        fact(facts, "Python", environment.python() + " (" + environment.interpreter() + ")");
        fact(facts, "Environment", environment.origin());
        fact(
                facts,
                "Processor",
                environment.cpu() + (environment.cpus() == 0 ? "" : ", " + environment.cpus() + " processors usable"));
        fact(facts, "System", environment.os());
        return facts;
    }

    private static String workingCopy(WorkingCopyResult copy) {
        if (copy.path().isEmpty()) {
            return "none: the stages ran in the repository itself";
        }
        return copy.files() == 0
                ? copy.path()
                : copy.files() + " files, SHA-256 " + copy.sha256() + ", at " + copy.path();
    }

    private static void fact(List<Object> facts, String name, String value) {
        facts.add(map("name", name, "value", text(value)));
    }

    private Map<String, Object> clause(ClauseResult clause) {
        return map(
                "id", clause.clause(),
                "anchor", "clause-" + clause.clause(),
                "clauseTitle", text(clause.title()),
                "required", clause.required() ? "required" : "not required",
                "status", word(clause.status()),
                "statusMark", mark(clause.status()),
                "statusClass", style(clause.status()),
                "reason", text(clause.reason()),
                "notJudged", clause.findings().isEmpty(),
                "findings", clause.findings().stream().map(this::finding).toList());
    }

    private Map<String, Object> finding(FindingResult finding) {
        return map(
                "requirement", text(finding.requirement()),
                "findingStatus", word(finding.status()),
                "findingMark", mark(finding.status()),
                "findingClass", style(finding.status()),
                "summary", text(finding.summary()),
                "expected", text(finding.expected()),
                "observed", text(finding.observed()),
                "remedy", text(finding.remedy()),
                "hasRemedy", !finding.remedy().isBlank(),
                "stageName", text(finding.stage()),
                "hasStage", !finding.stage().isEmpty(),
                "figures", figures(finding),
                "hasFigures", !finding.figures().isEmpty(),
                "exhibits", finding.evidence().stream().map(this::exhibit).toList());
    }

    private static List<Object> figures(FindingResult finding) {
        List<Object> figures = new ArrayList<>();
        finding.figures()
                .forEach(figure -> figures.add(map(
                        "figure", text(figure.name()),
                        "figureValue", text(figure.value().text()),
                        "unit", text(figure.unit()))));
        return figures;
    }

    private Map<String, Object> exhibit(EvidenceFile file) {
        Exhibit exhibit = exhibits.getOrDefault(file.path(), Exhibit.NOTHING);
        Map<String, Object> view = new LinkedHashMap<>(file(file));
        int more = Math.max(0, exhibit.rows().size() - ROWS_SHOWN);
        List<Object> rows = new ArrayList<>();
        exhibit.rows().stream().limit(ROWS_SHOWN).forEach(row -> rows.add(map("cells", cells(row))));
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
                more,
                "hasText",
                !shown.isEmpty(),
                "text",
                shown,
                "fence",
                fence(shown),
                "hasPicture",
                !exhibit.picture().isEmpty(),
                "picture",
                exhibit.picture(),
                "isPicture",
                file.kind() == EvidenceKind.PLOT || file.kind() == EvidenceKind.IMAGE));
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
                seconds(stage.duration()),
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

    private static String word(ClauseStatus status) {
        return status.name().replace('_', ' ');
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
