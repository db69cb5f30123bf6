// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The modes of TIPC that train: how much data they train and infer on.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public enum Mode {
    /** Little data, few epochs, few images; at most 15 minutes a model. */
    LITE_TRAIN_LITE_INFER(Duration.ofMinutes(15)),
    /** Little training, the full set of images to infer. */
    LITE_TRAIN_WHOLE_INFER(Duration.ofMinutes(30)),
    /** The full training, whose weights reach the documented metric. */
    WHOLE_TRAIN_WHOLE_INFER(Duration.ofHours(12));

    private final Duration stageLimit;

    Mode(Duration stageLimit) {
        this.stageLimit = stageLimit;
    }

    /** Get the mode that configs and scripts call {@code label}; empty when none of these is called so. */
    public static Optional<Mode> of(String label) {
        return Arrays.stream(values())
                .filter(mode -> mode.label().equals(label))
                .findFirst();
    }

    /** Get the name that configs and scripts use, such as {@code lite_train_lite_infer}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Get how long one stage may run in this mode unless the user says otherwise. */
    public Duration stageLimit() {
        return stageLimit;
    }
}
