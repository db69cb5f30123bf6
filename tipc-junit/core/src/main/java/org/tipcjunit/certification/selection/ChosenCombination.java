// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.plan.model.Combination;

/**
 * One training that a config asks for, to be certified by an invocation of a template.
 *
 * @param config the config
 * @param combination the training
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ChosenCombination(SelectedConfig config, Combination combination) {

    /** Whether it is the plain training in full precision, which most configs have only. */
    public static boolean isPlain(Combination combination) {
        return (combination.trainer().isEmpty() || combination.trainer().equals("norm_train"))
                && combination.isFullPrecision()
                && combination.nodes() == 1;
    }

    /** Get what sets it apart from the plain training, such as {@code pact_train} or {@code norm_train-amp}. */
    public static String suffix(Combination combination) {
        List<String> parts = new ArrayList<>();
        if (!isPlain(combination)) {
            parts.add(combination.trainer());
            if (!combination.isFullPrecision() && !combination.autocast().isEmpty()) {
                parts.add(combination.autocast());
            }
            if (combination.nodes() > 1) {
                parts.add(combination.nodes() + "nodes");
            }
        }
        return String.join("-", parts);
    }

    /** Get the words that name it, such as {@code norm_train, CPU, full precision}. */
    public static String describe(Combination combination) {
        return String.join(
                ", ",
                combination.trainer().isEmpty() ? "the only training" : combination.trainer(),
                combination.gpus().isEmpty() || combination.gpus().equals("-1") ? "CPU" : "GPU " + combination.gpus(),
                combination.isFullPrecision() ? "full precision" : combination.autocast());
    }

    /** Get the folder of its results below that of all results, such as {@code digits/train_infer_python-pact_train}. */
    public String resultsFolder() {
        String path = config.shown().replaceFirst("\\.txt$", "").replaceFirst("(^|/)test_tipc/(configs/)?", "$1");
        String suffix = suffix(combination);
        return suffix.isEmpty() ? path : path + "-" + suffix;
    }
}
