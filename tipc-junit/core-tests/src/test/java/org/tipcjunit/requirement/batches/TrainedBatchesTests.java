// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Part;
import org.tipcjunit.stage.train.BatchArgument;

class TrainedBatchesTests {

    @Test
    void a_loader_with_a_batch_size_of_its_own_is_told() {
        Part part = part(8, "1", 1, 1, 1, 1, false);

        assertThat(part.unjudged())
                .containsExactly(new Fault(
                        "the training took batches of another size than it was asked for",
                        "--batch_size is 8; the data loader puts 1 into a batch, batches had 1 sample at most, and a step"
                                + " 1 backward call",
                        "give the option's value to the data loader (batch_size); where it counts the samples of several"
                                + " devices, let the config ask for those of one"));
        assertThat(part.figures())
                .extracting(Figure::name, figure -> figure.value().text())
                .containsExactly(
                        tuple("samples in a batch of the training, at most", "1"),
                        tuple("batch size that the training was asked for", "8"));
        assertThat(part(8, "64", 64, 64, 1, 1, false).unjudged()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "as it was asked for,                                8,  8,   8,   8, 1, 1, false",
        "two views of each sample are put together,          8,  8,  16,  16, 1, 1, false",
        "samples are packed into one row,                    8,  8,   1,   1, 1, 1, false",
        "graphs are put together node by node,               8,  8, 913, 913, 1, 1, false",
        "each item of the data set is a batch,               8,  1,   8,   8, 1, 1, false",
        "three images of each sample go into one call,      12,  4,   4,  12, 1, 1, false",
        "gradients are summed over batches,                  8,  2,   2,   2, 4, 1, false",
        "processes share a batch,                            8,  4,   4,   4, 1, 2, false",
        "both,                                               8,  2,   2,   2, 2, 2, false",
        "the data set has fewer samples,                    64, 40,  40,  40, 1, 1, true",
        "two loaders give the labelled and the others,       8, 2+6,  6,   8, 1, 1, false",
        "a loader does not say how it makes batches,         8,  0,  12,  12, 1, 1, false",
    })
    void sound_trainings_are_not_told(
            String why, int asked, String sizes, int given, int called, int perStep, int processes, boolean all) {
        assertThat(part(asked, sizes, given, called, perStep, processes, all).unjudged())
                .as(why)
                .isEmpty();
    }

    @Test
    void what_nobody_asked_for_is_shown_alone() {
        Part part = new TrainedBatches(Set.of(4), 4, 4, 1, 1, false).part(Optional.empty());

        assertThat(part.unjudged()).isEmpty();
        assertThat(part.figures())
                .extracting(Figure::name)
                .containsExactly("samples in a batch of the training, at most");
    }

    private static Part part(int asked, String sizes, int given, int called, int perStep, int processes, boolean all) {
        Set<Integer> each = Stream.of(sizes.split("\\+")).map(Integer::valueOf).collect(Collectors.toSet());
        return new TrainedBatches(each, given, called, perStep, processes, all)
                .part(Optional.of(new BatchArgument("--batch_size", asked)));
    }
}
