// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.ServiceRun;
import org.tipcjunit.inference.ModelFiles;
import org.tipcjunit.inference.PaddleException;
import org.tipcjunit.inference.host.PredictorCrashException;
import org.tipcjunit.inference.host.PredictorHost;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.tensor.TensorValue;

/** Asks the exported model what a service's predictors were asked, with the settings that they had. */
record ServedReference(PredictorHost predictors) {

    ServiceRun.Reference on(ExportedModel exported, List<PredictorRun> runs) {
        if (runs.isEmpty()) {
            return new ServiceRun.Reference("", List.of(), "the service ran no predictor");
        }
        Map<ServedSettings, List<Integer>> runsBySettings = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            Optional<ServedSettings> settings = ServedSettings.of(runs.get(i));
            if (settings.isEmpty()) {
                return new ServiceRun.Reference(
                        "",
                        List.of(),
                        "the settings of the service's predictor are not those of a CPU that were seen: "
                                + runs.get(i).settings());
            }
            runsBySettings
                    .computeIfAbsent(settings.get(), key -> new ArrayList<>())
                    .add(i);
        }
        String words =
                runsBySettings.keySet().stream().map(ServedSettings::words).collect(Collectors.joining(" and "));
        ModelFiles files = new ModelFiles(exported.program(), exported.parameters());
        List<List<TensorValue>> outputs =
                new ArrayList<>(runs.stream().map(run -> List.<TensorValue>of()).toList());
        try {
            runsBySettings.forEach((settings, indices) -> {
                List<List<TensorValue>> answers = predictors.run(
                        files,
                        settings.options(),
                        indices.stream().map(i -> runs.get(i).inputs()).toList());
                for (int i = 0; i < indices.size(); i++) {
                    outputs.set(indices.get(i), answers.get(i));
                }
            });
        } catch (PaddleException | PredictorCrashException e) {
            return new ServiceRun.Reference(words, List.of(), String.valueOf(e.getMessage()));
        }
        return new ServiceRun.Reference(words, outputs, "");
    }
}
