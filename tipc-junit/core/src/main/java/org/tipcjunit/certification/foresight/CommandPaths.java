// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.workspace.Checkout;

/**
 * What words of commands, which run in the working copy, name in the repository that it is made of.
 *
 * @param plan the chain
 */
record CommandPaths(ChainPlan plan) {

    /** Get the path in the working copy that a value names; empty where it is no path. */
    static Optional<Path> inCopy(PlannedStage stage, String value) {
        try {
            return Optional.of(stage.command().workingDirectory().resolve(value).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Get the path below the repository that a value names; empty where it is none, the repository itself, or above it. */
    Optional<Path> inRepository(PlannedStage stage, String value) {
        return inCopy(stage, value)
                .filter(path -> !plan.copy().startsWith(path))
                .flatMap(this::original);
    }

    /** Get the path in the repository of one in the working copy; empty where it lies elsewhere. */
    Optional<Path> original(Path ofCopy) {
        return Checkout.of(plan.repository()).original(plan.workspace(), ofCopy);
    }
}
