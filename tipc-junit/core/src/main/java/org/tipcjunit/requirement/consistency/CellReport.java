// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.artifact.Inference.Cell;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Fault;

/** What an inference script itself reports of its run (the blocks of AutoLog), held against the cell that was asked for. */
final class CellReport {

    private static final Pattern START =
            Pattern.compile(".*-{3,}.*(Conf info|Data info|Model info|Paddle info|Env info).*");
    private static final Pattern PAIR = Pattern.compile("(?:.*INFO: *)?(\\w+) *: *(\\S+) *");

    /** The report's words, and the part of a name in the config's lists that means the same. */
    private static final Map<String, String> WORDS = Map.of(
            "runtime_device", "device",
            "enable_mkldnn", "mkldnn",
            "cpu_math_library_num_threads", "thread",
            "batch_size", "batch",
            "enable_tensorrt", "trt");

    private CellReport() {}

    /** Find the first thing that the report says and the cell does not; nothing where there is no report. */
    static Optional<Fault> contradiction(Cell cell) {
        Map<String, String> reported =
                cell.stage().map(StageRun::output).map(CellReport::pairs).orElse(Map.of());
        for (Map.Entry<String, String> word :
                WORDS.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
            Optional<String> asked = cell.alternatives().entrySet().stream()
                    .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).contains(word.getValue()))
                    .map(Map.Entry::getValue)
                    .findFirst();
            String said = reported.getOrDefault(word.getKey(), "");
            if (asked.isPresent()
                    && comparable(said, asked.get())
                    && !normal(said).equals(normal(asked.get()))) {
                return Optional.of(fault(cell, word.getKey(), said, asked.get()));
            }
        }
        String precision = reported.getOrDefault("precision", "").toLowerCase(Locale.ROOT);
        boolean known = List.of("fp32", "fp16", "bf16", "int8").contains(precision)
                && List.of("fp32", "fp16", "bf16", "int8").contains(cell.precision());
        return known && !precision.equals(cell.precision())
                ? Optional.of(fault(cell, "precision", precision, cell.precision()))
                : Optional.empty();
    }

    private static Fault fault(Cell cell, String word, String said, String asked) {
        return new Fault(
                "inference reports another cell than was asked for",
                cell.name() + ": the script reports " + word + ": " + said + ", asked for was " + asked,
                "let the script use the option that it is given, and report what it uses");
    }

    /** Get the pairs of a report; of several blocks the last. */
    private static Map<String, String> pairs(List<String> output) {
        Map<String, String> pairs = new LinkedHashMap<>();
        boolean inside = false;
        for (String line : output) {
            inside |= START.matcher(line).matches();
            Matcher pair = PAIR.matcher(line);
            if (inside && pair.matches()) {
                pairs.put(pair.group(1), pair.group(2));
            }
        }
        return pairs;
    }

    private static boolean comparable(String said, String asked) {
        return kind(said).equals(kind(asked)) && !kind(said).isEmpty();
    }

    private static String kind(String word) {
        if (word.matches("[0-9]+")) {
            return "number";
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true", "false" -> "switch";
            case "cpu", "gpu" -> "device";
            default -> "";
        };
    }

    private static String normal(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
