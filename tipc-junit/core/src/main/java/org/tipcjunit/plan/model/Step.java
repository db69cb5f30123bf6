// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.model;

import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What a command of a chain is for.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum Step {
    /** Trains a model. */
    TRAIN,
    /** Evaluates trained weights. */
    EVAL,
    /** Exports an inference model. */
    EXPORT,
    /** Quantises a model offline. */
    QUANTIZE,
    /** Infers with Paddle Inference. */
    INFER,
    /** Converts a model for Paddle Serving. */
    CONVERT_SERVING,
    /** Starts a service. */
    SERVE,
    /** Sends a request to a service. */
    REQUEST,
    /** Ends a service. */
    STOP,
    /** Converts a model to ONNX. */
    CONVERT_ONNX,
    /** Infers with ONNX Runtime. */
    INFER_ONNX,
    /** Optimises a model for Paddle Lite. */
    CONVERT_LITE,
    /** Infers with Paddle Lite. */
    INFER_LITE,
    /** Gets a file from the network, or unpacks one. */
    FETCH,
    /** Builds something, such as a C++ program. */
    BUILD,
    /** Installs something into the environment. */
    INSTALL,
    /** Waits. */
    WAIT;

    /** Get the name that plans show, such as {@code convert_serving}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
