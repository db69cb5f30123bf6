// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochLengthTests {

    @TempDir
    private Path recording;

    private EpochLength length(int epochs) {
        return new EpochLength(new EpochArgument("--epochs", epochs), recording);
    }

    @Test
    void the_number_of_batches_is_known_as_soon_as_it_was_recorded() throws IOException {
        assertThat(length(5).batches()).isEmpty();

        Files.writeString(recording.resolve("process-1.jsonl"), "{\"kind\":\"start\",\"pid\":16}\n{\"kind\":\"lo");
        assertThat(length(5).batches()).isEmpty();

        Files.writeString(
                recording.resolve("process-2.jsonl"),
                "{\"kind\":\"loss\",\"iteration\":1}\n{\"kind\":\"note\",\"time\":1.2,\"name\":\"batches of an epoch\",\"value\":\"7\"}\n");
        assertThat(length(5).batches()).contains(7);
        assertThat(new EpochLength(new EpochArgument("--epochs", 5), recording.resolve("none")).batches())
                .isEmpty();
    }

    @Test
    void too_few_epochs_are_told_with_the_number_that_would_do() {
        assertThat(length(5).advice(7).orElseThrow())
                .contains(
                        "an epoch has 7 batches, so that --epochs=5 trains about 35 iterations",
                        "--iterations 100 (--epochs=15)");
        assertThat(length(15).advice(7)).isEmpty();
        assertThat(length(1).advice(0)).isEmpty();
    }
}
