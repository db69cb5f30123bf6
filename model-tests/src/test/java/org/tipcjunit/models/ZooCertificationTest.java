// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.models;

import org.junit.jupiter.api.Tag;
import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.LossConverges;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.ReadmeDocuments;
import org.tipcjunit.TipcRepository;

/** Certifies every model of this repository in its lite mode, by what its {@code test_tipc} states. */
@Tag("paddle")
@TipcRepository(configs = "test_tipc/configs/digits*/train_infer_python.txt")
class ZooCertificationTest {

    @LossConverges
    void training() {}

    @MetricReaches
    void evaluation() {}

    @ExportsInferenceModel
    void export() {}

    @InferenceMatchesPrediction
    void inference() {}

    @ReadmeDocuments
    void documentation() {}
}
