// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * How a script trains in mixed precision.
 *
 * @param autocast the line with the list of precisions; -1 when there is none
 * @param ofTrainer whether the trainer's name says it
 * @param amp the options
 * @param ampLevel the option for the level
 * @param pactWithoutAmp whether quantising trainings are left out in mixed precision
 * @param fused options for models whose kernels fuse, by a part of the model's name
 */
@API(status = Status.INTERNAL, since = "0.1")
public record DialectPrecision(
        int autocast,
        boolean ofTrainer,
        Options amp,
        Options ampLevel,
        boolean pactWithoutAmp,
        Map<String, String> fused) {

    public DialectPrecision {
        fused = Map.copyOf(fused);
    }

    /**
     * Options that depend on the precision.
     *
     * @param otherwise the options of all other precisions
     * @param chosen the options by precision
     */
    public record Options(String otherwise, Map<String, String> chosen) {

        public Options {
            chosen = Map.copyOf(chosen);
        }

        /** Get the options for a precision. */
        public String of(String precision) {
            return chosen.getOrDefault(precision, otherwise);
        }
    }
}
