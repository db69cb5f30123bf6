// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.draft;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.plan.model.Combination;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.PlannedInput;

/** What a planned command says beside its words; see {@link PlannedCommand}. */
@API(status = Status.INTERNAL, since = "0.1")
public record Details(
        Combination combination,
        Map<String, String> cell,
        Optional<String> log,
        List<PlannedInput> given,
        List<String> outputs,
        Optional<String> notRun) {

    public Details {
        cell = Collections.unmodifiableMap(new LinkedHashMap<>(cell));
        given = List.copyOf(given);
        outputs = List.copyOf(outputs);
    }

    public static Details none() {
        return new Details(Combination.none(), Map.of(), Optional.empty(), List.of(), List.of(), Optional.empty());
    }

    public static Details of(Combination combination) {
        return new Details(combination, Map.of(), Optional.empty(), List.of(), List.of(), Optional.empty());
    }

    public Details withCell(Map<String, String> newCell) {
        return new Details(combination, newCell, log, given, outputs, notRun);
    }

    public Details withLog(String path) {
        return new Details(combination, cell, Optional.of(path), given, outputs, notRun);
    }

    public Details withInputs(List<String> paths) {
        return withGiven(paths.stream().map(PlannedInput::other).toList());
    }

    public Details withGiven(List<PlannedInput> inputs) {
        return new Details(combination, cell, log, inputs, outputs, notRun);
    }

    public Details withOutputs(List<String> paths) {
        return new Details(combination, cell, log, given, paths, notRun);
    }

    public Details withNotRun(Optional<String> reason) {
        return new Details(combination, cell, log, given, outputs, reason);
    }
}
