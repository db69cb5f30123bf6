// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.answers.CountedAnswers.Count;
import org.tipcjunit.requirement.answers.PrintedShare;
import org.tipcjunit.requirement.text.MetricName;
import org.tipcjunit.requirement.text.WrittenNumber;
import org.tipcjunit.requirement.training.MetricReached;

class MeasuredOutputTests {

    private static final Finding PASSED = new MetricReached(MetricReached.Parameters.of("top1"))
            .judge(Artifacts.evaluation("top1: 0.95"), new BigDecimal("0.5"));
    private static final Count MAIN = count("output[0]", 0.95);
    private static final Count EARLY = count("output[1]", 0.4);

    @Test
    void a_share_of_another_output_than_the_exported_one_cannot_be_judged() {
        Finding finding = judge("0.95", Set.of(), "output[1]");

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the printed top1 is not that of the output that is deployed");
        assertThat(finding.observed())
                .isEqualTo("output[0], which is not deployed: right for 0.95 of 90 samples at most\n"
                        + "output[1], which is deployed: right for 0.4 of 90 samples at most\n"
                        + "top1 = 0.95");
        assertThat(finding.remedy())
                .isEqualTo(
                        "evaluate the output that is exported and that the inference reads, or export the one that is"
                                + " evaluated");
    }

    @Test
    void of_several_exported_outputs_the_one_that_is_read_counts() {
        assertThat(judge("0.95", Set.of(1), "output[0]", "output[1]").verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(judge("0.95", Set.of(0), "output[0]", "output[1]")).isSameAs(PASSED);
        assertThat(judge("0.95", Set.of(), "output[0]", "output[1]")).isSameAs(PASSED);
    }

    @Test
    void what_the_deployed_output_gives_passes() {
        assertThat(judge("0.95", Set.of(), "output[0]")).isSameAs(PASSED);
        assertThat(judge("0.4", Set.of(), "output[1]")).isSameAs(PASSED);
    }

    @Test
    void a_program_that_was_not_seen_to_say_the_same_tells_nothing() {
        assertThat(judge("0.95", Set.of())).isSameAs(PASSED);
        assertThat(judge("0.95", Set.of(), "output[2]")).isSameAs(PASSED);
    }

    @Test
    void an_output_that_may_be_either_tells_nothing() {
        List<Set<String>> either = List.of(Set.of("output[0]", "output[1]"));

        assertThat(new MeasuredOutput(List.of(MAIN, EARLY), new DeployedOutputs(either, Set.of()))
                        .in(PASSED, share("0.95")))
                .isSameAs(PASSED);
    }

    /** Judge a program of whose outputs each may be made of the one of that name. */
    private static Finding judge(String printed, Set<Integer> read, String... sources) {
        return new MeasuredOutput(
                        List.of(MAIN, EARLY),
                        new DeployedOutputs(Stream.of(sources).map(Set::of).toList(), read))
                .in(PASSED, share(printed));
    }

    private static Optional<PrintedShare> share(String printed) {
        return PrintedShare.of(
                new MetricName("top1"), WrittenNumber.ofCell(printed).orElseThrow());
    }

    private static Count count(String output, double share) {
        return new Count("1/0", output, 90, 3, 3, (int) Math.round(90 * share), List.of(share));
    }
}
