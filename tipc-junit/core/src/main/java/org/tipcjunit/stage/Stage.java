// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageKind;

/**
 * A stage of a chain: what it is called, how it is planned, what is recorded of it, and what it makes.
 *
 * @param <T> the artifact that it makes
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public interface Stage<T> extends Product<T> {

    /** Get the name of its first run, such as {@code infer}; further ones are called {@code infer-2} and so on. */
    String label();

    /** Get the kind of stage. */
    StageKind kind();

    /** Get the type by which a test may ask for the artifact as a parameter; empty where it may not. */
    default Optional<Class<T>> artifact() {
        return Optional.empty();
    }

    /** Put what the stage is to do into a chain's plan; a stage that follows from another one plans nothing. */
    default void plan(Planning planning) {}

    /** Get what is recorded of it. */
    Watch watch();

    /** Whether a run of this name is one of this stage. */
    default boolean owns(String run) {
        return label().equals(run.replaceFirst("-\\d+$", ""));
    }

    /** Get its command in a plan; empty where the plan has none. */
    default Optional<PlannedStage> in(ChainPlan plan) {
        return plan.command(label());
    }
}
