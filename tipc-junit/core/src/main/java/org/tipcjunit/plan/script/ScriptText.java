// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.script;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.config.shell.ShellReading;

/** What the variables of a script hold, as text with gaps for what only the config or the run tells. */
final class ScriptText {

    /** The index of the line after the header of the block for static training. */
    static final String STATIC = "static";

    private static final Pattern PARSER = Pattern.compile("func_parser_(key|value|params)|parse_(first|second)_value");
    private static final Pattern INDEX = Pattern.compile("\\w+");
    private static final Pattern ARGUMENT =
            Pattern.compile("(?:local )?(\\w+)=\\$\\(func_set_(params|amp_params) \"(.*?)\" \"(.*?)\"( ' ')?\\)");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?:local )?(\\w+)=(.*)");
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)([^{}]*)}|(\\w+))");
    private static final Pattern KEY = Pattern.compile("\\{(\\d+)\\.key}");
    private static final Pattern REDIRECTION = Pattern.compile(" ?> ?\\S+(?: 2>&1)? *$");
    private static final Pattern KEY_AND_VALUE = Pattern.compile("\\{(\\d+)\\.key}=\\{([a-z_]+)}");

    private final Map<String, String> values = new HashMap<>(Map.ofEntries(
            Map.entry("gpu", "{gpu}"),
            Map.entry("ips", "{ips}"),
            Map.entry("MODE", "{mode}"),
            Map.entry("trainer", "{trainer}"),
            Map.entry("autocast", "{autocast}"),
            Map.entry("nodes", "{nodes}"),
            Map.entry("use_mkldnn", "{mkldnn}"),
            Map.entry("threads", "{threads}"),
            Map.entry("batch_size", "{batch_size}"),
            Map.entry("precision", "{precision}"),
            Map.entry("use_trt", "{trt}"),
            Map.entry("run_train", "{run_train}"),
            Map.entry("run_export", "{run_export}"),
            Map.entry("infer_run_exports", "{run_export}"),
            Map.entry("infer_model", "{infer_model}"),
            Map.entry("train_use_gpu", "{use_gpu}"),
            Map.entry("set_to_static", "{to_static}"),
            Map.entry("log_rank", "-o Global.log_ranks=0,1,2,3,4,5,6,7"),
            Map.entry("load_norm_train_model", "{pretrain}")));
    private final Map<String, String> indices = new HashMap<>();
    private final boolean modeIsArgument;
    private boolean secondName;

    /**
     * Start without any variable of the script.
     *
     * @param modeIsArgument whether the function that reads the value for the mode takes the mode as its argument
     */
    ScriptText(boolean modeIsArgument) {
        this.modeIsArgument = modeIsArgument;
        values.putAll(ShellPaths.VARIABLES);
    }

    /** Set a variable. */
    void put(String name, String value) {
        values.put(name, value);
    }

    /** Get a variable; empty when the script has not set it. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** Get the index of the entry that a variable was read from; empty when it was not. */
    String index(String name) {
        return indices.getOrDefault(name, "");
    }

    /** Whether the model's name is the second of two in its line. */
    boolean hasSecondName() {
        return secondName;
    }

    /** Get the names of the variables in a line. */
    List<String> names(String line) {
        return VARIABLE.matcher(line).results().map(ScriptText::name).toList();
    }

    private static String name(MatchResult variable) {
        return variable.group(1) == null ? variable.group(3) : variable.group(1);
    }

    /** Take a line for an assignment; a variable that is read from the config is set at once. */
    Optional<Assigned> assignment(String line) {
        Optional<ShellReading> reading = ShellReading.of(line)
                .filter(found -> found.array().equals("lines"))
                .filter(found -> INDEX.matcher(found.index()).matches());
        if (reading.isPresent()) {
            Matcher parser = PARSER.matcher(reading.get().function());
            if (parser.matches()) {
                read(reading.get(), parser.group(1) == null ? parser.group(2) : parser.group(1));
                return Optional.empty();
            }
        }
        Matcher argument = ARGUMENT.matcher(line);
        if (argument.matches()) {
            String value = argument.group(2).equals("amp_params")
                    ? "{amp}"
                    : argument(argument.group(3), argument.group(4), argument.group(5) != null);
            return Optional.of(new Assigned(argument.group(1), value));
        }
        Matcher assignment = ASSIGNMENT.matcher(line);
        if (!assignment.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Assigned(assignment.group(1), filled(unquoted(assignment.group(2)))));
    }

    private void read(ShellReading reading, String part) {
        String name = reading.variable();
        String index = reading.index().equals("line_num") ? STATIC : reading.index();
        indices.put(name, index);
        secondName |= name.equals("model_name") && part.equals("second");
        values.put(
                name,
                switch (name) {
                    case "python" -> "{python}";
                    case "model_name" -> "{model}";
                    default ->
                        switch (part) {
                            case "key" -> "{" + index + ".key}";
                            case "params" ->
                                modeIsArgument && reading.arguments().isBlank() ? "{epochs}" : "{" + index + "@value}";
                            default -> "{" + index + "}";
                        };
                });
    }

    private String argument(String keyText, String valueText, boolean apart) {
        String key = filled(keyText);
        String value = filled(valueText);
        Matcher matcher = KEY.matcher(key);
        if (!matcher.matches()) {
            return key.isEmpty() || value.isEmpty() ? "" : key + "=" + value;
        }
        String index = matcher.group(1);
        if (apart) {
            return key + " " + value;
        }
        if (value.equals("{" + index + "}")) {
            return "{" + index + "=}";
        }
        if (value.equals("{" + index + "@value}")) {
            return "{" + index + "@}";
        }
        if (value.isEmpty()) {
            return "";
        }
        return value.matches("\\{[a-z_]+}") ? "{" + index + "=" + value.substring(1) : "{" + index + "=" + value + "}";
    }

    private static String unquoted(String text) {
        String stripped = text.strip();
        Matcher echoed = Pattern.compile("\\$\\( ?echo \"?(.*?)\"? ?\\)").matcher(stripped);
        if (echoed.matches()) {
            return echoed.group(1);
        }
        boolean quoted = stripped.length() > 1 && stripped.startsWith("\"") && stripped.endsWith("\"");
        return (quoted ? stripped.substring(1, stripped.length() - 1) : stripped.replace("\"", ""))
                .replace("\\\"", "\"")
                .strip();
    }

    /** Get a text with its variables filled in; a variable that the script has not set is nothing. */
    String filled(String text) {
        String filled =
                ShellPaths.computed(VARIABLE.matcher(REDIRECTION.matcher(text).replaceFirst(""))
                        .replaceAll(variable -> Matcher.quoteReplacement(value(variable))));
        return KEY_AND_VALUE.matcher(filled).replaceAll("{$1:=$2}").strip();
    }

    private String value(MatchResult variable) {
        String value = values.getOrDefault(name(variable), "");
        return "/PP-/pp".equals(variable.group(2)) && value.equals("{model}") ? "{video_model}" : value;
    }

    /** A variable and what it is set to. */
    record Assigned(String name, String value) {}
}
