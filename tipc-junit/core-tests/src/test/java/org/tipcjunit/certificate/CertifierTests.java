// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.certificate.Certificate.ClauseResult;
import org.tipcjunit.certificate.Certificate.ClauseStatus;
import org.tipcjunit.certificate.Certificate.Conclusion;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence.FileEvidence;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.process.Termination;

class CertifierTests {

    @TempDir
    Path folder;

    private DigitsRun run;

    @BeforeEach
    void prepare() {
        run = new DigitsRun(folder.resolve("run"));
    }

    @Test
    void certifies_a_run_in_which_every_required_clause_passed() {
        Certificate certificate = certify(run.sound());

        assertThat(certificate.verdict()).isEqualTo(Conclusion.CERTIFIED);
        assertThat(certificate.reasons()).isEmpty();
        assertThat(certificate.clauses())
                .extracting(ClauseResult::clause)
                .containsExactly("4.1.3-1", "4.1.3-2", "4.1.3-3", "4.1.3", "4.1.3-4");
        assertThat(certificate.clauses()).extracting(ClauseResult::status).containsOnly(ClauseStatus.PASS);
    }

    @ParameterizedTest
    @FieldSource("org.tipcjunit.certificate.DigitsRun#BASE")
    void does_not_certify_when_one_required_clause_was_not_judged(Clause clause) {
        Certificate certificate = certify(run.without(clause));

        assertThat(certificate.verdict()).isEqualTo(Conclusion.NOT_CERTIFIED);
        assertThat(certificate.reasons()).containsExactly(clause.id() + " NOT_RUN: no test of this run judged it");
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void takes_the_worst_of_several_findings(Verdict verdict) {
        Certificate certificate = certify(run.with(run.finding(Clause.METRIC, verdict, "second look", List.of())));

        ClauseResult metric = certificate.clauses().get(1);
        assertThat(certificate.isCertified()).isEqualTo(verdict == Verdict.PASS);
        assertThat(metric.findings()).hasSize(2);
        assertThat(metric.status())
                .isEqualTo(
                        switch (verdict) {
                            case PASS -> ClauseStatus.PASS;
                            case FAIL -> ClauseStatus.FAIL;
                            case CANNOT_JUDGE, NOT_RUN -> ClauseStatus.NOT_RUN;
                        });
    }

    @Test
    void names_a_clause_of_its_own_after_those_of_the_guide() {
        Clause own = new Clause("acme-1", "answers within 20 ms", "acme's handbook");
        Set<Clause> required = new HashSet<>(DigitsRun.BASE);
        required.add(own);
        List<Finding> findings = new ArrayList<>(run.sound().findings());
        findings.add(0, run.pass(own));

        assertThat(certify(run.certification(required, findings)).clauses())
                .extracting(ClauseResult::clause)
                .containsExactly("4.1.3-1", "4.1.3-2", "4.1.3-3", "4.1.3", "4.1.3-4", "acme-1");
    }

    @Test
    void takes_no_clause_under_the_id_of_a_clause_of_the_guide() {
        Clause impostor = new Clause(Clause.METRIC.id(), "prints a metric", "acme's handbook");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.with(run.pass(impostor)))
                .withMessageContaining("two clauses have the id 4.1.3-2");
    }

    @Test
    void orders_the_verdicts_from_fail_by_cannot_judge_and_not_run_to_pass() {
        Certificate certificate = certify(run.with(
                run.finding(Clause.METRIC, Verdict.NOT_RUN, "not run", List.of()),
                run.finding(Clause.METRIC, Verdict.FAIL, "failed", List.of()),
                run.finding(Clause.METRIC, Verdict.CANNOT_JUDGE, "blind evidence", List.of())));

        assertThat(certificate.clauses().get(1).findings())
                .extracting(Certificate.FindingResult::summary)
                .containsExactly("failed", "cannot judge: blind evidence", "not run", "holds");
        assertThat(certificate.reasons()).containsExactly("4.1.3-2 FAIL: failed");
    }

