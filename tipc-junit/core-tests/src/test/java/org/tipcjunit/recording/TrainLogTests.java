// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainLogTests {

    @TempDir
    Path directory;

    @Test
    void writes_a_standard_line_for_every_iteration() throws IOException {
        Path log = directory.resolve("test_log").resolve("log_train.txt");
        TrainLog.write(
                log,
                List.of(
                        new LossRecord(
                                1,
                                1.871535,
                                0.5,
                                OptionalDouble.of(0.00012),
                                OptionalInt.of(32),
                                OptionalDouble.of(0.016),
                                1),
                        new LossRecord(2, Double.NaN, 0.6, OptionalDouble.empty(), OptionalInt.empty()),
                        new LossRecord(
                                3,
                                Double.NEGATIVE_INFINITY,
                                0.7,
                                OptionalDouble.empty(),
                                OptionalInt.empty(),
                                OptionalDouble.of(0.1),
                                3),
                        new LossRecord(4, 3.25e-7, 0.8, OptionalDouble.empty(), OptionalInt.empty())));

        assertThat(log).content().isEqualTo("""
                # losses as recorded at every backward call by tipc-junit, 4 iterations
                iter: 1, loss: 1.871535, avg_reader_cost: 0.00012 sec, avg_batch_cost: 0.01600 sec, avg_samples: 32.0, ips: 2000.00 images/sec
                iter: 2, loss: nan
                iter: 3, loss: -inf, avg_batch_cost: 0.10000 sec
                iter: 4, loss: 3.250000e-07
                """);
    }

    @Test
    void replaces_an_old_log_and_leaves_nothing_beside_it() throws IOException {
        Path log = Files.writeString(directory.resolve("log_train.txt"), "old");
        TrainLog.write(log, List.of());

        assertThat(log)
                .content()
                .isEqualTo("# losses as recorded at every backward call by tipc-junit, 0 iterations\n");
        assertThat(directory)
                .isDirectoryContaining(path -> path.equals(log))
                .isDirectoryNotContaining(path -> !path.equals(log));
    }

    @Test
    void says_where_the_log_can_not_be_written() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> TrainLog.write(file.resolve("log_train.txt"), List.of()))
                .withMessageContaining("the training log " + file.resolve("log_train.txt") + " can't be written");
    }
}
