// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.tipcjunit.certificate.page.PageText.text;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.certificate.Certificate.ClauseResult;
import org.tipcjunit.certificate.Certificate.ClauseStatus;
import org.tipcjunit.certificate.Certificate.Environment;
import org.tipcjunit.certificate.Certificate.Repository;
import org.tipcjunit.certificate.Certificate.Run;
import org.tipcjunit.certificate.Certificate.WorkingTree;
import org.tipcjunit.certificate.CertifiedChain.WorkingCopyResult;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certificate.page.Sentences;
import org.tipcjunit.finding.Figure;

/** What a certificate says of its repository, run, environment and chain: in short for its head, and whole. */
final class CertificateFacts {

    /** Commit, Paddle, machine, mode and tool; then comes what one certificate alone says. */
    private static final int AFTER_THE_DATE = 5;

    private static final int SHORT_COMMIT = 12;

    private final Certificate certificate;
    private final PageWords words;

    CertificateFacts(Certificate certificate, PageWords words) {
        this.certificate = certificate;
        this.words = words;
    }

    /** Get what a reader with little time wants to know. */
    List<Map<String, Object>> inShort() {
        Environment environment = certificate.environment();
        Run run = certificate.run();
        List<Map<String, Object>> facts = new ArrayList<>();
        fact(facts, "date", words.get("dateAndTime", started(), words.duration(run.duration())));
        fact(facts, "commit", commit(certificate.repository()));
        fact(facts, "paddle", words.get("paddleAndPython", environment.paddle(), environment.python()));
        fact(facts, "machine", processor("processors"));
        String mode = certificate.mode();
        fact(
                facts,
                "ran",
                words.get(
                        "ranMode",
                        mode,
                        words.getOr("mode." + mode, words.get("mode.other")),
                        label(certificate.chain().combination())));
        fact(facts, "tool", tool(run));
        fact(
                facts,
                "says",
                words.get(
                        "says." + relied(mode),
                        CodeState.of(certificate.repository()).code(words)));
        warnings().forEach(warning -> fact(facts, "warning", warning));
        return facts;
    }

    /** Get what a reader of a certificate has to know beside its verdict; nothing where it certifies nothing. */
    List<String> warnings() {
        Sentences sentences = Sentences.in(words.language());
        return !certificate.isCertified()
                ? List.of()
                : certificate.clauses().stream()
                        .flatMap(clause -> clause.findings().stream())
                        .flatMap(finding -> finding.figures().stream())
                        .filter(figure -> figure.name().equals(Figure.WARNING))
                        .map(figure -> sentences.expected(figure.value().text()))
                        .distinct()
                        .toList();
    }

    /** Get what certificates of one run have in common. */
    List<Map<String, Object>> ofRun() {
        List<Map<String, Object>> facts = new ArrayList<>();
        fact(facts, "date", started());
        inShort().stream().skip(1).limit(AFTER_THE_DATE).forEach(facts::add);
        return facts;
    }

    /** Get how many of the required clauses passed, in a sentence. */
    String explanation() {
        long required =
                certificate.clauses().stream().filter(ClauseResult::required).count();
        long passed = certificate.clauses().stream()
                .filter(clause -> clause.required() && clause.status() == ClauseStatus.PASS)
                .count();
        return words.get("passedOf", String.valueOf(passed), String.valueOf(required));
    }

