// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageRun;

/**
 * Turns a stage that gave no artifact into the finding of the requirement that owns it.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class FailedStage {

    private FailedStage() {}

    /**
     * Get a {@link Verdict#FAIL}, or a {@link Verdict#CANNOT_JUDGE} when the stage went through without making evidence.
     *
     * @param clause the clause that the stage was run for
     * @param requirement the annotation's name, such as {@code @LossConverges}
     * @param failure why there is no artifact
     */
    public static Finding finding(Clause clause, String requirement, StageFailure failure) {
        Optional<StageRun> run = failure.run();
        Judgement judgement = new Judgement(clause, requirement, failure.model(), failure.expected(), run);
        return switch (failure.reason()) {
            case FAILED -> judgement.fail(failure.summary(), failure.observed(), failure.remedy());
            case NO_EVIDENCE ->
                judgement.cannotJudge(failure.summary(), failure.observed(), failure.remedy(), List.of(), List.of());
        };
    }
}
