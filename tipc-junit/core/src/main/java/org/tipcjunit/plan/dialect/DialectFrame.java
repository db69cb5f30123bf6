// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.plan.draft.Template;
import org.tipcjunit.plan.model.Step;

/**
 * What a script reads of a config, and what it calls things.
 *
 * @param window the last line that it reads; empty when it reads all
 * @param model the model's name
 * @param python the interpreter
 * @param output the folder of all that it writes
 * @param ownFolders where models with several networks keep the exported one, by a part of the model's name
 * @param benchmarks what it says about benchmarking instead of the config, by a part of the mode
 * @param wholeTrainDrops the lines that it does not read when it trains in full
 * @param commands the lines whose commands it runs one after the other, doing nothing else; mostly none
 * @param broken whether it stops with a syntax error
 */
@API(status = Status.INTERNAL, since = "0.1")
public record DialectFrame(
        OptionalInt window,
        Template model,
        Template python,
        Template output,
        Map<String, String> ownFolders,
        Map<String, String> benchmarks,
        List<Integer> wholeTrainDrops,
        Map<Step, Integer> commands,
        boolean broken) {

    public DialectFrame {
        ownFolders = Map.copyOf(ownFolders);
        benchmarks = Map.copyOf(benchmarks);
        wholeTrainDrops = List.copyOf(wholeTrainDrops);
        commands = Collections.unmodifiableMap(new LinkedHashMap<>(commands));
    }
}
