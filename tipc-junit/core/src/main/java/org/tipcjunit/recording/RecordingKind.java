// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What a command's recorder is to look at. Seeds and the properties of the process are always recorded.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum RecordingKind {
    /** The loss of every backward call, with the cost of reading its batch. */
    LOSSES,
    /** Inputs and outputs of outermost dygraph layers. */
    LAYER_CALLS,
    /** Digests of the weights that are saved, loaded and put into layers. */
    CHECKPOINTS,
    /** Exported layers, and what they say as dygraph on given inputs. */
    EXPORTS,
    /** Inputs and outputs of Paddle Inference predictors. */
    PREDICTOR_RUNS,
    /** Which networks ran, with which weights and in which mode; with losses also whose they are, and which optimizer steps. */
    NETWORKS,
    /** What networks get and say in their first calls, beside {@link #NETWORKS}. */
    SAMPLES,
    /** Where code of the working copy that ran goes on after exceptions of almost any kind. */
    HANDLERS,
    /** What a client script sends to a service and gets, which needs no Paddle. */
    SERVING_CLIENT;

    /** Get the word for this kind in the recorder's settings, such as {@code layer_calls}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
