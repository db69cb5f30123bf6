// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Why a stage gave no artifact.
 *
 * @param model the model's name
 * @param kind the kind of stage
 * @param stage the stage's name
 * @param reason whether the stage went wrong or went through without making evidence
 * @param summary one sentence that says what failed
 * @param expected what the stage had to do
 * @param observed what it did
 * @param remedy what to do about it
 * @param run the stage as it ran; empty when it could not be started
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record StageFailure(
        String model,
        StageKind kind,
        String stage,
        Reason reason,
        String summary,
        String expected,
        String observed,
        String remedy,
        Optional<StageRun> run) {

    /** The sort of failure. */
    public enum Reason {
        /** The stage went wrong. */
        FAILED,
        /** The stage went through but made nothing that could be judged. */
        NO_EVIDENCE
    }
}
