// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.assertions;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.ServingRun;
import org.tipcjunit.requirement.serving.ServingConsistency;

/**
 * Asserts what a service answers.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class ServingRunAssert extends FindingAssert<ServingRunAssert, ServingRun> {

    ServingRunAssert(@Nullable ServingRun actual) {
        super(actual, ServingRunAssert.class);
    }

    /**
     * Verify that every service says what {@code inference} says, completely identically.
     *
     * @param images the test images, in the order in which inference took them
     */
    public ServingRunAssert matches(Inference inference, ExportedModel exported, List<Path> images) {
        return passes(new ServingConsistency(new ServingConsistency.Parameters(Optional.empty()))
                .judge(exported, inference, images, present()));
    }
}
