// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.TipcModel;

/** What is demanded of repositories in the shape of the official suites, in which a fault is planted. */
final class WorldTestCases {

    private WorldTestCases() {}

    @TipcModel(config = "test_tipc/configs/littleseg/train_infer_python.txt")
    static class Seg {

        @ExportsInferenceModel
        void export() {}

        @InferenceMatchesPrediction
        void inference() {}
    }

    @TipcModel(config = "test_tipc/configs/littledet/littledet_digits_train_infer_python.txt")
    static class Det {

        @ExportsInferenceModel
        void export() {}

        @InferenceMatchesPrediction
        void inference() {}
    }

    @TipcModel(config = "test_tipc/configs/littleseg/train_infer_python.txt")
    static class SegMeasured {

        @MetricReaches
        void evaluation() {}

        @InferenceMatchesPrediction
        void inference() {}
    }

    @TipcModel(config = "test_tipc/configs/littlegru/train_infer_python.txt")
    static class Nlp {

        @ExportsInferenceModel
        void export() {}

        @InferenceMatchesPrediction
        void inference() {}
    }

    @TipcModel(config = "test_tipc/configs/littlefm/train_infer_python.txt")
    static class Rec {

        @ExportsInferenceModel
        void export() {}

        @InferenceMatchesPrediction
        void inference() {}
    }

    @TipcModel(config = "test_tipc/configs/littlefm/train_infer_python.txt")
    static class RecMetric {

        @MetricReaches
        void evaluation() {}
    }
}
