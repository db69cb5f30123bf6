// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.CheckpointRecord;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.recording.Recording;
import org.tipcjunit.requirement.Artifacts;

class FaultyEndsTests {

    private static final Optional<String> NOTHING = Optional.empty();

    @ParameterizedTest
    @CsvSource({
        "exit=orderly;fault=ValueError: lost, FAIL",
        "exit=orderly;ended=status 1, FAIL",
        "exit=orderly;fault=exit status 3;ended=status 3, FAIL",
        "ended=signal 11, FAIL",
        "left=4, FAIL",
        "exit=orderly;status=1, FAIL",
        // Nobody reads what it prints, as below head -1.
        "exit=orderly;status=120, PASS",
        "none=, CANNOT_JUDGE",
        "exit=orderly, PASS",
        // What happens while libraries are taken down, after all was said.
        "exit=orderly;ended=signal 11, PASS",
        "left=0, PASS",
        "ended=signal 15, PASS",
        "ended=sent, PASS",
        "exit=orderly;fault=ValueError: lost;ended=sent, PASS"
    })
    void processes_that_ran_a_network_are_judged_by_how_they_ended(String properties, Verdict verdict) {
        assertThat(judge(NOTHING, process(properties, true), StageKind.TRAIN).verdict())
                .isEqualTo(verdict);
    }

    @Test
    void a_fault_is_shown_with_its_process_and_may_be_declared() {
        RecordedProcess process = process("exit=orderly;fault=ValueError: lost", true);

        Finding finding = judge(NOTHING, process, StageKind.TRAIN);
        assertThat(finding.summary())
                .isEqualTo(
                        "a process of the train command ended by a fault, and the command as if nothing had happened");
        assertThat(finding.observed()).isEqualTo("process 7, work.py --epochs 2: ValueError: lost\nit fell");
        assertThat(finding.remedy()).contains("tolerated-traceback in certification.properties");
        Finding declared = judge(Optional.of("Error: lost"), process, StageKind.TRAIN);
        assertThat(declared.verdict()).isEqualTo(Verdict.PASS);
        assertThat(declared.evidence()).singleElement().satisfies(evidence -> assertThat(evidence.title())
                .isEqualTo("end of a process of train that was declared to be no fault"));
    }

    @Test
    void what_ran_no_network_may_fail_and_services_are_ended_by_others() {
        assertThat(judge(NOTHING, process("ended=signal 11", false), StageKind.TRAIN)
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judge(NOTHING, process("none=", true), StageKind.SERVE).verdict())
                .isEqualTo(Verdict.PASS);
    }

    private static RecordedProcess process(String properties, boolean saves) {
        Map<String, String> facts = new HashMap<>();
        for (String fact : properties.split(";", -1)) {
            facts.put(fact.substring(0, fact.indexOf('=')), fact.substring(fact.indexOf('=') + 1));
        }
        return new RecordedProcess(
                7,
                0,
                List.of("work.py", "--epochs", "2"),
                facts,
                List.of(),
                List.of(),
                List.of(),
                saves
                        ? List.of(new CheckpointRecord("save", "a.pdparams", Map.of(), Set.of(), Set.of(), Map.of()))
                        : List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Finding judge(Optional<String> tolerated, RecordedProcess process, StageKind kind) {
        StageRun plain = Artifacts.stage(kind, List.of("python3", "train.py"));
        StageRun run = new StageRun(
                plain.model(),
                plain.name(),
                plain.kind(),
                plain.directory(),
                plain.outcome(),
                plain.output(),
                new Recording(Path.of("recording"), List.of(process)),
                plain.started());
        Finding passed = Judgement.of(Clause.CONVERGENCE, "@LossConverges", run, "it falls")
                .pass("the loss falls", "it fell", List.of(), List.of());
        return FaultyEnds.heldAgainst(passed, List.of(run), tolerated);
    }
}
