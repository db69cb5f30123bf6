// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import org.junit.jupiter.api.Test;
import org.tipcjunit.Reproducible;
import org.tipcjunit.TipcModel;
import org.tipcjunit.artifact.TrainingRun;

/** Looks at the training only. */
@TipcModel(config = CertifiesDigits.CONFIG)
class ReproducibleTestCases {

    @Test
    void training(TrainingRun training) {}

    @Reproducible
    void repeated_training() {}
}
