// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.inference.PredictorOptions;

/**
 * How a cell of the inference matrix calculates, read from the alternatives that it stands for.
 *
 * @param options the options of a predictor that calculates so; empty when the library cannot
 * @param batch the batch size that it asks for; empty where it names none
 * @param precision {@code fp32}, {@code bf16}, {@code int8} or whatever else it names
 */
@API(status = Status.INTERNAL, since = "0.1")
public record CellOptions(Optional<PredictorOptions> options, OptionalInt batch, String precision) {

    public static CellOptions of(Map<String, String> alternatives) {
        String precision = precision(value(alternatives, "precision").orElse(""));
        boolean oneDnn = value(alternatives, "mkldnn").filter(CellOptions::isOn).isPresent();
        boolean onCpu = value(alternatives, "device")
                .map(device -> device.equals("cpu") || device.equalsIgnoreCase("false"))
                .orElse(true);
        OptionalInt threads = number(value(alternatives, "thread"));
        PredictorOptions plain = PredictorOptions.defaults().withOneDnn(oneDnn).withThreads(threads.orElse(1));
        Optional<PredictorOptions> options = Optional.empty();
        if (onCpu && precision.equals("fp32")) {
            options = Optional.of(plain);
        } else if (onCpu && precision.equals("bf16") && oneDnn) {
            options = Optional.of(plain.withBfloat16(true));
        }
        return new CellOptions(options, number(value(alternatives, "batch")), precision);
    }

    private static Optional<String> value(Map<String, String> alternatives, String part) {
        return alternatives.entrySet().stream()
                .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).contains(part))
                .map(entry -> entry.getValue().strip())
                .findFirst();
    }

    /** Old scripts switch half precision on and off instead of naming a precision. */
    private static String precision(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "", "null", "fp32", "float32", "false", "paddle" -> "fp32";
            case "bf16", "bfloat16" -> "bf16";
            case "fp16", "float16", "true" -> "fp16";
            default -> word.toLowerCase(Locale.ROOT);
        };
    }

    private static boolean isOn(String word) {
        return word.equalsIgnoreCase("true") || word.equals("1");
    }

    private static OptionalInt number(Optional<String> word) {
        return word.filter(digits -> digits.matches("[1-9][0-9]{0,5}"))
                .map(digits -> OptionalInt.of(Integer.parseInt(digits)))
                .orElse(OptionalInt.empty());
    }
}
