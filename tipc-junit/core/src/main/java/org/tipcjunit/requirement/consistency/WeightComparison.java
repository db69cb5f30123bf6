// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.recording.ExportRecord;

/** The exported weights, compared with those that prediction loaded. */
record WeightComparison(Prediction prediction, ExportedModel exported) {

    /** Without a prediction command nothing else would show that the layer holds the trained weights. */
    Optional<Fault> fault() {
        Set<String> loaded = prediction.stage().recording().processes().stream()
                .flatMap(process -> process.checkpoints().stream())
                .filter(checkpoint -> checkpoint.operation().equals("load"))
                .flatMap(checkpoint -> checkpoint.weightDigests().values().stream())
                .collect(Collectors.toSet());
        Map<String, String> weights =
                exported.export().map(ExportRecord::weightDigests).orElse(Map.of());
        long found = weights.values().stream().filter(loaded::contains).count();
        Optional<String> difference = difference();
        if (difference.isEmpty() && found > 0) {
            return Optional.empty();
        }
        return Optional.of(new Fault(
                "the exported weights are not the trained ones",
                difference.orElse("none of " + Quantity.count(weights.size(), "exported tensor")
                        + " equals one that was loaded from the trained weights"),
                "load " + exported.checkpoint() + " into the layer before exporting it; if the export rewrites the"
                        + " weights, name a prediction command (--predict)"));
    }

    /** Get how the exported weights differ from those that prediction loaded; empty if not or if that can't be seen. */
    Optional<String> difference() {
        Map<String, String> exportedWeights =
                exported.export().map(ExportRecord::weightDigests).orElse(Map.of());
        Map<String, String> loaded = new LinkedHashMap<>();
        // What was put into the layer counts more than what was read from a file.
        for (String operation : List.of("load", "set_state_dict")) {
            prediction.stage().recording().processes().stream()
                    .flatMap(process -> process.checkpoints().stream())
                    .filter(checkpoint -> checkpoint.operation().equals(operation))
                    .forEach(checkpoint -> loaded.putAll(checkpoint.weightDigests()));
        }
        List<String> common = exportedWeights.keySet().stream()
                .filter(loaded::containsKey)
                .sorted()
                .toList();
        List<String> different = common.stream()
                .filter(key -> !Objects.equals(loaded.get(key), exportedWeights.get(key)))
                .toList();
        return different.isEmpty()
                ? Optional.empty()
                : Optional.of("exported weights are not the trained ones: " + different.size() + " of "
                        + Quantity.count(common.size(), "tensor") + " differ, e.g. " + different.get(0));
    }
}
