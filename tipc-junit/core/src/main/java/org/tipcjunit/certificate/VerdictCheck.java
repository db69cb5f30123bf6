// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.certificate.Certificate.ClauseResult;
import org.tipcjunit.certificate.Certificate.ClauseStatus;
import org.tipcjunit.certificate.Certificate.EvidenceKind;
import org.tipcjunit.certificate.Certificate.FindingResult;
import org.tipcjunit.certificate.Certificate.StageResult;
import org.tipcjunit.certificate.Certificate.WorkingTree;
import org.tipcjunit.certificate.CertificateVerifier.Difference;
import org.tipcjunit.certificate.page.PageText;
import org.tipcjunit.finding.Clause;

/** Looks in a certificate for what contradicts its own verdict; once for each certificate. */
final class VerdictCheck {

    private static final Map<String, Clause> GUIDE =
            Clause.ofGuide().stream().collect(Collectors.toUnmodifiableMap(Clause::id, Function.identity()));
    /** Without these no certificate can have its findings. */
    private static final List<StageKind> STAGES =
            List.of(StageKind.TRAIN, StageKind.EVALUATE, StageKind.EXPORT, StageKind.INFER);

    private final String file;
    private final Certificate certificate;
    private final List<Difference> differences = new ArrayList<>();

    private VerdictCheck(String file, Certificate certificate) {
        this.file = file;
        this.certificate = certificate;
    }

    static List<Difference> differences(String file, Certificate certificate) {
        VerdictCheck check = new VerdictCheck(file, certificate);
        check.baseChain();
        check.clauses();
        check.stages();
        check.reasons();
        check.repository();
        if (certificate.isCertified()) {
            check.demands();
            check.evidenceOfConvergence();
        }
        return check.differences;
    }

    private void differs(String expected, String observed) {
        differences.add(new Difference(file, expected, observed));
    }

    private void baseChain() {
        for (Clause clause : Clause.ofBaseChain()) {
            List<ClauseResult> stated = certificate.clauses().stream()
                    .filter(result -> result.clause().equals(clause.id()))
                    .toList();
            String expected = "the required clause " + clause.id() + ", as in every certificate";
            if (stated.isEmpty()) {
                differs(expected, "no such clause");
            } else if (!stated.get(0).required()) {
                differs(expected, "it is not required");
            }
        }
    }

    private void clauses() {
        Set<String> ids = new HashSet<>();
        for (ClauseResult clause : certificate.clauses()) {
            if (!ids.add(clause.clause())) {
                differs("each clause once", clause.clause() + " twice");
            }
            Clause known = GUIDE.get(clause.clause());
            if (known != null && isOfThisVersion() && !known.title().equals(clause.title())) {
                differs(clause.clause() + " '" + known.title() + "'", "'" + clause.title() + "'");
            }
            ClauseStatus worst = clause.findings().stream()
                    .map(FindingResult::status)
                    .reduce(VerdictCheck::worse)
                    .orElse(ClauseStatus.NOT_RUN);
            if (clause.status() != worst) {
                differs(
                        clause.clause() + " " + worst + ", which is the worst of its findings",
                        clause.clause() + " " + clause.status());
            }
            if (known != null) {
                clause.findings().stream()
                        .filter(finding -> finding.status() == ClauseStatus.PASS)
                        .forEach(finding -> figures(clause.clause(), finding));
            }
        }
    }

    private void figures(String clause, FindingResult finding) {
        new FigureCheck(finding)
                .contradictions()
                .forEach(contradiction ->
                        differs(clause + " PASS with " + contradiction.expected(), contradiction.observed()));
        if (!finding.remedy().isBlank()) {
            differs(clause + " PASS without a remedy", finding.remedy());
        }
    }

    private static ClauseStatus worse(ClauseStatus a, ClauseStatus b) {
        return severity(a) >= severity(b) ? a : b;
    }

    private static int severity(ClauseStatus status) {
        return switch (status) {
            case PASS -> 0;
            case NOT_RUN -> 1;
            case FAIL -> 2;
        };
    }

    private void stages() {
        Set<String> names = new HashSet<>();
        Set<String> kinds = new HashSet<>();
        for (StageResult stage : certificate.stages()) {
            names.add(stage.name());
            kinds.add(stage.kind());
            boolean endedWell =
                    stage.ended().equals("exit status 0") || stage.ended().contains("no longer needed");
            if (stage.succeeded() != endedWell) {
                differs(
                        "stage " + stage.name() + (stage.succeeded() ? ": an end that is a success" : ": a failure"),
                        stage.ended());
            }
            if (stage.duration().isNegative()) {
                differs("stage " + stage.name() + ": a time of at least 0 s", PageText.seconds(stage.duration()));
            }
        }
        for (ClauseResult clause : certificate.clauses()) {
            clause.findings().stream()
                    .map(FindingResult::stage)
                    .filter(stage -> !stage.isEmpty() && !names.contains(stage))
                    .forEach(stage ->
                            differs("the stage " + stage + ", which " + clause.clause() + " names", "no such stage"));
        }
        if (certificate.isCertified()) {
            STAGES.stream()
                    .map(StageKind::label)
                    .filter(kind -> !kinds.contains(kind))
                    .forEach(kind -> differs("a stage that is the model's " + kind, "none"));
        }
    }

    private void reasons() {
        List<String> reasons = new ArrayList<>(Reasons.ofClauses(certificate.clauses()));
        reasons.addAll(Reasons.ofStages(certificate.stages()));
        if (certificate.environment().paddle().equals(Certificate.UNKNOWN)) {
            reasons.add(Reasons.NO_ENVIRONMENT);
        }
        reasons.removeAll(certificate.reasons());
        reasons.forEach(reason -> differs(
                certificate.isCertified() ? "nothing that speaks against a certified model" : "a reason that says so",
                reason));
    }

    private void repository() {
        Certificate.Repository repository = certificate.repository();
        if (!repository.commit().matches("[0-9a-f]{40}|[0-9a-f]{64}|" + Certificate.UNKNOWN)) {
            differs("the id of a commit", repository.commit());
        }
        boolean differs = !repository.differences().isEmpty();
        if (differs && repository.workingTree() == WorkingTree.CLEAN) {
            differs("a clean working tree without differences", String.join("; ", repository.differences()));
        }
    }

    /** What was declared to be demanded was judged; a class may have called the requirement by its own name. */
    private void demands() {
        Set<String> judged = certificate.clauses().stream()
                .flatMap(clause -> clause.findings().stream())
                .map(FindingResult::requirement)
                .collect(Collectors.toSet());
        certificate.chain().declared().stream()
                .map(CertifiedChain.Declared::name)
                .filter(name -> name.startsWith("@") && !judged.contains(name))
                .forEach(name -> differs("a finding of " + name + ", which was demanded", "none"));
    }

    private void evidenceOfConvergence() {
        boolean curve = certificate.clauses().stream()
                .filter(clause -> clause.clause().equals(Clause.CONVERGENCE.id()))
                .flatMap(clause -> clause.findings().stream())
                .flatMap(finding -> finding.evidence().stream())
                .anyMatch(evidence -> evidence.kind() == EvidenceKind.CURVE);
        if (!curve) {
            differs("the losses among the evidence of " + Clause.CONVERGENCE.id(), "no curve");
        }
    }

    private boolean isOfThisVersion() {
        // What it looks at has not changed since.
        return certificate.schemaVersion() >= 4;
    }
}
