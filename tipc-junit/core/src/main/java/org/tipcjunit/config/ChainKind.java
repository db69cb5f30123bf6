// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config;

import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The kinds of chains, each with a script of its own upstream.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum ChainKind {
    /** {@code test_train_inference_python.sh}: training, evaluation, export and inference. */
    TRAIN_INFER_PYTHON,
    /** {@code test_train_dy2static_python.sh}: dynamic and static training compared. */
    TRAIN_DY2STATIC_PYTHON,
    /** {@code test_inference_python.sh} and the like: inference of a model that exists, on several systems. */
    INFER_PYTHON,
    /** {@code test_ptq_inference_python.sh}: offline quantisation and inference. */
    PTQ_INFER_PYTHON,
    /** {@code test_inference_cpp.sh}. */
    INFER_CPP,
    /** {@code test_serving.sh}, {@code test_serving_infer_python.sh}. */
    SERVING_PYTHON,
    /** {@code test_serving_infer_cpp.sh}. */
    SERVING_CPP,
    /** {@code test_paddle2onnx.sh}. */
    PADDLE2ONNX,
    /** {@code test_lite_arm_cpu_cpp.sh}, {@code test_lite_arm_cpp.sh}. */
    LITE_ARM,
    /** {@code test_pipeline_infer_python.sh}. */
    PIPELINE_PYTHON;

    /** Get the name that plans show, such as {@code train_infer_python}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