    @Test
    void shows_what_cannot_be_judged_as_not_run_with_its_reason() {
        Certificate certificate = certify(run.with(
                run.finding(Clause.CONSISTENCY, Verdict.CANNOT_JUDGE, "blind evidence: outputs are equal", List.of())));

        assertThat(certificate.reasons())
                .containsExactly("4.1.3-3 NOT_RUN: cannot judge: blind evidence: outputs are equal");
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"FAIL", "CANNOT_JUDGE"})
    void does_not_certify_when_a_clause_that_is_not_required_was_judged_and_did_not_pass(Verdict verdict) {
        Certificate certificate =
                certify(run.with(run.finding(Clause.REPRODUCIBILITY, verdict, "losses differ", List.of())));

        assertThat(certificate.isCertified()).isFalse();
        assertThat(certificate.reasons())
                .singleElement()
                .asString()
                .startsWith("4.1.3-1r ")
                .contains("losses differ");
    }

    @Test
    void certifies_when_a_clause_that_is_not_required_was_not_run() {
        Certificate certificate =
                certify(run.with(run.finding(Clause.REPRODUCIBILITY, Verdict.NOT_RUN, "disabled", List.of())));

        assertThat(certificate.isCertified()).isTrue();
        assertThat(certificate.clauses()).last().satisfies(clause -> {
            assertThat(clause.required()).isFalse();
            assertThat(clause.status()).isEqualTo(ClauseStatus.NOT_RUN);
            assertThat(clause.reason()).isEqualTo("disabled");
        });
    }

    @Test
    void does_not_certify_on_evidence_that_has_vanished() {
        Path gone = folder.resolve("gone.txt");
        Certificate certificate = certify(run.with(
                run.finding(Clause.EXPORT, Verdict.PASS, "loads", List.of(new FileEvidence("Program", gone)))));

        assertThat(certificate.isCertified()).isFalse();
        assertThat(certificate.reasons())
                .containsExactly("4.1.3 NOT_RUN: cannot judge: loads; evidence is missing: " + gone);
    }

    @Test
    void does_not_certify_when_a_stage_failed() {
        StageRun crashed = run.stage(StageKind.INFER, new Termination.Signalled(11, "SIGSEGV"));
        Certificate certificate = certify(DigitsRun.withStages(run.sound(), List.of(crashed)));

        assertThat(certificate.reasons()).containsExactly("stage infer: killed by SIGSEGV (139)");
    }

    @Test
    void tells_of_a_clause_that_nothing_judged_which_stage_failed() {
        StageRun crashed = run.stage(StageKind.TRAIN, new Termination.Exited(1));
        Certificate certificate = certify(DigitsRun.withStages(run.without(Clause.METRIC), List.of(crashed)));

        assertThat(certificate.reasons())
                .containsExactly(
                        "4.1.3-2 NOT_RUN: nothing judged it in this run, whose train stage failed",
                        "stage train: exit status 1");
    }

    @Test
    void tells_of_a_clause_that_nothing_judged_what_was_not_passed_before_it() {
        Certificate certificate = certify(run.certification(
                Set.of(Clause.CONVERGENCE, Clause.METRIC),
                List.of(run.fail(Clause.CONVERGENCE, "training ended well but wrote no checkpoint"))));

        assertThat(certificate.reasons())
                .containsExactly(
                        "4.1.3-1 FAIL: training ended well but wrote no checkpoint",
                        "4.1.3-2 NOT_RUN: nothing judged it in this run, which did not pass 4.1.3-1");
    }

    @Test
    void does_not_certify_when_the_log_of_a_stage_is_missing() throws Exception {
        StageRun stage = run.stage(StageKind.TRAIN, new Termination.Exited(0));
        Files.delete(stage.outcome().log());
        Certificate certificate = certify(DigitsRun.withStages(run.sound(), List.of(stage)));

        assertThat(certificate.reasons()).containsExactly("stage train: its log is missing");
    }

    @Test
    void does_not_certify_without_a_known_environment() {
        Certificate certificate = certify(DigitsRun.withoutEnvironment(run.sound()));

        assertThat(certificate.reasons()).containsExactly("the Paddle environment is unknown");
        assertThat(certificate.environment().paddle()).isEqualTo("unknown");
        assertThat(certificate.repository().commit()).isEqualTo("unknown");
    }

    @Test
    void states_a_commit_that_git_did_not_tell_as_unknown() {
        Certificate.Repository repository =
                Certificate.Repository.of("digits", "", " ", Certificate.WorkingTree.UNKNOWN);

        assertThat(repository).isEqualTo(Certificate.Repository.unknown("digits"));
    }

    @Test
    void refuses_to_certify_where_nothing_is_required() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.certification(Set.of(), List.of()))
                .withMessage("a certificate needs at least one required clause,"
                        + " else digits would be certified untested");
    }

    @Test
    void does_not_certify_when_a_test_of_the_class_failed_although_every_clause_passed() {
        Certificate certificate = certify(DigitsRun.withFailedTest(run.sound(), "own_check(): 3 is not 4"));

        assertThat(certificate.isCertified()).isFalse();
        assertThat(certificate.reasons()).containsExactly("test failed: own_check(): 3 is not 4");
    }

    @Test
    void refuses_the_finding_of_another_model() {
        CertificateDraft other = run.sound();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CertificateDraft(
                        "resnet",
                        other.mode(),
                        other.repository(),
                        other.environment(),
                        other.run(),
                        other.chain(),
                        Set.of(Clause.METRIC),
                        other.findings(),
                        other.stages(),
                        List.of()))
                .withMessageContaining("is about digits, not about resnet");
    }

    private Certificate certify(CertificateDraft certification) {
        return new CertificateStore(folder.resolve("store"))
                .publish(certification)
                .certificate();
    }
}
