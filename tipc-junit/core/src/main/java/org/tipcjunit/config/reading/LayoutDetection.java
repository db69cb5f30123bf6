// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.reading;

import java.util.List;
import java.util.Optional;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.Suite;
import org.tipcjunit.config.line.LineFamily;
import org.tipcjunit.config.line.LineLayout;

/** Tells the layout of a config by its keys, once its kind and suite are known. */
final class LayoutDetection {

    private static final List<String> CLIENT_KEYS =
            List.of("pipline", "pipeline", "cpp_client", "http_client", "client");

    private final Suite suite;
    private final ConfigEntries entries;

    private LayoutDetection(Suite suite, ConfigEntries entries) {
        this.suite = suite;
        this.entries = entries;
    }

    /** Get the layout; empty when the lines follow none that the kind has. */
    static Optional<LineLayout> layout(ConfigFile config, ChainKind kind, Suite suite, ConfigEntries entries) {
        LayoutDetection detection = new LayoutDetection(suite, entries);
        return switch (kind) {
            case TRAIN_INFER_PYTHON, TRAIN_DY2STATIC_PYTHON ->
                LineFamily.of(config).map(LineLayout::of);
            case INFER_PYTHON -> detection.inference();
            case PTQ_INFER_PYTHON -> detection.quantisation();
            case INFER_CPP -> detection.cpp();
            case SERVING_PYTHON, SERVING_CPP ->
                detection.serving(kind == ChainKind.SERVING_CPP || entries.indexOf("cpp_client") >= 0);
            case PADDLE2ONNX -> detection.onnx();
            case LITE_ARM -> detection.lite();
            case PIPELINE_PYTHON -> Optional.of(LineLayout.PIPELINE);
        };
    }

    private String key(int index) {
        return entries.get(index).key();
    }

    private Optional<LineLayout> inference() {
        return switch (entries.indexOf("inference")) {
            case 6 -> Optional.of(LineLayout.INFERENCE);
            case 8 -> Optional.of(LineLayout.INFERENCE_QUANTISED);
            default -> Optional.empty();
        };
    }

    private Optional<LineLayout> quantisation() {
        if (key(7).equals("kl_quant_export")) {
            return Optional.of(LineLayout.PTQ_DETECTION);
        }
        return switch (entries.indexOf("inference")) {
            case 8 -> Optional.of(LineLayout.INFERENCE_QUANTISED);
            case 14 -> Optional.of(key(17).equals("--config") ? LineLayout.PTQ_SEG : LineLayout.PTQ_TUTORIAL);
            case 16 -> Optional.of(LineLayout.PTQ_VIDEO);
            case 39 -> Optional.of(LineLayout.TRAINING);
            default -> Optional.empty();
        };
    }

    private Optional<LineLayout> cpp() {
        if (key(7).equals("norm_export")) {
            return Optional.of(LineLayout.CPP_DETECTION);
        }
        if (key(2).equals("cpp_infer_type")) {
            return Optional.of(LineLayout.CPP_CLAS);
        }
        if (key(2).equals("inference")) {
            return Optional.of(LineLayout.CPP_GAN);
        }
        if (entries.indexOf("inference") == 5) {
            boolean video =
                    suite == Suite.VIDEO || key(16).contains("inference_model_name") || key(13).contains("video");
            return Optional.of(video ? LineLayout.CPP_VIDEO : LineLayout.CPP_OCR);
        }
        if (key(1).startsWith("model_name ")) {
            boolean tutorial = suite == Suite.TUTORIAL || key(7).startsWith("cls_");
            return Optional.of(tutorial ? LineLayout.CPP_TUTORIAL : LineLayout.CPP_SEG);
        }
        return Optional.empty();
    }

    private Optional<LineLayout> serving(boolean cpp) {
        if (key(7).equals("norm_export")) {
            return Optional.of(cpp ? LineLayout.SERVING_CPP_DETECTION : LineLayout.SERVING_DETECTION);
        }
        if (key(3).endsWith("inference_model_url")) {
            boolean recognition = entries.get(1).value().contains("ShiTu");
            return Optional.of(recognition ? LineLayout.SERVING_CLAS_RECOGNITION : LineLayout.SERVING_CLAS);
        }
        int client = CLIENT_KEYS.stream()
                .mapToInt(entries::indexOf)
                .filter(index -> index >= 0)
                .findFirst()
                .orElse(-1);
        if (cpp) {
            return switch (client) {
                case 12 -> Optional.of(LineLayout.SERVING_CPP_VIDEO);
                case 14 ->
                    Optional.of(
                            key(15).equals("--input_name")
                                    ? LineLayout.SERVING_CPP_SEG
                                    : LineLayout.SERVING_CPP_TUTORIAL);
                case 17 -> Optional.of(LineLayout.SERVING_CPP_OCR);
                default -> Optional.empty();
            };
        }
        return switch (client) {
            case 11 -> Optional.of(LineLayout.SERVING_VIDEO);
            case 12 -> Optional.of(LineLayout.SERVING_TUTORIAL);
            case 13 -> Optional.of(LineLayout.SERVING_SEG);
            case 16 -> Optional.of(LineLayout.SERVING_FIRST);
            case 21 -> Optional.of(LineLayout.SERVING_OCR);
            default -> Optional.empty();
        };
    }

    private Optional<LineLayout> onnx() {
        if (key(7).equals("norm_export")) {
            return Optional.of(LineLayout.ONNX_DETECTION);
        }
        return switch (entries.indexOf("inference")) {
            case 10 -> Optional.of(onnxInferenceAtTen());
            case 11 -> Optional.of(LineLayout.ONNX_CLAS);
            case 12 -> Optional.of(LineLayout.ONNX_OCR);
            default -> Optional.empty();
        };
    }

    private LineLayout onnxInferenceAtTen() {
        if (key(11).contains("use_onnx")) {
            return LineLayout.ONNX_CLAS_FIRST;
        }
        if (entries.size() <= 13) {
            return LineLayout.ONNX_SEG;
        }
        return key(11).contains("gpu") ? LineLayout.ONNX_OCR_FIRST : LineLayout.ONNX_VIDEO;
    }

    private Optional<LineLayout> lite() {
        if (key(0).equals("runtime_device")) {
            return Optional.of(LineLayout.LITE_CLAS);
        }
        return key(1).equals("inference") ? Optional.of(LineLayout.LITE_OCR) : Optional.empty();
    }
}
