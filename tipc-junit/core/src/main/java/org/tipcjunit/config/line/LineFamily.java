// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.line;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.ValueStyle;

/**
 * The layouts that nearly all training configs follow, for a config without the script that reads it.
 *
 * <p>Variables are named as the scripts name them.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum LineFamily {
    /** The common layout of 51 lines. */
    COMMON("""
            1 model_name:VALUE
            2 python:VALUE
            3 gpu_list:VALUE
            4 train_use_gpu_key:KEY train_use_gpu_value:VALUE
            5 autocast_list:VALUE autocast_key:KEY
            6 epoch_key:KEY epoch_num:MODE_VALUE
            7 save_model_key:KEY
            8 train_batch_key:KEY train_batch_value:MODE_VALUE
            9 pretrain_model_key:KEY pretrain_model_value:VALUE
            10 train_model_name:VALUE
            11 train_infer_img_dir:VALUE
            12 train_param_key1:KEY train_param_value1:VALUE
            14 trainer_list:VALUE
            15 trainer_norm:KEY norm_trainer:VALUE
            16 pact_key:KEY pact_trainer:VALUE
            17 fpgm_key:KEY fpgm_trainer:VALUE
            18 distill_key:KEY distill_trainer:VALUE
            19 trainer_key1:KEY trainer_value1:VALUE
            20 trainer_key2:KEY trainer_value2:VALUE
            23 eval_py:VALUE
            24 eval_key1:KEY eval_value1:VALUE
            27 save_infer_key:KEY
            28 export_weight:KEY
            29 norm_export:VALUE
            30 pact_export:VALUE
            31 fpgm_export:VALUE
            32 distill_export:VALUE
            33 export_key1:KEY export_value1:VALUE
            34 export_key2:KEY export_value2:VALUE
            35 inference_dir:VALUE
            36 infer_model_dir_list:VALUE
            37 infer_export_list:VALUE
            38 infer_is_quant:VALUE
            39 inference_py:VALUE
            40 use_gpu_key:KEY use_gpu_list:VALUE
            41 use_mkldnn_key:KEY use_mkldnn_list:VALUE
            42 cpu_threads_key:KEY cpu_threads_list:VALUE
            43 batch_size_key:KEY batch_size_list:VALUE
            44 use_trt_key:KEY use_trt_list:VALUE
            45 precision_key:KEY precision_list:VALUE
            46 infer_model_key:KEY
            47 image_dir_key:KEY infer_img_dir:VALUE
            48 save_log_key:KEY
            49 benchmark_key:KEY benchmark_value:VALUE
            50 infer_key1:KEY infer_value1:VALUE
            """),
    /** The common layout as detection repositories have it: exports are chosen by the kind of model to infer. */
    DETECTION(COMMON, """
            15 norm_key:KEY norm_trainer:VALUE
            27 save_export_key:KEY save_export_value:VALUE
            28 export_weight_key:KEY export_weight_value:VALUE
            34 export_onnx_key:KEY export_value2:VALUE
            35 kl_quant_export:VALUE
            36
            37 infer_mode_list:VALUE
            38 infer_is_quant_list:VALUE
            """),
    /** The short layout of the reproduction tutorials, with 32 lines. */
    TUTORIAL("""
            1 model_name:VALUE
            2 python:VALUE
            3 gpu_list:VALUE
            4 train_use_gpu_key:KEY train_use_gpu_value:VALUE
            5 epoch_key:KEY epoch_num:MODE_VALUE
            6 save_model_key:KEY
            7 train_batch_key:KEY train_batch_value:MODE_VALUE
            8 pretrain_model_key:KEY pretrain_model_value:VALUE
            9 train_model_name:VALUE
            10 data_path_key:KEY data_path_value:VALUE
            12 trainer_list:VALUE
            13 trainer_norm:KEY trainer_py:VALUE
            14 nodes_key:KEY nodes_value:VALUE
            16 eval_py:VALUE
            19 save_infer_dir:VALUE save_infer_key:KEY
            20 export_weight:KEY
            21 norm_export:VALUE
            23 infer_model_dir:VALUE
            24 infer_export:VALUE
            26 inference_py:VALUE
            27 use_gpu_key:KEY use_gpu_list:VALUE
            28 batch_size_key:KEY batch_size_list:VALUE
            29 infer_model_key:KEY
            30 image_dir_key:KEY infer_img_dir:VALUE
            31 benchmark_key:KEY benchmark_value:VALUE
            """),
    /** The layout of remote sensing configs: the common one with the exported shape as line 29 and a second inference option. */
    REMOTE_SENSING("""
            1 task_name:VALUE model_name:SECOND_VALUE
            2 python:VALUE
            3 gpu_list:VALUE
            4 train_use_gpu_key:KEY train_use_gpu_value:VALUE
            5 autocast_list:VALUE autocast_key:KEY
            6 epoch_key:KEY epoch_num:MODE_VALUE
            7 save_model_key:KEY
            8 train_batch_key:KEY train_batch_value:MODE_VALUE
            9 pretrain_model_key:KEY pretrain_model_value:VALUE
            10 train_config_key:KEY train_config_value:MODE_VALUE
            11 train_model_name:VALUE
            12 train_param_key1:KEY train_param_value1:VALUE
            14 trainer_list:VALUE
            15 trainer_norm:KEY norm_trainer:VALUE
            16 pact_key:KEY pact_trainer:VALUE
            17 fpgm_key:KEY fpgm_trainer:VALUE
            18 distill_key:KEY distill_trainer:VALUE
            19 trainer_key1:KEY trainer_value1:VALUE
            20 trainer_key2:KEY trainer_value2:VALUE
            23 eval_py:VALUE
            24 eval_key1:KEY eval_value1:VALUE
            27 save_infer_key:KEY
            28 export_weight:KEY
            29 export_shape_key:KEY export_shape_value:VALUE
            30 norm_export:VALUE
            31 pact_export:VALUE
            32 fpgm_export:VALUE
            33 distill_export:VALUE
            34 export_key1:KEY export_value1:VALUE
            35 export_key2:KEY export_value2:VALUE
            36 inference_dir:VALUE
            37 infer_model_dir_list:VALUE
            38 infer_export_list:VALUE
            39 infer_is_quant:VALUE
            40 inference_py:VALUE
            41 use_gpu_key:KEY use_gpu_list:VALUE
            42 use_mkldnn_key:KEY use_mkldnn_list:VALUE
            43 cpu_threads_key:KEY cpu_threads_list:VALUE
            44 batch_size_key:KEY batch_size_list:VALUE
            45 use_trt_key:KEY use_trt_list:VALUE
            46 precision_key:KEY precision_list:VALUE
            47 infer_model_key:KEY
            48 infer_config_key:KEY infer_config_value:VALUE
            49 save_log_key:KEY
            50 benchmark_key:KEY benchmark_value:VALUE
            51 infer_key1:KEY infer_value1:VALUE
            52 infer_key2:KEY infer_value2:VALUE
            """);

    /** How far lines that are missing or doubled move the rest. */
    private static final int NEAR = 3;

    private final String lines;

    /** The indexes of lines that tell the families apart, by the key that stands there. */
    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
    private final Map<String, Integer> anchors;

    LineFamily(String lines) {
        this.lines = lines;
        this.anchors = anchors(lines);
    }

    LineFamily(LineFamily base, String changed) {
        Map<Integer, String> byIndex = new TreeMap<>();
        base.lines.lines().forEach(line -> byIndex.put(index(line), line));
        changed.lines().forEach(line -> byIndex.put(index(line), line));
        this.lines = String.join("\n", byIndex.values());
        this.anchors = anchors(lines);
    }

    private static Map<String, Integer> anchors(String lines) {
        Map<String, String> keys = Map.of(
                "trainer_list", "trainer",
                "norm_trainer", "norm_train",
                "trainer_py", "norm_train",
                "eval_py", "eval",
                "norm_export", "norm_export",
                "inference_py", "inference");
        Map<String, Integer> anchors = new HashMap<>();
        keys.forEach((variable, key) -> lines.lines()
                .filter(line -> line.contains(" " + variable + ":"))
                .forEach(line -> anchors.put(key, index(line))));
        return Map.copyOf(anchors);
    }

    private static int index(String line) {
        int blank = line.indexOf(' ');
        return Integer.parseInt(blank < 0 ? line : line.substring(0, blank));
    }

    /**
     * Get the family that a training config follows, by the keys at the lines that tell the families apart, or near them.
     *
     * @return the family; empty when the config is no training config, or follows none
     */
    public static Optional<LineFamily> of(ConfigFile config) {
        List<String> keys = config.indexed().stream()
                .map(line -> ValueStyle.UP_TO_SECOND_COLON.key(line.text()).strip())
                .toList();
        if (!isTraining(keys)) {
            return Optional.empty();
        }
        boolean namesTask =
                config.indexed().size() > 1 && colons(config.indexed().get(1).text()) > 1;
        LineFamily best = COMMON;
        int most = -1;
        for (LineFamily family : values()) {
            int matches = 2 * family.matches(keys, 0) + family.matches(keys, NEAR);
            // a common config with one line too many has its later lines where remote sensing has them
            if (matches > most && (namesTask || family != REMOTE_SENSING)) {
                best = family;
                most = matches;
            }
        }
        if (best.matches(keys, 0) < 2 && best.matches(keys, NEAR) < 4) {
            return Optional.empty();
        }
        return Optional.of(best == COMMON && keys.contains("infer_mode") ? DETECTION : best);
    }

    /** Whether keys are those of a config that trains, whatever its layout. */
    public static boolean isTraining(List<String> keys) {
        return (keys.contains("trainer") && (keys.contains("norm_train") || keys.contains("gpu_list")))
                || (keys.contains("gpu_list") && (keys.contains("eval") || keys.contains("norm_train")));
    }

    private static long colons(String line) {
        return line.chars().filter(c -> c == ':').count();
    }

    private int matches(List<String> keys, int near) {
        int matches = 0;
        for (Map.Entry<String, Integer> anchor : anchors.entrySet()) {
            if (isNear(keys, anchor.getKey(), anchor.getValue(), near)) {
                matches++;
            }
        }
        return matches;
    }

    private static boolean isNear(List<String> keys, String key, int index, int near) {
        int from = Math.min(Math.max(0, index - near), keys.size());
        int to = Math.min(index + near + 1, keys.size());
        return keys.subList(from, to).contains(key);
    }

    /** Get the family's map for scripts that end values as {@code style} says. */
    public LineMap lineMap(ValueStyle style) {
        List<LineReading> readings = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            List<String> words = List.of(line.split(" ", -1));
            for (String word : words.subList(1, words.size())) {
                int colon = word.indexOf(':');
                LineParser parser = new LineParser("", LinePart.valueOf(word.substring(colon + 1)), ':', style);
                readings.add(new LineReading(
                        word.substring(0, colon),
                        index(line),
                        Optional.empty(),
                        parser,
                        LineWindow.all(),
                        List.of(),
                        0));
            }
        }
        return new LineMap(readings);
    }
}
