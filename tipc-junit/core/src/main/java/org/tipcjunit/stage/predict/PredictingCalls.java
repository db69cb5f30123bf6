// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.predict;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.LayerCall;

/**
 * The calls of a prediction's process that can be the model's.
 *
 * <p>Libraries write transforms of images and sounds as layers, too. They have no weights and are called before the model is for
 * the first time; what has none and comes behind it, such as a softmax, belongs to what is predicted.
 *
 * @param calls these calls, in order
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PredictingCalls(List<LayerCall> calls) {

    public PredictingCalls {
        calls = List.copyOf(calls);
    }

    /** Leave out the transforms; where no layer has weights, nothing is known to be one. */
    public static PredictingCalls among(List<LayerCall> all) {
        if (all.stream().allMatch(LayerCall::weightless)) {
            return new PredictingCalls(all);
        }
        Set<String> transforms = new HashSet<>();
        for (LayerCall call : all) {
            if (!call.weightless()) {
                break;
            }
            transforms.add(call.layerClass());
        }
        return new PredictingCalls(all.stream()
                .filter(call -> !call.weightless() || !transforms.contains(call.layerClass()))
                .toList());
    }
}
