// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Part;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.stage.train.EpochArgument;

class TrainedEpochsTests {

    @Test
    void a_training_that_ends_before_its_epochs_is_told() {
        Part part = new TrainedEpochs(12, 12, false).part(new EpochArgument("Global.epochs", 50));

        assertThat(part.unjudged())
                .containsExactly(new Fault(
                        "the training made fewer epochs than it was asked for",
                        "Global.epochs is 50; the training ended after 12 passes over its data, each taken to the end",
                        "let the script train as many epochs as the option says; where it stops early on purpose, let it print"
                                + " so ('early stopping')"));
        assertThat(part.figures())
                .extracting(Figure::name, figure -> figure.value().text())
                .containsExactly(
                        tuple("epochs of the training", "12"), tuple("epochs that the training was asked for", "50"));
    }

    @ParameterizedTest
    @CsvSource({
        "as it was asked for,                               12, 12, 12, false",
        "epochs are counted from 1 and end before 12,       12, 11, 11, false",
        "a search for a learning rate comes first,          12, 13, 13, false",
        "epochs are so many steps of an endless loader,     12,  1,  0, false",
        "epochs are broken off,                             12, 12,  0, false",
        "the last epoch is broken off at a number of steps, 12,  7,  6, false",
        "no loader was seen,                                12,  0,  0, false",
        "it says that it stops early,                       12,  5,  5, true",
    })
    void what_may_be_as_many_epochs_is_not(String why, int asked, int begun, int ended, boolean early) {
        assertThat(new TrainedEpochs(begun, ended, early)
                        .part(new EpochArgument("--epochs", asked))
                        .unjudged())
                .as(why)
                .isEmpty();
    }

    @Test
    void without_a_line_for_epochs_nothing_is_said() {
        assertThat(TrainedEpochs.of(Artifacts.training(Artifacts.falling(100)), Optional.empty()))
                .isEqualTo(Part.none());
    }
}
