// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.model;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A file or folder that a planned command reads.
 *
 * @param role what it is for the command
 * @param path its path as the command names it
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PlannedInput(Role role, String path) {

    /** What an input is for the command that reads it. */
    public enum Role {
        /** Trained weights. */
        WEIGHTS,
        /** A model to infer with. */
        MODEL,
        /** Images or other samples to infer on. */
        IMAGES,
        /** Anything else. */
        OTHER
    }

    public static PlannedInput weights(String path) {
        return new PlannedInput(Role.WEIGHTS, path);
    }

    public static PlannedInput model(String path) {
        return new PlannedInput(Role.MODEL, path);
    }

    public static PlannedInput images(String path) {
        return new PlannedInput(Role.IMAGES, path);
    }

    public static PlannedInput other(String path) {
        return new PlannedInput(Role.OTHER, path);
    }
}
