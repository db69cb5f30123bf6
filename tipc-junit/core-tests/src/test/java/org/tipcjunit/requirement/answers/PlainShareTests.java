// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.answers.CountedAnswers.Count;
import org.tipcjunit.requirement.answers.CountedAnswers.Plainly;
import org.tipcjunit.requirement.text.MetricName;
import org.tipcjunit.requirement.text.WrittenNumber;
import org.tipcjunit.requirement.training.MetricReached;

class PlainShareTests {

    /** Of batches of 79 and 1. */
    private static final Count UNEQUAL = count(10, 12, 67, (66.0 / 79 + 1) / 2);

    @Test
    void a_mean_of_unequal_batches_is_told_beside_the_share_of_samples() {
        Finding finding = judge("top1", "0.91772", "0.85", UNEQUAL);

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.figures())
                .contains(Figure.share("samples with the right answer, of those that were counted", 67, 80, ""));
        assertThat(finding.observed())
                .endsWith("\nwarning: the printed top1 of 0.91772 is a mean of batches that are not of one size:"
                        + " 67 of 80 samples are right, which is 0.8375");
        assertThat(warnings(judge("top1", "91.772", "85", UNEQUAL)).get(0)).contains("top1 of 91.772 is a mean");
    }

    @Test
    void the_share_of_samples_and_a_mean_that_is_as_good_as_it_are_not_warned_of() {
        assertThat(warnings(judge("top1", "0.8375", "0.8", UNEQUAL))).isEmpty();
        assertThat(warnings(judge("top1", "0.8381", "0.8", count(10, 12, 67, 0.8381))))
                .isEmpty();
        // What leaves samples out is another share, and nobody knows of which.
        Finding other = judge("top1", "0.81", "0.8", UNEQUAL);
        assertThat(warnings(other)).isEmpty();
        assertThat(other.figures())
                .contains(Figure.share("samples with the right answer, of those that were counted", 67, 80, ""));
    }

    @Test
    void a_value_that_hides_what_was_counted_cannot_be_judged() {
        Count count = count(10, 12, 78, 0.975);
        Finding finding = judge("acc", "1.0", "1.0", count);

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the printed acc is rounded too coarsely");
        assertThat(finding.observed()).startsWith("78 of 80 samples are right, which is 0.975\n");
        assertThat(finding.remedy())
                .isEqualTo(
                        "print acc with more decimals, at least 2 of a share or 1 of a percentage, and document it as it"
                                + " is then printed");
        for (String printed : List.of("0.98", "0.975", "0.97", "97.5", "98.0")) {
            String documented = printed.startsWith("0") ? "0.5" : "50";
            assertThat(judge("acc", printed, documented, count).verdict())
                    .as(printed)
                    .isEqualTo(Verdict.PASS);
        }
        assertThat(judge("acc", "1.0", "1.0", count(10, 12, 80, 1)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge("acc", "0.5", "0.5", count(10, 12, 40, 0.5)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge("acc", "0.5", "0.5", count(10, 12, 38, 0.5)).verdict())
                .as("the mean of batches")
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void a_documented_value_that_guessing_reaches_is_warned_of() {
        Count count = count(10, 30, 67, 0.8375);

        assertThat(warnings(judge("top1", "0.8375", "0.085", count)))
                .containsExactly("the documented top1 of 0.085 is no more than guessing gives:"
                        + " 1 of 10 classes are right in 0.1 of cases");
        assertThat(warnings(judge("acc", "83.75", "37", count)))
                .containsExactly("the documented acc of 0.37 is no more than guessing gives:"
                        + " the most frequent label is that of 30 of 80 samples, which is 0.375");
        assertThat(warnings(judge("top1", "0.8375", "0.376", count))).isEmpty();
        assertThat(warnings(judge("top1", "0.8375", "0", count)))
                .containsExactly("the documented top1 is 0, which every model reaches");
    }

    @Test
    void classes_of_the_training_tell_it_where_the_evaluation_has_no_labels_to_see() {
        assertThat(warnings(judge("top1", "0.8375", "0.25")).get(0))
                .contains("1 of 4 classes are right in 0.25 of cases");
        assertThat(warnings(judge("top5", "0.8375", "0.25"))).isEmpty();
        assertThat(warnings(judge("top1", "0.8375", "0.26"))).isEmpty();
    }

    private static Count count(int classes, int ofOneLabel, int right, double mean) {
        return new Count(
                "1/0",
                "output",
                80,
                classes,
                classes,
                right,
                List.of(Math.max(mean, right / 80.0)),
                Optional.of(new Plainly(ofOneLabel, List.of(right), List.of(mean))));
    }

    private static List<String> warnings(Finding finding) {
        return finding.figures().stream()
                .filter(figure -> figure.name().equals(Figure.WARNING))
                .map(figure -> figure.value().text())
                .toList();
    }

    private static Finding judge(String name, String printed, String documented, Count... counts) {
        Finding passed = new MetricReached(MetricReached.Parameters.of(name))
                .judge(Artifacts.evaluation(name + ": " + printed), new BigDecimal(documented));
        Optional<PrintedShare> share = PrintedShare.of(
                new MetricName(name), WrittenNumber.ofCell(printed).orElseThrow());
        return new PlainShare(new CountedAnswers(List.of(counts)), Set.of(4)).in(passed, share, true);
    }
}
