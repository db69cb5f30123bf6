// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;

/**
 * Why a stage gave no artifact.
 *
 * @param model the model's name
 * @param kind the kind of stage
 * @param stage the stage's name
 * @param reason whether the stage went wrong or went through without making evidence
 * @param problem what failed, what the stage had to do, what it did, and what to do about it
 * @param run the stage as it ran; empty when it could not be started
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record StageFailure(
        String model, StageKind kind, String stage, Reason reason, Problem problem, Optional<StageRun> run) {

    /** The sort of failure. */
    public enum Reason {
        /** The stage went wrong. */
        FAILED,
        /** The stage went through but made nothing that could be judged. */
        NO_EVIDENCE
    }

    /** Create a failure of no place in particular. */
    public StageFailure(
            String model,
            StageKind kind,
            String stage,
            Reason reason,
            String summary,
            String expected,
            String observed,
            String remedy,
            Optional<StageRun> run) {
        this(model, kind, stage, reason, new Problem(Place.nowhere(), summary, expected, observed, remedy), run);
    }

    /** Create the failure of a stage that went wrong. */
    public static StageFailure of(StageRun run, String summary, String expected, String observed, String remedy) {
        return of(run, Reason.FAILED, summary, expected, observed, remedy);
    }

    /** Create the failure of a stage that made nothing that could be judged. */
    public static StageFailure noEvidence(
            StageRun run, String summary, String expected, String observed, String remedy) {
        return of(run, Reason.NO_EVIDENCE, summary, expected, observed, remedy);
    }

    /** Get the same, with another stage that failed and does not build on this one: its command's last lines, and what to do. */
    public StageFailure besides(StageFailure other) {
        return telling(
                observed() + "\nbesides, " + other.summary()
                        + other.run().map(StageRun::quotedEnd).orElse(""),
                remedy() + "\n" + other.remedy());
    }

    /** Get the same with something else that was seen, and something else to do about it. */
    public StageFailure telling(String observed, String remedy) {
        Problem told = new Problem(problem.where(), problem.what(), problem.expected(), observed, remedy);
        return new StageFailure(model, kind, stage, reason, told, run);
    }

    /** Get one sentence that says what failed. */
    public String summary() {
        return problem.what();
    }

    /** Get what the stage had to do. */
    public String expected() {
        return problem.expected();
    }

    /** Get what it did. */
    public String observed() {
        return problem.observed();
    }

    /** Get what to do about it. */
    public String remedy() {
        return problem.remedy();
    }

    private static StageFailure of(
            StageRun run, Reason reason, String summary, String expected, String observed, String remedy) {
        return new StageFailure(
                run.model(), run.kind(), run.name(), reason, summary, expected, observed, remedy, Optional.of(run));
    }
}
