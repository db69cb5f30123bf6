// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.answers.CountedAnswers.Count;
import org.tipcjunit.requirement.text.MetricName;
import org.tipcjunit.requirement.text.WrittenNumber;
import org.tipcjunit.requirement.training.MetricReached;

class CountedAnswersTests {

    private static final Finding PASSED = new MetricReached(MetricReached.Parameters.of("top1"))
            .judge(Artifacts.evaluation("top1: 0.95"), new BigDecimal("0.5"));
    private static final Count COUNT =
            new Count("1/0", "output", 360, 10, 10, 288, List.of(0.8, 0.9, 0.95, 0.97, 0.99));

    @Test
    void a_share_above_all_that_was_counted_cannot_be_judged() {
        Finding finding = judge("top1", "0.95", COUNT);

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the printed top1 is higher than what the network says gives");
        assertThat(finding.observed())
                .isEqualTo(
                        "counted from the network's 10 scores and the labels of the data loader: 0.8 of 360 samples at most\n"
                                + "top1 = 0.95");
        assertThat(finding.remedy())
                .isEqualTo("count a sample as right only where the number of its best score equals its label");
        assertThat(judge("Acc@5", "0.995", COUNT).remedy())
                .isEqualTo("count a sample as right only where its label is among the numbers of its 5 best scores");
        assertThat(judge("val_acc", "81.2%", COUNT).verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(judge("accuracy", "81.2", COUNT).verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
    }

    @Test
    void a_share_of_the_best_few_scores_is_told_to_be_that() {
        Count count = new Count(
                "1/0",
                "output",
                400,
                10,
                10,
                388,
                List.of(0.97, 0.985, 0.9975, 1.0, 1.0),
                Optional.of(new CountedAnswers.Plainly(
                        40, List.of(388, 394, 399, 400, 400), List.of(0.97, 0.985, 0.9975, 1.0, 1.0))));
        Finding finding = judge("acc", "0.9975", count);

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary())
                .isEqualTo("the printed acc is the share of samples whose label is among the 3 best scores");
        assertThat(finding.observed())
                .startsWith(
                        "counted from the network's 10 scores and the labels of the data loader: 0.97 of 400 samples at most");
        assertThat(finding.remedy())
                .isEqualTo("count a sample as right only where the number of its best score equals its label;"
                        + " or name what is printed and documented after it, as top3");
        assertThat(judge("top1", "100.0", count).summary()).contains("among the 4 best");
        assertThat(judge("acc", "0.981", count).summary()).contains("higher than what the network says");
        assertThat(judge("acc", "0.97", count)).isSameAs(PASSED);
        assertThat(judge("top3", "0.9975", count)).isSameAs(PASSED);
        assertThat(judge("acc@5", "1.0", count)).isSameAs(PASSED);
    }

    @Test
    void samples_of_one_label_say_nothing_of_a_network_that_always_says_it() {
        Finding finding = judge("top1", "1.0", new Count("1/0", "output", 80, 10, 1, 80, List.of(1.0)));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary())
                .isEqualTo("all samples of the evaluation have one label, and a network that always says it is right");
        assertThat(finding.observed())
                .isEqualTo(
                        "the labels of 80 samples that the data loader gave are all the same one of 10 classes\ntop1 = 0.95");
        assertThat(judge("top1", "1.0", new Count("1/0", "output", 80, 10, 2, 80, List.of(1.0))))
                .isSameAs(PASSED);
        assertThat(judge("top1", "0.2", new Count("1/0", "output", 80, 10, 1, 3, List.of(0.2))))
                .as("a column that is something else, such as a weight of 1")
                .isSameAs(PASSED);
        assertThat(judge("top1", "0.8", COUNT, new Count("1/0", "other", 80, 10, 1, 80, List.of(1.0))))
                .isSameAs(PASSED);
    }

    @Test
    void what_was_counted_less_than_that_and_what_was_rounded_passes() {
        assertThat(judge("top1", "0.8", COUNT)).isSameAs(PASSED);
        assertThat(judge("top1", "0.64", COUNT)).isSameAs(PASSED);
        assertThat(judge("top5", "0.99", COUNT)).isSameAs(PASSED);
        assertThat(judge("top1", "1", new Count("1/0", "output", 360, 10, 10, 350, List.of(0.97))))
                .isSameAs(PASSED);
        assertThat(judge("top1", "80.0%", COUNT)).isSameAs(PASSED);
    }

    @Test
    void another_metric_and_outputs_that_may_be_embeddings_are_not_told() {
        assertThat(judge("recall", "0.95", COUNT)).isSameAs(PASSED);
        assertThat(judge("mAP", "0.95", COUNT)).isSameAs(PASSED);
        assertThat(judge("acc", "0.95", new Count("1/0", "output", 360, 512, 40, 1, List.of(0.003))))
                .isSameAs(PASSED);
        assertThat(judge("acc", "0.95")).isSameAs(PASSED);
        assertThat(judge("top10", "0.95", COUNT)).isSameAs(PASSED);
    }

    @Test
    void several_outputs_may_be_put_together() {
        assertThat(judge("top1", "0.95", COUNT, COUNT)).isSameAs(PASSED);
    }

    @Test
    void one_output_that_gives_it_is_enough() {
        assertThat(judge("top1", "0.95", COUNT, new Count("1/0", "output", 360, 10, 10, 342, List.of(0.95))))
                .isSameAs(PASSED);
    }

    private static Finding judge(String name, String printed, Count... counts) {
        WrittenNumber number = WrittenNumber.ofCell(printed).orElseThrow();
        Optional<PrintedShare> share = PrintedShare.of(new MetricName(name), number);
        return new CountedAnswers(List.of(counts)).in(PASSED, share);
    }
}
