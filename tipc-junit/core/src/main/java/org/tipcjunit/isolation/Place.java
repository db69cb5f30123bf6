// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.isolation;

import java.nio.file.Path;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Where a command runs.
 *
 * @param run the folder of the run, which gets a home and a {@code /tmp} for its commands
 * @param workspace the working copy
 * @param own the folder of the command's own, with its log and recording
 * @param use what the command is for
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Place(Path run, Path workspace, Path own, Use use) {

    /** What a command is for, as far as its rights depend on it. */
    public enum Use {
        PREPARING,
        SERVING,
        OTHER
    }

    boolean prepares() {
        return use == Use.PREPARING;
    }

    boolean serves() {
        return use == Use.SERVING;
    }

    Path home() {
        return home(run);
    }

    Path temporary() {
        return temporary(run);
    }

    static Path home(Path run) {
        return run.resolve("home");
    }

    static Path temporary(Path run) {
        return run.resolve("tmp");
    }
}
