// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.train;

import org.tipcjunit.config.ConfigEntry;

/**
 * A trainer of a config's list.
 *
 * @param from the entry of its command
 * @param train its command without the interpreter
 * @param export the entry of the command that exports its model; {@code null} or empty for none
 * @param toStatic the option that has the model trained as a static graph; empty otherwise
 * @param quantised whether its model is quantised
 * @param isNorm whether others may continue from its weights
 * @param continuesNorm whether it continues from the weights of the plain training
 */
record Trainer(
        ConfigEntry from,
        String train,
        ConfigEntry export,
        String toStatic,
        boolean quantised,
        boolean isNorm,
        boolean continuesNorm) {}
