// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.train;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.config.line.LineLayout;
import org.tipcjunit.plan.dialect.Dialect;
import org.tipcjunit.plan.draft.CommandText;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.draft.PlanDraft;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.draft.Template;
import org.tipcjunit.plan.draft.TemplateValues;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;

/** The state that upstream's script has while it runs through a config: its variables, its folder and what it has run. */
final class Script {

    private final PlanInput input;
    private final Dialect dialect;
    private final ConfigEntries entries;
    private final PlanDraft draft;
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, List<Integer>> origins = new HashMap<>();
    private final boolean faithful;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private final Map<Mark, List<PlannedCommand>> marked = new LinkedHashMap<>();

    /**
     * Start the script.
     *
     * @param faithful whether it does what upstream's script does, also where that is not what the config asks
     */
    Script(PlanInput input, Dialect dialect, boolean faithful) {
        this.input = input;
        this.dialect = dialect;
        this.faithful = faithful;
        Dialect.VARIABLES.forEach(name -> set(name, ""));
        this.entries = visible(faithful ? input.asWritten() : input.entries(), input.mode(), dialect);
        this.draft = new PlanDraft(input);
        set("mode", input.mode());
        set("root", ".");
        set("second_name", secondName(input));
        set("model", fill(dialect.frame().model()), line(Line.MODEL_NAME));
        set("python", fill(dialect.frame().python()), line(Line.PYTHON));
        set("output", fill(dialect.frame().output()));
        draft.writesTo(get("output"));
        set(
                "weights_folder",
                Dialect.chosenIn(dialect.frame().ownFolders(), get("model")).orElse(get("model")));
        set("video_model", get("model").replaceFirst("PP-", "pp"));
        set("iterations", line(Line.EPOCHS).valueIn(input.mode()));
        set("log_iterations", logIterations(input));
        set("train_parameter", line(Line.TRAIN_PARAM).value());
        set("benchmark", benchmark());
        set("benchmark_of_cpu", "");
    }

    /** Leaves out what the script does not read: lines behind its window, and what it drops in this mode. */
    private static ConfigEntries visible(ConfigEntries all, String mode, Dialect dialect) {
        int window = dialect.frame().window().orElse(Integer.MAX_VALUE);
        List<ConfigEntry> kept = new ArrayList<>(
                all.entries().stream().filter(entry -> entry.line() <= window).toList());
        List<Integer> dropped = mode.contains("whole_train") ? dialect.frame().wholeTrainDrops() : List.of();
        for (int i : dropped) {
            if (i < kept.size()) {
                kept.set(i, new ConfigEntry(kept.get(i).line(), "", ""));
            }
        }
        return new ConfigEntries(all.file(), kept);
    }

    /** A model name of two parts, task and model. */
    private static String secondName(PlanInput input) {
        int line = input.reading().line(LineLayout.TRAINING, Line.MODEL_NAME).line();
        return input.request().config().lines().stream()
                .filter(text -> text.number() == line)
                .map(text -> text.text().split(":", -1))
                .filter(fields -> fields.length > 2)
                .map(fields -> fields[2])
                .findFirst()
                .orElse("");
    }

    /** Extra options that some suites read from the last line. */
    private static String logIterations(PlanInput input) {
        ConfigEntries entries = input.entries();
        if (entries.size() == 0) {
            return "";
        }
        ConfigEntry last = entries.get(entries.size() - 1);
        return ConfigEntry.elements(last.key() + ":" + last.value(), ';').stream()
                .filter(part -> part.startsWith("log_iters:"))
                .map(part -> "--log_iters " + part.substring("log_iters:".length()))
                .findFirst()
                .orElse("");
    }

    private String benchmark() {
        return Dialect.chosenIn(dialect.frame().benchmarks(), input.mode())
                .filter(chosen -> !chosen.isEmpty())
                .orElseGet(() -> line(Line.BENCHMARK).value());
    }

    PlanInput input() {
        return input;
    }

    Dialect dialect() {
        return dialect;
    }

    PlanDraft draft() {
        return draft;
    }

    /**
     * Get a line as far as the script reads it, where the common layout has it; that is where upstream's scripts look for it,
     * whatever layout the config has.
     */
    ConfigEntry line(Line line) {
        return entry(LineLayout.TRAINING.index(line));
    }

    /** Get the entry at {@code index} as far as the script reads it. */
    ConfigEntry entry(int index) {
        return entries.get(index);
    }

    void set(String name, String value) {
        variables.put(name, value);
    }

    /** Set a variable that comes from {@code entries} of the config. */
    void set(String name, String value, ConfigEntry... from) {
        set(name, value);
        origins.put(name, Arrays.stream(from).map(ConfigEntry::line).distinct().toList());
    }

    String get(String name) {
        return variables.getOrDefault(name, "");
    }

    /** Get a path or name. */
    String fill(Template template) {
        return template.value(gaps());
    }

    /** Get a command line. */
    CommandText command(Template template) {
        return template.fill(gaps());
    }

    private TemplateValues gaps() {
        return new TemplateValues(entries, input.mode(), !faithful, variables, origins);
    }

    /** Get the config's entries as far as the script reads them. */
    ConfigEntries entries() {
        return entries;
    }

    /** Add the commands of a line of the dialect. */
    void run(Step step, Template template, Details details) {
        List<String> plain = template.modeEntries().stream()
                .map(this::entry)
                .filter(ConfigEntry::isPlain)
                .map(entry -> place(entry) + ": " + entry.value())
                .toList();
        deviatingIf(
                !plain.isEmpty(),
                DeviationKind.PLAIN_VALUE_DROPPED,
                String.join(", ", plain),
                () -> run(step, command(template), details));
    }

    /** Add the commands of a line. */
    void run(Step step, CommandText text, Details details) {
        List<PlannedCommand> added = draft.run(step, text, details);
        if (!marks.isEmpty()) {
            marked.computeIfAbsent(marks.getLast(), key -> new ArrayList<>()).addAll(added);
        }
    }

    /** Whether to do what upstream's script does, also where that is not what the config asks. */
    boolean isFaithful() {
        return faithful;
    }

    /** Run {@code body}, whose commands differ between the script and the plan. */
    void deviating(DeviationKind kind, String detail, Runnable body) {
        Mark mark = new Mark(kind, detail);
        marked.computeIfAbsent(mark, key -> new ArrayList<>());
        marks.addFirst(mark);
        body.run();
        marks.removeFirst();
    }

    /** Run {@code body}, whose commands differ between the script and the plan if {@code condition} holds. */
    void deviatingIf(boolean condition, DeviationKind kind, String detail, Runnable body) {
        if (condition) {
            deviating(kind, detail, body);
        } else {
            body.run();
        }
    }

    /** Get the commands that differ between the script and the plan, by reason. */
    Map<Mark, List<PlannedCommand>> marked() {
        return marked;
    }

    /** Get a place in the config, such as {@code train_infer_python.txt:7}. */
    String place(ConfigEntry entry) {
        return input.request().configPath() + ":" + Math.max(1, entry.line());
    }

    /** Why commands differ. */
    record Mark(DeviationKind kind, String detail) {}

    /** Whether a script's {@code [ $value != "null" ]} holds, which an empty or split value makes fail. */
    static boolean isGiven(String value) {
        return !value.isEmpty() && !value.equals("null") && value.indexOf('|') < 0;
    }
}
