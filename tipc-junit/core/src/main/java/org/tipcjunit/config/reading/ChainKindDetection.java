// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.reading;

import java.util.Locale;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.ConfigEntries;

/** Tells which kind of chain a config is for, by its name, its content and the mode. */
final class ChainKindDetection {

    private ChainKindDetection() {}

    static ChainKind kind(String path, String mode, ConfigEntries entries) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (mode.equals("klquant_whole_infer") && !isForAnotherSystem(name)) {
            return ChainKind.TRAIN_INFER_PYTHON;
        }
        if (name.contains("dy2static")) {
            return ChainKind.TRAIN_DY2STATIC_PYTHON;
        }
        if (name.contains("ptq")) {
            return ChainKind.PTQ_INFER_PYTHON;
        }
        if (name.contains("serving") || mode.equals("serving_infer")) {
            return isServedByCpp(name, entries) ? ChainKind.SERVING_CPP : ChainKind.SERVING_PYTHON;
        }
        if (name.contains("paddle2onnx") || mode.equals("paddle2onnx_infer")) {
            return ChainKind.PADDLE2ONNX;
        }
        if (name.contains("pipeline") || mode.equals("pipeline_infer")) {
            return ChainKind.PIPELINE_PYTHON;
        }
        if (name.contains("lite_cpp") || name.contains("lite_arm")) {
            return ChainKind.LITE_ARM;
        }
        if (hasTrainers(entries)) {
            return ChainKind.TRAIN_INFER_PYTHON;
        }
        if (name.contains("infer_cpp") || name.contains("inference_cpp") || mode.equals("cpp_infer")) {
            return ChainKind.INFER_CPP;
        }
        return !name.startsWith("train") && name.contains("infer_python") && entries.size() < 22
                ? ChainKind.INFER_PYTHON
                : ChainKind.TRAIN_INFER_PYTHON;
    }

    private static boolean isForAnotherSystem(String name) {
        return name.contains("mac_") || name.contains("windows_") || name.contains("jetson") || name.contains("_dcu");
    }

    private static boolean isServedByCpp(String name, ConfigEntries entries) {
        return name.contains("serving_cpp")
                || entries.entries().stream().anyMatch(entry -> entry.value().contains("paddle_serving_server.serve"));
    }

    private static boolean hasTrainers(ConfigEntries entries) {
        return entries.indexOf("norm_train") > 0;
    }
}
