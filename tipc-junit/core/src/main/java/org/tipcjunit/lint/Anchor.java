// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tipcjunit.config.line.LineMap;

/**
 * A line whose key is the same in nearly every config, so that it tells whether lines are where a script reads them.
 *
 * @param index where the script reads it, from 0
 * @param keys the keys it is known to have, the usual one first
 */
record Anchor(int index, List<String> keys) {

    private static final Map<String, List<String>> USUAL = usual();

    private static Map<String, List<String>> usual() {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put("model_name", List.of("model_name"));
        keys.put("python", List.of("python"));
        keys.put("gpu_list", List.of("gpu_list"));
        keys.put("trainer_list", List.of("trainer"));
        keys.put("trainer_py", List.of("norm_train", "pact_train", "fleet_train"));
        keys.put("norm_trainer", List.of("norm_train", "amp_train"));
        keys.put("pact_trainer", List.of("pact_train", "quant_train"));
        keys.put("fpgm_trainer", List.of("fpgm_train"));
        keys.put("distill_trainer", List.of("distill_train"));
        keys.put("eval_py", List.of("eval"));
        keys.put("norm_export", List.of("norm_export"));
        keys.put("pact_export", List.of("quant_export", "pact_export"));
        keys.put("fpgm_export", List.of("fpgm_export"));
        keys.put("distill_export", List.of("distill_export"));
        keys.put("infer_model_dir_list", List.of("infer_model", "train_model"));
        keys.put("infer_export_list", List.of("infer_export", "infer_mode"));
        keys.put("infer_mode_list", List.of("infer_mode", "infer_export"));
        keys.put("infer_is_quant", List.of("infer_quant"));
        keys.put("infer_is_quant_list", List.of("infer_quant"));
        keys.put("inference_py", List.of("inference"));
        return keys;
    }

    /** Get the anchors of a script's lines, by index; the lines between anchors have keys of their repository's own. */
    static List<Anchor> of(LineMap map) {
        Map<Integer, Anchor> anchors = new LinkedHashMap<>();
        USUAL.forEach((variable, keys) -> map.index(variable).ifPresent(index -> {
            if (!variable.equals("infer_model_dir_list")
                    || map.index("norm_export").isPresent()) {
                anchors.putIfAbsent(index, new Anchor(index, keys));
            }
        }));
        List<Anchor> ordered = new ArrayList<>(anchors.values());
        ordered.sort(Comparator.comparingInt(Anchor::index));
        return List.copyOf(ordered);
    }

    /** The usual key. */
    String key() {
        return keys.get(0);
    }
}
