// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.assertions;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.requirement.export.ExportedFiles;

/**
 * Asserts what an export wrote.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class ExportedModelAssert extends FindingAssert<ExportedModelAssert, ExportedModel> {

    ExportedModelAssert(@Nullable ExportedModel actual) {
        super(actual, ExportedModelAssert.class);
    }

    /** Verify that program and parameters exist, were written by this run, and load in Paddle Inference. */
    public ExportedModelAssert exportsLoadableModel() {
        return passes(new ExportedFiles().judge(present()));
    }
}
