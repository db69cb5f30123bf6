// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.LossConverges;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.ReadmeDocuments;
import org.tipcjunit.TipcRepository;

/** The certification of whatever configs the command line names: every clause, with nothing declared in Java. */
@TipcRepository
class RepositoryCertification {

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
