// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells what the exported model is asked again for, where that takes long; used by one thread. */
final class AskingAgain {

    private static final long QUIET = Duration.ofSeconds(2).toNanos();

    private final String model;
    private final Consumer<String> progress;
    private final LongSupplier nanoTime;
    private final long start;
    private long last;

    AskingAgain(String model, Consumer<String> progress) {
        this(model, progress, System::nanoTime);
    }

    AskingAgain(String model, Consumer<String> progress, LongSupplier nanoTime) {
        this.model = model;
        this.progress = progress;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.last = start;
    }

    /** Note that it is asked now. */
    void of(String what) {
        long now = nanoTime.getAsLong();
        if (now - last >= QUIET) {
            last = now;
            progress.accept("[tipc] " + model + ": the exported model is asked again (" + what + "), "
                    + Duration.ofNanos(now - start).toSeconds() + " s so far");
        }
    }
}
