// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import java.util.List;
import java.util.regex.Pattern;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.stage.ChainPlan;

/**
 * Commands that are given the values of all modes at once, as the script that reads the config takes none out of the line.
 *
 * @param plan the chain
 */
record UnresolvedModes(ChainPlan plan) {

    private static final Pattern KEYED = Pattern.compile("(?:^|=|\\|)(?:(?:lite|whole)_train_)?(?:lite|whole)_infer=");

    List<Problem> problems() {
        return plan.commands().values().stream()
                .flatMap(
                        stage -> stage.argv().stream()
                                .filter(word -> KEYED.matcher(word).find())
                                .map(
                                        word -> new Problem(
                                                Place.nowhere(),
                                                "the command of " + stage.name() + " is given " + word
                                                        + ": the script that reads the config takes no mode's value out of this line",
                                                "let the script read the line with func_parser_params, or write the one value into the line")))
                .distinct()
                .toList();
    }
}
