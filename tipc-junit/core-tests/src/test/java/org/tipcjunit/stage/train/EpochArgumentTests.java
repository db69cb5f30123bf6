// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochArgumentTests {

    private static List<String> words(String command) {
        return List.of(command.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "python train.py --max_epochs 3 --log_iters 1, --max_epochs, 3",
        "python main.py --data=tiny --epoch=4 --start_epoch=1 --warmup_epochs=2, --epoch, 4",
        "python train.py -o Global.epochs=5, Global.epochs, 5",
        "python train.py --max_steps 200 --save_steps 400, --max_steps, 200"
    })
    void the_command_s_own_number_is_known_by_its_name(String command, String option, int value) {
        assertThat(EpochArgument.calledSo(words(command))).contains(new EpochArgument(option, value));
    }

    @ParameterizedTest
    @CsvSource({
        "python train.py --save_steps=400 --print_epoch=2",
        "python train.py --epochs=3 --max_steps=100",
        "python train.py --epochs auto"
    })
    void what_only_resembles_one_or_is_one_of_several_is_none(String command) {
        assertThat(EpochArgument.calledSo(words(command))).isEmpty();
    }

    @Test
    void another_number_takes_the_place_of_the_one_in_either_form() {
        EpochArgument epochs = new EpochArgument("--epochs", 3);

        assertThat(epochs.in(words("train.py --epochs 3 --lr 3"), 7)).isEqualTo(words("train.py --epochs 7 --lr 3"));
        assertThat(epochs.in(words("train.py --epochs=3 --lr 3"), 7)).isEqualTo(words("train.py --epochs=7 --lr 3"));
    }

    @Test
    void of_several_numbers_the_last_one_counts() {
        assertThat(new EpochArgument("--epochs", 12)
                        .valueIn(List.of("train.py", "--epochs=12", "--lr=1", "--epochs", "5")))
                .contains(5);
    }

    @Test
    void loop_that_was_seen_to_leave_out_an_epoch_needs_fewer_than_two_counts_say() {
        EpochArgument epochs = new EpochArgument("--max_epochs", 2);

        assertThat(epochs.valueFor(100, 5)).isEqualTo(40);
        assertThat(epochs.valueWithoutLast(100, 5, 1)).hasValue(21);
        assertThat(epochs.valueWithoutLast(100, 10, 2))
                .as("both epochs were made")
                .isEmpty();
        assertThat(epochs.valueWithoutLast(100, 5, 0)).as("no pass was seen").isEmpty();
        assertThat(new EpochArgument("--max_epochs", 4).valueWithoutLast(100, 10, 3))
                .as("passes of several lengths")
                .isEmpty();
        assertThat(new EpochArgument("--iters", 2).valueWithoutLast(100, 5, 1)).isEmpty();
    }
}
