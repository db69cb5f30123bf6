// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Tells whoever asks for an artifact that its stage, or one that it builds on, failed.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class StageFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient StageFailure failure;

    public StageFailedException(StageFailure failure) {
        super("stage '" + failure.stage() + "' of " + failure.model() + " failed: " + failure.summary());
        this.failure = failure;
    }

    /** Get why the stage failed; never {@code null}. */
    public StageFailure failure() {
        return failure;
    }
}
