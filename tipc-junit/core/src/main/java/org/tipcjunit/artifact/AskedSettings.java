// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.PredictorSettings;

/**
 * What a cell of a matrix, or a service's config, asks of a predictor.
 *
 * @param asked the values by the names that the config gives them, of which a part tells the meaning, as in {@code use_mkldnn}
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record AskedSettings(Map<String, String> asked) {

    public AskedSettings {
        asked = Map.copyOf(asked);
    }

    /** A setting that cells ask for, by the part of a name that tells it. */
    public enum Setting {
        ONE_DNN("mkldnn"),
        THREADS("thread"),
        IR_OPTIM("ir_optim"),
        PRECISION("precision"),
        BATCH("batch"),
        DEVICE("device"),
        CACHE("cache_capacity");

        private final String part;

        Setting(String part) {
            this.part = part;
        }

        /** Ask whether {@code name} is one of this setting. */
        public boolean isNamed(String name) {
            String lower = name.toLowerCase(Locale.ROOT).replace("onednn", "mkldnn");
            return switch (this) {
                // Other names with mkldnn in them are of lists of operators, the number of kept shapes, and precisions.
                case ONE_DNN -> lower.endsWith(part);
                case DEVICE -> lower.contains(part) || lower.endsWith("use_gpu");
                case THREADS, IR_OPTIM, PRECISION, BATCH, CACHE -> lower.contains(part);
            };
        }
    }

    /**
     * A setting that was not as asked for.
     *
     * @param setting the setting
     * @param asked what was asked for
     * @param recorded what was recorded, in words
     */
    public record Difference(Setting setting, String asked, String recorded) {}

    /** Get what is asked for; empty where nothing is. */
    public Optional<String> value(Setting setting) {
        return asked.entrySet().stream()
                .filter(entry -> setting.isNamed(entry.getKey()))
                .map(entry -> entry.getValue().strip())
                .filter(value -> !value.isEmpty() && !value.equalsIgnoreCase("null") && !value.equalsIgnoreCase("none"))
                .findFirst();
    }

    /** Get the number that is asked for; empty where none is. */
    public OptionalInt number(Setting setting) {
        return value(setting)
                .filter(digits -> digits.matches("[1-9][0-9]{0,5}"))
                .map(digits -> OptionalInt.of(Integer.parseInt(digits)))
                .orElse(OptionalInt.empty());
    }

    /** Ask whether something is switched on or off; empty where neither is asked for. */
    public Optional<Boolean> isOn(Setting setting) {
        return value(setting).flatMap(word -> switch (word.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** Ask whether the CPU is asked for, which goes without saying; old scripts name {@code use_gpu} instead of a device. */
    public boolean onCpu() {
        return value(Setting.DEVICE)
                .map(device -> device.equals("cpu") || device.equalsIgnoreCase("false"))
                .orElse(true);
    }

    /** Get the precision that is asked for, {@code fp32} where none is; old scripts switch half precision on and off instead. */
    public String precision() {
        String word = value(Setting.PRECISION).orElse("").toLowerCase(Locale.ROOT);
        return switch (word) {
            case "", "fp32", "float32", "false", "paddle" -> "fp32";
            case "bf16", "bfloat16" -> "bf16";
            case "fp16", "float16", "true" -> "fp16";
            default -> word;
        };
    }

    /** Get what a predictor of the CPU with {@code settings} does not hold to; the precision is that of {@code fp32} or {@code bf16}. */
    public List<Difference> differences(PredictorSettings settings) {
        List<Difference> differences = new ArrayList<>();
        if (onCpu() && settings.gpu()) {
            differences.add(new Difference(Setting.DEVICE, value(Setting.DEVICE).orElse("cpu"), "GPU"));
        }
        differs(isOn(Setting.ONE_DNN), settings.oneDnn())
                .ifPresent(on -> differences.add(
                        new Difference(Setting.ONE_DNN, word(Setting.ONE_DNN), on ? "oneDNN on" : "oneDNN off")));
        differs(isOn(Setting.IR_OPTIM), settings.irOptim())
                .ifPresent(on -> differences.add(new Difference(
                        Setting.IR_OPTIM, word(Setting.IR_OPTIM), "graph optimisation " + (on ? "on" : "off"))));
        OptionalInt threads = number(Setting.THREADS);
        if (threads.isPresent() && !threads.equals(settings.threads())) {
            int recorded = settings.threads().orElse(0);
            differences.add(new Difference(
                    Setting.THREADS, word(Setting.THREADS), recorded + (recorded == 1 ? " thread" : " threads")));
        }
        OptionalInt cache = number(Setting.CACHE);
        if (cache.isPresent() && settings.oneDnn() && !cache.equals(settings.cacheCapacity())) {
            differences.add(new Difference(
                    Setting.CACHE,
                    word(Setting.CACHE),
                    settings.cacheCapacity().orElse(0) + " shapes kept"));
        }
        Optional<String> precision = value(Setting.PRECISION);
        if (precision.isPresent()
                && List.of("fp32", "bf16").contains(precision())
                && !precision().equals(settings.precision())) {
            differences.add(new Difference(Setting.PRECISION, precision.get(), settings.precision()));
        }
        return differences;
    }

    private static Optional<Boolean> differs(Optional<Boolean> asked, boolean recorded) {
        return asked.filter(on -> on != recorded).map(on -> recorded);
    }

    private String word(Setting setting) {
        return value(setting).orElse("");
    }
}
