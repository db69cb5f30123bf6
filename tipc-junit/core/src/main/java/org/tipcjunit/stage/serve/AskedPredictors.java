// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.serve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.serving.PipelineConfig;
import org.tipcjunit.serving.ServingConfigException;
import org.tipcjunit.stage.PlannedStage;

/** Reads what a service's pipeline config asks of its predictors, and its command, which wins. */
final class AskedPredictors {

    private static final List<String> KNOWN =
            List.of("thread_num", "ir_optim", "use_mkldnn", "mkldnn_cache_capacity", "precision", "device_type");
    private static final Pattern OPTION = Pattern.compile("op\\.([^.=]+)\\.local_service_conf\\.(\\w+)=(.*)");

    private AskedPredictors() {}

    /** Get the settings by the config's names; none where several operators have a model, whose predictors cannot be told apart. */
    static Map<String, String> of(PlannedStage serve) {
        Map<String, Map<String, String>> operators = new LinkedHashMap<>();
        try {
            operators.putAll(PipelineConfig.predictorSettings(ServiceConfig.of(serve)));
        } catch (ServingConfigException e) {
            // Its ports have been read from it, so that this says it cannot be read any more: the command is left.
            operators.clear();
        }
        for (String word : serve.command().argv()) {
            Matcher option = OPTION.matcher(word);
            if (option.matches()) {
                operators
                        .computeIfAbsent(option.group(1), name -> new LinkedHashMap<>())
                        .put(option.group(2), option.group(3));
            }
        }
        if (operators.size() != 1) {
            return Map.of();
        }
        Map<String, String> asked = new LinkedHashMap<>();
        operators.values().iterator().next().forEach((key, value) -> {
            if (KNOWN.contains(key)) {
                meaning(key, value).ifPresent(word -> asked.put(key, word));
            }
        });
        return asked;
    }

    /** Paddle Serving numbers devices: 0 is the CPU, all others are not. */
    private static Optional<String> meaning(String key, String value) {
        if (!key.equals("device_type")) {
            return Optional.of(value);
        }
        return value.equals("0") ? Optional.of("cpu") : Optional.of("device " + value).filter(word -> value.matches("\\d+"));
    }
}
