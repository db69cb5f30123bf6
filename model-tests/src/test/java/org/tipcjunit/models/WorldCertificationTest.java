// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.models;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.LossConverges;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.ReadmeDocuments;
import org.tipcjunit.TipcModel;

/** Certifies small repositories in the shape of the official suites in their lite mode, by what their {@code test_tipc} states. */
class WorldCertificationTest {

    /** PaddleClas: {@code -o} overrides, softmax at export, inference from the folder {@code deploy}. */
    @Nested
    @Tag("paddle")
    @TipcModel(
            repository = "fixtures/world/clas",
            config = "test_tipc/configs/LittleNet/LittleNet_x0_5_train_infer_python.txt")
    class Clas {

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

    /** PaddleSeg: iterations, logits in a list, argmax at export, {@code deploy.yaml}. */
    @Nested
    @Tag("paddle")
    @TipcModel(repository = "fixtures/world/seg", config = "test_tipc/configs/littleseg/train_infer_python.txt")
    class Seg {

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

    /** PaddleDetection: a dictionary of inputs, {@code infer_cfg.yml}, boxes of the original image, scripts of one name. */
    @Nested
    @Tag("paddle")
    @TipcModel(
            repository = "fixtures/world/det",
            config = "test_tipc/configs/littledet/littledet_digits_train_infer_python.txt")
    class Det {

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

    /** PaddleNLP: texts of one file, a tokenizer, padded batches with their lengths, {@code paddle.Model}. */
    @Nested
    @Tag("paddle")
    @TipcModel(repository = "fixtures/world/nlp", config = "test_tipc/configs/littlegru/train_infer_python.txt")
    class Nlp {

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

    /** PaddleRec: slots and dense features in text files, a static graph for training, evaluation and prediction, AUC. */
    @Nested
    @Tag("paddle")
    @TipcModel(repository = "fixtures/world/rec", config = "test_tipc/configs/littlefm/train_infer_python.txt")
    class Rec {

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
}