    /** Get why it is not certified; what is about a clause leads to it. */
    List<Map<String, Object>> reasons() {
        List<String> said = Sentences.in(words.language()).reasons(certificate.reasons(), words);
        List<Map<String, Object>> reasons = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            String clause = certificate.reasons().get(i).split(" ", 2)[0];
            boolean known = certificate.clauses().stream()
                    .anyMatch(result -> result.clause().equals(clause));
            reasons.add(Map.of("reason", text(said.get(i)), "anchor", anchor(clause), "hasClause", known));
        }
        return reasons;
    }

    /** Get where a page tells of a clause. */
    static String anchor(String clause) {
        return "clause-" + clause;
    }

    /** Get the settings that changed the commands. */
    List<Map<String, Object>> overrides() {
        List<Map<String, Object>> overrides = new ArrayList<>();
        certificate
                .run()
                .overrides()
                .forEach((name, value) -> overrides.add(Map.of(
                        "name",
                        text(name),
                        "value",
                        text(Sentences.in(words.language()).changes(value)))));
        return overrides;
    }

    /** Get what was used and lies in no commit. */
    List<Map<String, Object>> beside() {
        return certificate.repository().beside().stream()
                .map(used -> Map.<String, Object>of(
                        "what",
                        text(label(used.what())),
                        "where",
                        text(used.path()),
                        "files",
                        used.files() == 0 ? "" : String.valueOf(used.files()),
                        "sha256",
                        text(used.sha256())))
                .toList();
    }

    /** Get what the user and the repository declared. */
    List<Map<String, Object>> declared() {
        return certificate.chain().declared().stream()
                .map(declared -> Map.<String, Object>of(
                        "name", text(declared.name()),
                        "value", text(declared.value()),
                        "source", text(label(declared.source()))))
                .toList();
    }

    /** Get what was done otherwise than upstream's script does it. */
    List<Map<String, Object>> deviations() {
        return certificate.chain().deviations().stream()
                .map(deviation -> Map.<String, Object>of(
                        "name", text(deviation.name()),
                        "defects", text(deviation.defects()),
                        "detail", text(label(deviation.detail()))))
                .toList();
    }

    /** Get what the config asks for and did not run. */
    List<Map<String, Object>> notRun() {
        return certificate.chain().notRun().stream()
                .map(notRun -> Map.<String, Object>of(
                        "what", text(label(notRun.what())),
                        "line", notRun.line() == 0 ? "" : String.valueOf(notRun.line()),
                        "why", text(label(notRun.reason()))))
                .toList();
    }

    /** Get how each cell of the inference matrix was run. */
    List<Map<String, Object>> matrix() {
        return certificate.chain().cells().stream()
                .map(cell -> Map.<String, Object>of(
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
                        text(label(cell.detail()))))
                .toList();
    }

    private String tool(Run run) {
        return run.isolation().state() == CertifiedIsolation.State.UNKNOWN
                ? words.get("toolAlone", run.toolVersion())
                : words.get("toolIsolated", run.toolVersion(), isolation(run));
    }

    private String isolation(Run run) {
        return Stream.of(run.isolation().describe().split("; "))
                .map(this::label)
                .collect(Collectors.joining(words.language().say("; ", "；")));
    }

    private String label(String english) {
        return Sentences.in(words.language()).label(english);
    }

    private String relied(String mode) {
        if (!certificate.isCertified()) {
            return "nothing";
        }
        if (mode.startsWith("whole_train")) {
            return "whole";
        }
        return mode.equals("whole_infer") ? "infer" : "lite";
    }

    private String commit(Repository repository) {
        String commit = repository.commit();
        return words.get(
                "commitAndState",
                commit.substring(0, Math.min(SHORT_COMMIT, commit.length())),
                CodeState.of(repository).word(words));
    }

    /** Get all of it. */
    List<Map<String, Object>> all() {
        Repository repository = certificate.repository();
        Environment environment = certificate.environment();
        Run run = certificate.run();
        CertifiedChain chain = certificate.chain();
        List<Map<String, Object>> facts = new ArrayList<>();
        fact(facts, "fact.config", chain.config());
        fact(facts, "fact.chain", words.get("fact.chainIs", chain.kind(), chain.suite(), label(chain.combination())));
        fact(facts, "fact.preparation", label(chain.preparation()));
        fact(facts, "fact.workingCopy", workingCopy(chain.workingCopy()));
        fact(facts, "fact.repository", repository.path());
        fact(facts, "fact.remote", label(repository.remote()));
        fact(facts, "fact.commit", repository.commit());
        fact(facts, "fact.tree", label(tree(repository.workingTree())));
        fact(facts, "fact.started", started());
        fact(facts, "fact.took", words.duration(run.duration()));
        fact(facts, "fact.seeds", run.seeds().isEmpty() ? words.get("fact.noSeeds") : String.join("; ", run.seeds()));
        fact(facts, "fact.threads", label(run.threads()));
        fact(facts, "fact.isolation", isolation(run));
        fact(facts, "fact.tool", run.toolVersion());
        fact(facts, "fact.paddle", words.get("fact.paddleIs", environment.paddle(), environment.paddleCommit()));
        fact(facts, "fact.python", words.get("fact.pythonIs", environment.python(), environment.interpreter()));
        fact(facts, "fact.environment", label(environment.origin()));
        fact(facts, "fact.processor", processor("fact.processorIs"));
        fact(facts, "fact.system", environment.os());
        return facts;
    }

    private static String tree(WorkingTree tree) {
        return tree.name().toLowerCase(Locale.ROOT);
    }

    private String processor(String key) {
        Environment environment = certificate.environment();
        return environment.cpus() == 0
                ? environment.cpu()
                : words.get(key, environment.cpu(), String.valueOf(environment.cpus()));
    }

    private String started() {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(certificate.run().started());
    }

    private String workingCopy(WorkingCopyResult copy) {
        if (copy.path().isEmpty()) {
            return words.get("fact.noCopy");
        }
        return copy.files() == 0
                ? copy.path()
                : words.get("fact.copy", String.valueOf(copy.files()), copy.sha256(), copy.path());
    }

    private void fact(List<Map<String, Object>> facts, String key, String value) {
        facts.add(Map.of("name", words.get(key), "value", text(value)));
    }
}
