// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.text.MetricName;

class TrainedSamplesTests {

    private static final MetricName TOP1 = new MetricName("top1");
    private static final Finding PASSED = new MetricReached(MetricReached.Parameters.of("top1"))
            .judge(Artifacts.evaluation("top1: 0.95"), new BigDecimal("0.9"));
    private static final String FILES =
            "files of evaluated samples that were trained on, of those that were looked for";
    private static final String LITTLE = ": top1 says little of data that are new to the network";

    @Test
    void samples_of_the_training_among_those_evaluated_are_told_and_change_nothing() {
        Finding finding = of(Set.of("a", "b", "c"), Set.of("c", "d", "a")).in(PASSED, TOP1);

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.figures())
                .contains(Figure.share(
                        "samples of the training that were evaluated, of those that were looked for", 2, 3, ""))
                .noneMatch(figure -> figure.name().equals("warning"));
    }

    @Test
    void nothing_is_told_where_none_is_shared() {
        assertThat(of(Set.of("a"), Set.of("b")).in(PASSED, TOP1)).isSameAs(PASSED);
        assertThat(of(Set.of(), Set.of()).in(PASSED, TOP1)).isSameAs(PASSED);
        assertThat(reading(10, 20, 0, 10).in(PASSED, TOP1)).isSameAs(PASSED);
    }

    @Test
    void samples_that_are_all_the_training_s_are_warned_of() {
        Finding finding = of(names(0, 64), names(0, 80)).in(PASSED, TOP1);

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.observed())
                .endsWith("warning: all samples of the training that were looked for were evaluated as well" + LITTLE);
    }

    @Test
    void files_that_were_all_trained_on_are_warned_of_whatever_was_made_of_them() {
        Finding finding = reading(0, 40, 4, 20).in(PASSED, TOP1);

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.figures())
                .contains(
                        Figure.share(FILES, 16, 16, ""),
                        Figure.text(
                                "warning",
                                "all files that samples of the evaluation are read from were trained on as well"
                                        + LITTLE));
    }

    @Test
    void some_files_few_files_and_distances_are_not_warned_of() {
        assertThat(reading(0, 40, 4, 41).in(PASSED, TOP1).figures())
                .contains(Figure.share(FILES, 36, 37, ""))
                .noneMatch(figure -> figure.name().equals("warning"));
        assertThat(reading(0, 7, 0, 7).in(PASSED, TOP1).figures())
                .noneMatch(figure -> figure.name().equals("warning"));
        assertThat(reading(0, 40, 4, 20).in(PASSED, new MetricName("FID")).figures())
                .noneMatch(figure -> figure.name().equals("warning"));
    }

    @Test
    void of_many_files_of_a_training_those_that_are_known_are_looked_for() {
        Finding finding = reading(0, 512, 400, 900).in(PASSED, TOP1);

        assertThat(finding.figures()).contains(Figure.share(FILES, 112, 112, ""));
    }

    private static TrainedSamples of(Set<String> trained, Set<String> evaluated) {
        return new TrainedSamples(trained, evaluated, List.of(), Set.of());
    }

    private static TrainedSamples reading(int from, int to, int evaluatedFrom, int evaluatedTo) {
        return new TrainedSamples(Set.of(), Set.of(), List.of(names(from, to)), names(evaluatedFrom, evaluatedTo));
    }

    private static NavigableSet<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj("%016x"::formatted).collect(Collectors.toCollection(TreeSet::new));
    }
}
