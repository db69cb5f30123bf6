// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.ConfigLine;
import org.tipcjunit.config.ValueStyle;
import org.tipcjunit.config.line.LineFamily;
import org.tipcjunit.config.line.LineMap;
import org.tipcjunit.config.line.LinePart;
import org.tipcjunit.config.line.LineReading;
import org.tipcjunit.config.line.LineWindow;
import org.tipcjunit.config.reading.Reading;

/**
 * How the lines of one config are read: by the repository's script, or by the family of layouts that it follows.
 *
 * @param config the config
 * @param map the lines' meaning; without readings when it is unknown
 * @param style where values end
 * @param script the name of the script that the map was derived from; empty when it is that of a family
 * @param scriptText that script's text, or an empty one
 * @param isTraining whether the config trains
 * @param trusted how many lines have a meaning that their keys confirm
 */
record Layout(
        ConfigFile config,
        LineMap map,
        ValueStyle style,
        Optional<String> script,
        String scriptText,
        boolean isTraining,
        int trusted) {

    private static final List<String> FUNCTION_FILES = List.of("common_func.sh", "utils_func.sh");

    static Layout of(LintRequest request) {
        ConfigFile config = request.config();
        boolean trains = LineFamily.isTraining(config.indexed().stream()
                .map(line -> ValueStyle.UP_TO_SECOND_COLON.key(line.text()).strip())
                .toList());
        Optional<String> script = scripts(trains, request.reading()).stream()
                .filter(request.scripts()::containsKey)
                .findFirst();
        if (script.isPresent()) {
            String text = request.scripts().getOrDefault(script.get(), "");
            StringBuilder functions = new StringBuilder();
            for (String name : FUNCTION_FILES) {
                if (text.contains(name)) {
                    functions.append(request.scripts().getOrDefault(name, "")).append('\n');
                }
            }
            LineMap map = LineMap.ofScript(text, functions.toString())
                    .in(request.reading().mode());
            if (!map.readings().isEmpty()) {
                return new Layout(config, map, map.valueStyle(), script, text, trains, Integer.MAX_VALUE);
            }
        }
        ValueStyle style = style(request);
        LineMap map = LineFamily.of(config).map(family -> family.lineMap(style)).orElse(new LineMap(List.of()));
        return new Layout(config, map, style, Optional.empty(), "", trains, Integer.MAX_VALUE);
    }

    private static ValueStyle style(LintRequest request) {
        String name = request.repository().orElse("").toLowerCase(Locale.ROOT);
        boolean detection = name.endsWith("/paddledetection")
                || name.endsWith("/paddleyolo")
                || request.config().lines().stream()
                        .anyMatch(line -> line.text().startsWith("infer_mode:")
                                || line.text().startsWith("kl_quant_export:")
                                || line.text().startsWith("export_onnx:"));
        return detection ? ValueStyle.ALL_AFTER_FIRST_COLON : ValueStyle.UP_TO_SECOND_COLON;
    }

    /** Get the scripts that may read a config of this kind; the first that the checkout has does. */
    private static List<String> scripts(boolean trains, Reading reading) {
        if (trains) {
            return List.of("test_train_inference_python.sh");
        }
        return switch (reading.kind()) {
            case PTQ_INFER_PYTHON -> List.of("test_ptq_inference_python.sh");
            case SERVING_CPP -> List.of("test_serving_infer_cpp.sh");
            case SERVING_PYTHON ->
                reading.isServedByCpp()
                        ? List.of("test_serving_infer_cpp.sh")
                        : List.of("test_serving_infer_python.sh", "test_serving.sh");
            case PADDLE2ONNX -> List.of("test_paddle2onnx.sh");
            case INFER_CPP -> List.of("test_inference_cpp.sh");
            case PIPELINE_PYTHON -> List.of("test_pipeline_infer_python.sh");
            case TRAIN_INFER_PYTHON, TRAIN_DY2STATIC_PYTHON, INFER_PYTHON, LITE_ARM -> List.of();
        };
    }

    Layout trustedUpTo(int lines) {
        return new Layout(config, map, style, script, scriptText, isTraining, lines);
    }

    /** Whether no key stands on a line of another meaning. */
    boolean isTrusted() {
        return trusted == Integer.MAX_VALUE;
    }

    /** The lines as the script indexes them. */
    List<ConfigLine> lines() {
        return window().indexed(config);
    }

    LineWindow window() {
        return map.readings().stream()
                .filter(reading -> reading.header().isEmpty())
                .map(LineReading::window)
                .findFirst()
                .orElse(LineWindow.all());
    }

    /** The line that the first of these variables that the script has is read from. */
    Optional<Entry> entry(String... variables) {
        for (String variable : variables) {
            Optional<LineReading> reading = map.reading(variable);
            if (reading.isPresent()) {
                return entry(reading.get());
            }
        }
        return Optional.empty();
    }

    private Optional<Entry> entry(LineReading reading) {
        if (reading.header().isEmpty() && reading.index() >= trusted) {
            return Optional.empty();
        }
        return reading.line(config).map(line -> Entry.of(reading, line));
    }

    /** All lines whose value is read, once each. */
    List<Entry> values() {
        List<Entry> entries = new ArrayList<>();
        for (LineReading reading : map.readings()) {
            if (reading.header().isEmpty() && reading.parser().part() != LinePart.KEY) {
                entry(reading).ifPresent(entries::add);
            }
        }
        return entries;
    }

    boolean has(String variable) {
        return map.reading(variable).isPresent();
    }

    /** How messages call whoever reads the config. */
    String reader() {
        return script.orElse("the script");
    }
}
