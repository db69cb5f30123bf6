// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import org.tipcjunit.MergeReady;
import org.tipcjunit.TipcModel;
import org.tipcjunit.config.Mode;
import org.tipcjunit.merge.rule.OfficialSuite;

/** Contributions to the suites, and nothing else. */
final class MergeReadyTestCases {

    private MergeReadyTestCases() {}

    /** The class that judges a contribution to a suite. */
    static Class<?> of(OfficialSuite suite) {
        return switch (suite) {
            case PADDLE_CLAS -> Clas.class;
            case PADDLE_DETECTION -> Detection.class;
            case PADDLE_SEG -> Seg.class;
            case PADDLE_OCR -> Ocr.class;
            case PADDLE_VIDEO -> Video.class;
            case PADDLE_GAN -> Gan.class;
            case PADDLE_REC -> Rec.class;
        };
    }

    @TipcModel(config = "test_tipc/configs/digits/train_infer_python.txt", mode = Mode.LITE_TRAIN_LITE_INFER)
    static class Clas {

        @MergeReady(suite = OfficialSuite.PADDLE_CLAS, base = "develop")
        void contribution() {}
    }

    @TipcModel(config = "test_tipc/configs/digits/train_infer_python.txt", mode = Mode.LITE_TRAIN_LITE_INFER)
    static class Detection {

        @MergeReady(suite = OfficialSuite.PADDLE_DETECTION, base = "develop")
        void contribution() {}
    }

    @TipcModel(config = "test_tipc/configs/digits/train_infer_python.txt", mode = Mode.LITE_TRAIN_LITE_INFER)
    static class Seg {

        @MergeReady(suite = OfficialSuite.PADDLE_SEG, base = "develop")
        void contribution() {}
    }

    @TipcModel(config = "test_tipc/configs/digits/train_infer_python.txt", mode = Mode.LITE_TRAIN_LITE_INFER)
    static class Ocr {

        @MergeReady(suite = OfficialSuite.PADDLE_OCR, base = "develop")
        void contribution() {}
    }

    @TipcModel(config = "test_tipc/configs/digits/train_infer_python.txt", mode = Mode.LITE_TRAIN_LITE_INFER)
    static class Video {

        @MergeReady(suite = OfficialSuite.PADDLE_VIDEO, base = "develop")
        void contribution() {}
    }

    @TipcModel(config = "test_tipc/configs/digits/train_infer_python.txt", mode = Mode.LITE_TRAIN_LITE_INFER)
    static class Gan {

        @MergeReady(suite = OfficialSuite.PADDLE_GAN, base = "develop")
        void contribution() {}
    }

    @TipcModel(config = "test_tipc/configs/digits/train_infer_python.txt", mode = Mode.LITE_TRAIN_LITE_INFER)
    static class Rec {

        @MergeReady(suite = OfficialSuite.PADDLE_REC, base = "develop")
        void contribution() {}
    }
}
