// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.train;

import java.util.List;
import org.tipcjunit.plan.dialect.Dialect;

/**
 * What a config asks for of mixed precision, in the words of the commands.
 *
 * @param script the script that the commands are composed like
 */
record MixedPrecision(Script script) {

    /** Get the entries of the config's list, each of which is trained with. */
    List<String> entries() {
        return script.dialect().precision().autocast() < 0
                ? List.of("")
                : script.entry(script.dialect().precision().autocast()).elements();
    }

    /** Whether the script skips a trainer that quantises with an entry. */
    boolean leavesOut(Trainer pair, String autocast) {
        return script.dialect().precision().pactWithoutAmp() && pair.quantised() && autocast.equals("amp");
    }

    /** Get what commands say of an entry. */
    String autocast(String entry, String trainer) {
        if (script.dialect().precision().ofTrainer()) {
            return trainer.equals("amp_train") ? "True" : "False";
        }
        return entry;
    }

    /** Options that some scripts add for models whose kernels fuse in mixed precision. */
    String fused(String autocast) {
        return autocast.equals("amp") || autocast.equals("fp16")
                ? Dialect.chosenIn(script.dialect().precision().fused(), script.get("model"))
                        .orElse("")
                : "";
    }

    String ampOrAutocast(String autocast) {
        String amp = script.dialect().precision().amp().of(autocast);
        return amp.isEmpty()
                ? script.entry(script.dialect().precision().autocast())
                        .argument(autocast)
                        .orElse("")
                : amp;
    }
}
