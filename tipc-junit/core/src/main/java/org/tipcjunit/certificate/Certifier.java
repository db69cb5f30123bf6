// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.certificate.Certificate.ClauseResult;
import org.tipcjunit.certificate.Certificate.ClauseStatus;
import org.tipcjunit.certificate.Certificate.Conclusion;
import org.tipcjunit.certificate.Certificate.Environment;
import org.tipcjunit.certificate.Certificate.EvidenceFile;
import org.tipcjunit.certificate.Certificate.FigureResult;
import org.tipcjunit.certificate.Certificate.FindingResult;
import org.tipcjunit.certificate.Certificate.StageResult;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;

/** Decides, from what a run found and the evidence on disk, whether the model is certified. */
final class Certifier {

    private static final Comparator<Judged> WORST_FIRST = Comparator.comparingInt(
                    (Judged judged) -> severity(judged.verdict()))
            .reversed();

    /** A finding with its files of evidence, and those that are not there. */
    record Supported(Finding finding, List<EvidenceFile> evidence, List<String> missing) {}

    private record Judged(Verdict verdict, FindingResult result) {}

    Certificate certify(CertificateDraft certification, List<Supported> findings, List<StageResult> stages) {
        List<ClauseResult> clauses = new ArrayList<>();
        Map<Clause, List<Judged>> judged = judge(findings);
        Set<Clause> demanded = new TreeSet<>(certification.required());
        demanded.addAll(judged.keySet());
        String unjudged = stages.stream()
                .filter(stage -> !stage.succeeded())
                .findFirst()
                .map(stage -> "nothing judged it in this run, whose " + stage.name() + " stage failed")
                .or(() -> judged.entrySet().stream()
                        .filter(of -> severity(of.getValue().get(0).verdict()) > severity(Verdict.NOT_RUN))
                        .findFirst()
                        .map(of -> "nothing judged it in this run, which did not pass "
                                + of.getKey().id()))
                .orElse("no test of this run judged it");
        for (Clause clause : demanded) {
            clauses.add(conclude(
                    clause,
                    certification.required().contains(clause),
                    judged.getOrDefault(clause, List.of()),
                    unjudged));
        }
        List<String> reasons = new ArrayList<>(Reasons.ofClauses(clauses));
        if (certification.environment().isEmpty()) {
            reasons.add(Reasons.NO_ENVIRONMENT);
        }
        certification.failedTests().forEach(test -> reasons.add(Reasons.ofTest(test)));
        reasons.addAll(Reasons.ofStages(stages));
        return new Certificate(
                Certificate.SCHEMA_VERSION,
                certification.model(),
                certification.mode(),
                reasons.isEmpty() ? Conclusion.CERTIFIED : Conclusion.NOT_CERTIFIED,
                reasons,
                certification.repository(),
                certification.environment().map(Environment::of).orElseGet(Environment::unknown),
                certification.run(),
                certification.chain(),
                clauses,
                stages,
                CertificatePage.RENDERER);
    }

    private static Map<Clause, List<Judged>> judge(List<Supported> findings) {
        Map<Clause, List<Judged>> judged = new TreeMap<>();
        for (Supported supported : findings) {
            judged.computeIfAbsent(supported.finding().clause(), c -> new ArrayList<>())
                    .add(judge(supported));
        }
        judged.values().forEach(list -> list.sort(WORST_FIRST));
        return judged;
    }

    private static Judged judge(Supported supported) {
        Finding finding = supported.finding();
        Verdict verdict = finding.verdict();
        String summary = finding.summary();
        String remedy = finding.remedy();
        if (!supported.missing().isEmpty()) {
            summary += "; evidence is missing: " + String.join(", ", supported.missing());
            if (verdict == Verdict.PASS) {
                verdict = Verdict.CANNOT_JUDGE;
                remedy = "keep these files until the run has ended";
            }
        }
        if (verdict == Verdict.CANNOT_JUDGE && !summary.startsWith("cannot judge")) {
            summary = "cannot judge: " + summary;
        }
        FindingResult result = new FindingResult(
                finding.requirement(),
                status(verdict),
                summary,
                finding.expected(),
                finding.observed(),
                remedy,
                finding.figures().stream()
                        .map(figure -> new FigureResult(figure.name(), figure.value(), figure.unit()))
                        .toList(),
                supported.evidence(),
                finding.stage().map(StageRun::name).orElse(""));
        return new Judged(verdict, result);
    }

    private static ClauseResult conclude(Clause clause, boolean required, List<Judged> findings, String unjudged) {
        List<FindingResult> results = findings.stream().map(Judged::result).toList();
        ClauseStatus status =
                results.isEmpty() ? ClauseStatus.NOT_RUN : results.get(0).status();
        String reason = results.isEmpty() ? unjudged : results.get(0).summary();
        return new ClauseResult(clause.id(), clause.title(), required, status, reason, results);
    }

    private static int severity(Verdict verdict) {
        return switch (verdict) {
            case PASS -> 0;
            case NOT_RUN -> 1;
            case CANNOT_JUDGE -> 2;
            case FAIL -> 3;
        };
    }

    private static ClauseStatus status(Verdict verdict) {
        return switch (verdict) {
            case PASS -> ClauseStatus.PASS;
            case FAIL -> ClauseStatus.FAIL;
            case CANNOT_JUDGE, NOT_RUN -> ClauseStatus.NOT_RUN;
        };
    }
}
