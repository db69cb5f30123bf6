// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a planned command says beside its words; see {@link PlannedCommand}. */
record Details(
        Combination combination,
        Map<String, String> cell,
        Optional<String> log,
        List<PlannedInput> given,
        List<String> outputs,
        Optional<String> notRun) {

    Details {
        cell = Collections.unmodifiableMap(new LinkedHashMap<>(cell));
        given = List.copyOf(given);
        outputs = List.copyOf(outputs);
    }

    static Details none() {
        return new Details(Combination.none(), Map.of(), Optional.empty(), List.of(), List.of(), Optional.empty());
    }

    static Details of(Combination combination) {
        return new Details(combination, Map.of(), Optional.empty(), List.of(), List.of(), Optional.empty());
    }

    Details withCell(Map<String, String> newCell) {
        return new Details(combination, newCell, log, given, outputs, notRun);
    }

    Details withLog(String path) {
        return new Details(combination, cell, Optional.of(path), given, outputs, notRun);
    }

    Details withInputs(List<String> paths) {
        return withGiven(paths.stream().map(PlannedInput::other).toList());
    }

    Details withGiven(List<PlannedInput> inputs) {
        return new Details(combination, cell, log, inputs, outputs, notRun);
    }

    Details withOutputs(List<String> paths) {
        return new Details(combination, cell, log, given, paths, notRun);
    }

    Details withNotRun(Optional<String> reason) {
        return new Details(combination, cell, log, given, outputs, reason);
    }
}
