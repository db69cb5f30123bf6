// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.util.List;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.stage.Stage;

/**
 * Judges one clause: the room of a requirement, whose annotation names its judge.
 *
 * <p>A judge has a constructor without parameters and keeps nothing between two calls. Its parameters are either the annotation that
 * demands it, or a record whose components have the names of the annotation's attributes.
 *
 * @param <P> what is demanded, such as the annotation itself; {@link NoParameters} where nothing can be chosen
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public interface Judge<P> {

    /** Get the clause that it judges; one of its own where it is no judge of this library. */
    Clause clause();

    /**
     * Get the stages whose failure is this requirement's own failure, further runs of a stage included.
     *
     * <p>They are named by their constants, such as {@code Evaluate.STAGE}; a stage of which there are several is owned by any of
     * them, such as {@code Load.STAGE}. A failure of a stage that no judge of the certification owns is told as an obstacle.
     */
    default Set<Stage<?>> owns() {
        return Set.of();
    }

    /**
     * Get the clauses whose failure may be the cause of its own.
     *
     * <p>It is judged all the same, where their stages went through, and its finding names the one that failed.
     */
    default Set<Clause> buildsOn() {
        return Set.of();
    }

    /** Get what it wishes to be run on or recorded, which is known before anything runs. */
    default Wishes wishes(P parameters) {
        return Wishes.none();
    }

    /**
     * Tell what is sure to be found, or may be, by looking at documents and at the plan, before anything runs.
     *
     * <p>It is told to the user at once, and decides nothing.
     *
     * @param subject the model, whose stages must not be asked for
     */
    default List<Problem> beforehand(P parameters, Subject subject) {
        return List.of();
    }

    /**
     * Judge a model, running the stages that are needed.
     *
     * @return a finding about {@link #clause()} and the model of {@code subject}
     * @throws org.tipcjunit.artifact.StageFailedException if a stage failed
     */
    Finding judge(P parameters, Subject subject);
}
