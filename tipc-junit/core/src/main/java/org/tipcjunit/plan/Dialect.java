// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The way in which one family of {@code test_train_inference_python.sh} composes its commands.
 *
 * @param name the family's name
 * @param settings what {@code dialects.conf} says about it, with what it inherits
 */
record Dialect(String name, Map<String, String> settings) {

    /** Names of the variables that templates may use. */
    static final Set<String> VARIABLES = Set.of(
            "amp",
            "amp_level",
            "amp_or_autocast",
            "autocast",
            "batch_size",
            "benchmark",
            "benchmark_of_cpu",
            "device",
            "epochs",
            "fused",
            "gpu",
            "images",
            "infer_dir",
            "infer_model",
            "inference_dir",
            "ips",
            "iterations",
            "log_iterations",
            "mkldnn",
            "mode",
            "model",
            "model_dir",
            "nodes",
            "output",
            "precision",
            "pretrain",
            "python",
            "root",
            "run_export",
            "run_train",
            "save_log",
            "second_name",
            "threads",
            "to_static",
            "train_parameter",
            "trainer",
            "trt",
            "use_gpu",
            "video_model",
            "weights",
            "weights_folder");

    private static final List<String> INDICES = List.of(
            "gpus",
            "use_gpu",
            "autocast",
            "trainers",
            "evaluation",
            "inference",
            "pretrained",
            "inference_dir",
            "infer_models",
            "infer_exports",
            "infer_quant",
            "infer_modes",
            "devices",
            "quantises",
            "export_onnx_line",
            "window",
            "ips_limit");

    Dialect {
        settings = Map.copyOf(settings);
    }

    /** Whether every setting is of the form that its use expects. */
    boolean isSound() {
        return settings.values().stream().allMatch(value -> new Template(value).isSound(VARIABLES))
                && INDICES.stream().allMatch(key -> text(key).matches("\\d{0,5}"))
                && Stream.of("cpu", "gpu", "commands")
                        .flatMap(key -> words(key).stream())
                        .allMatch(word -> word.matches("\\w+:\\d{1,5}"))
                && (text("norm").isEmpty() || text("norm").matches("\\d{1,5}/\\d{1,5}"))
                && words("pairs").stream().allMatch(word -> word.matches("s|\\d{1,5}(s|/\\d{0,5}q?)"));
    }

    /** Get a setting; empty when there is none. */
    String text(String key) {
        return settings.getOrDefault(key, "");
    }

    /** Get a command, path or name with gaps. */
    Template template(String key) {
        return new Template(text(key));
    }

    /** Get the words of a setting, in order. */
    List<String> words(String key) {
        return Arrays.stream(text(key).split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Get the words of a setting whose order means nothing. */
    Set<String> set(String key) {
        return words(key).stream().collect(Collectors.toUnmodifiableSet());
    }

    /** Get an index of the config's entries; -1 when the family has no such line. */
    int index(String key) {
        String text = text(key);
        return text.isEmpty() ? -1 : Integer.parseInt(text);
    }

    /** Get the indices of a setting such as {@code norm:29 pact:30}, in order. */
    Map<String, Integer> indices(String key) {
        Map<String, Integer> indices = new LinkedHashMap<>();
        for (String word : words(key)) {
            int colon = word.indexOf(':');
            indices.put(word.substring(0, colon), Integer.valueOf(word.substring(colon + 1)));
        }
        return indices;
    }

    /** Whether a setting is {@code yes}. */
    boolean says(String key) {
        return text(key).equals("yes");
    }

    /** Get the setting {@code key[choice]} whose choice occurs in {@code text}; empty when there is none. */
    String chosenIn(String key, String text) {
        return settings.entrySet().stream()
                .filter(setting -> setting.getKey().startsWith(key + "["))
                .filter(setting -> text.contains(setting.getKey()
                        .substring(key.length() + 1, setting.getKey().length() - 1)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** Get {@code key[choice]}, else {@code key}. */
    String chosen(String key, String choice) {
        String chosen = settings.get(key + "[" + choice + "]");
        return chosen == null ? text(key) : chosen;
    }
}
