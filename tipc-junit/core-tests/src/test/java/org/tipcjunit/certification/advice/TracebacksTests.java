// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Artifacts;

class TracebacksTests {

    private static final String[] OUTPUT = {
        "epoch 1 loss: 0.5",
        "[2022/05/01] ERROR: Traceback (most recent call last):",
        "                      File \"train.py\", line 7, in <module>",
        "                        save()",
        "                      File \"train.py\", line 3, in save",
        "                        raise OSError(\"disk full\")",
        "[2022/05/01] ERROR: OSError: disk full",
        "epoch 2 loss: 0.4"
    };

    @Test
    void fails_a_stage_that_printed_an_exception_and_went_on() {
        Finding finding = judge(Optional.empty(), OUTPUT);

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary())
                .isEqualTo("the train command printed an exception and ended as if nothing had happened");
        assertThat(finding.observed()).endsWith("OSError: disk full\nit fell");
        assertThat(finding.remedy()).contains("tolerated-traceback in certification.properties");
    }

    @Test
    void shows_an_exception_that_was_declared() {
        Finding finding = judge(Optional.of("OSError: disk"), OUTPUT);

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.evidence()).singleElement().satisfies(evidence -> assertThat(evidence.title())
                .isEqualTo("exception in train that was declared to be no fault"));
    }

    @Test
    void another_exception_than_the_declared_one_fails() {
        assertThat(judge(Optional.of("ImportError"), OUTPUT).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void what_python_itself_ignores_is_no_fault() {
        assertThat(judge(
                                Optional.empty(),
                                "Exception ignored in: <function Pool.__del__ at 0x7f>",
                                "Traceback (most recent call last):",
                                "  File \"pool.py\", line 1, in __del__",
                                "AttributeError: gone")
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void what_paddle_prints_when_it_is_asked_to_end_is_no_fault_and_of_a_crash_it_is() {
        String[] output = {
            "--------------------------------------",
            "C++ Traceback (most recent call last):",
            "--------------------------------------",
            "No stack trace in paddle, may be caused by external reasons.",
            "",
            "----------------------",
            "Error Message Summary:",
            "----------------------",
            "FatalError: `Termination signal` is detected by the operating system.",
        };
        assertThat(judge(Optional.empty(), output).verdict()).isEqualTo(Verdict.PASS);

        output[8] = "FatalError: `Segmentation fault` is detected by the operating system.";
        assertThat(judge(Optional.empty(), output).verdict()).isEqualTo(Verdict.FAIL);
    }

    private static Finding judge(Optional<String> tolerated, String... output) {
        StageRun run = Artifacts.stage(StageKind.TRAIN, List.of("python3", "train.py"), output);
        Finding passed = Judgement.of(Clause.CONVERGENCE, "@LossConverges", run, "it falls")
                .pass("the loss falls", "it fell", List.of(), List.of());
        return Tracebacks.heldAgainst(passed, List.of(run), tolerated);
    }
}
