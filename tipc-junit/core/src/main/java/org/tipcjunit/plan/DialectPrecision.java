// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.Map;

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
record DialectPrecision(
        int autocast,
        boolean ofTrainer,
        Options amp,
        Options ampLevel,
        boolean pactWithoutAmp,
        Map<String, String> fused) {

    DialectPrecision {
        fused = Map.copyOf(fused);
    }

    /**
     * Options that depend on the precision.
     *
     * @param otherwise the options of all other precisions
     * @param chosen the options by precision
     */
    record Options(String otherwise, Map<String, String> chosen) {

        Options {
            chosen = Map.copyOf(chosen);
        }

        /** Get the options for a precision. */
        String of(String precision) {
            return chosen.getOrDefault(precision, otherwise);
        }
    }
}
