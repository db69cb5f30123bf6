// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.PredictorSettings;

/** Whether a predictor calculates in a precision that no CPU has, or only some. */
@API(status = Status.INTERNAL, since = "0.1")
public final class HeldPrecision {

    private HeldPrecision() {}

    /** Get why {@code asked} was not run; empty where it was, or where it is one that every CPU can. */
    public static Optional<String> obstacle(String asked, PredictorSettings settings) {
        if (asked.equals("fp32") || asked.equals(settings.precision())) {
            return Optional.empty();
        }
        if (asked.equals("bf16")) {
            // Where a CPU can, a script that does not is at fault.
            return settings.bfloat16Refused()
                    ? Optional.of("this CPU has no bfloat16 (AVX-512): the predictor ran " + settings.precision())
                    : Optional.empty();
        }
        String ran = "asked for was " + asked + ", the predictor ran " + settings.precision() + ": ";
        return Optional.of(ran + (asked.contains("int8")
                ? "oneDNN's int8 was not switched on, which is for quantised models"
                : settings.gpu() ? "no such precision was switched on" : "Paddle Inference has no " + asked + " on a CPU"));
    }
}
