// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.time.Duration;
import java.time.Instant;

/**
 * When something started: by the clock that people read, and by the one that nobody sets.
 *
 * @param at the time of day, which names the run
 * @param nanos the reading of {@link System#nanoTime()}, by which durations are told
 */
record Started(Instant at, long nanos) {

    static Started now() {
        return new Started(Instant.now(), System.nanoTime());
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
