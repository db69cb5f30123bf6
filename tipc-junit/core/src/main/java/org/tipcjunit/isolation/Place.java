// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.isolation;

import java.nio.file.Path;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Where a command runs.
 *
 * @param run the folder of the run, which gets a home and a {@code /tmp} for its commands
 * @param workspace the working copy
 * @param own the folder of the command's own, with its log and recording
 * @param use what the command is for
 * @param loopback what joins a service and its clients; empty for others, and where they have the machine's network
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Place(Path run, Path workspace, Path own, Use use, Optional<Loopback> loopback) {

    /** What a command is for, as far as its rights depend on it. */
    public enum Use {
        PREPARING,
        SERVING,
        ASKING,
        OTHER
    }

    /** Create one of a command that neither serves nor asks. */
    public Place(Path run, Path workspace, Path own, Use use) {
        this(run, workspace, own, use, Optional.empty());
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
