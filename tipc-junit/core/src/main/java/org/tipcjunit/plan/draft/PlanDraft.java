// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.draft;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.shell.ShellCommand;
import org.tipcjunit.config.shell.ShellLine;
import org.tipcjunit.plan.model.Deviation;
import org.tipcjunit.plan.model.NotRun;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** A plan in the making: its commands so far, and the folder and variables that a script has at this point. */
@API(status = Status.INTERNAL, since = "0.1")
public final class PlanDraft {

    private static final Set<String> BUILTINS =
            Set.of("cd", "echo", "export", "unset", "set", "source", ".", ":", "true");

    private final PlanInput input;
    private final List<PlannedCommand> commands = new ArrayList<>();
    private final List<Deviation> deviations = new ArrayList<>();
    private final List<NotRun> notRun = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String directory = ".";
    private String results = PlannedCommand.RESULTS;

    public PlanDraft(PlanInput input) {
        this.input = input;
    }

    /** Set {@code name} for all commands that follow. */
    public void export(String name, String value) {
        environment.put(name, value);
    }

    /** Take {@code name} away from all commands that follow. */
    public void unset(String name) {
        environment.remove(name);
    }

    /** Change to {@code path}, relative to the present folder. */
    public void changeDirectory(String path) {
        directory = Path.of(directory).resolve(path).normalize().toString();
        if (directory.isEmpty()) {
            directory = ".";
        }
    }

    /** Change to {@code path}, relative to the parent of {@code test_tipc}. */
    public void enter(String path) {
        directory = path;
    }

    /** Note the folder that the script writes all its results to, relative to the parent of {@code test_tipc}. */
    public void writesTo(String path) {
        results = path;
    }

    /** Get the present folder, relative to the parent of {@code test_tipc}. */
    public String directory() {
        return directory;
    }

    /** Add the commands of {@code text}. */
    public List<PlannedCommand> run(Step step, CommandText text) {
        return run(step, text, Details.none());
    }

    /** Add the commands of {@code text}. */
    public List<PlannedCommand> run(Step step, CommandText text, Details details) {
        List<PlannedCommand> added = compose(step, text, details);
        commands.addAll(added);
        return added;
    }

    /** Get the commands of {@code text} without adding them; {@code cd} in them is followed. */
    public List<PlannedCommand> compose(Step step, CommandText text, Details details) {
        List<PlannedCommand> composed = new ArrayList<>();
        for (ShellCommand command : shell(text)) {
            List<String> words = command.words();
            if (words.isEmpty() || BUILTINS.contains(words.get(0))) {
                if (words.size() == 2 && words.get(0).equals("cd")) {
                    changeDirectory(words.get(1));
                }
                continue;
            }
            Map<String, String> variables = new LinkedHashMap<>(environment);
            variables.putAll(command.assignments());
            composed.add(new PlannedCommand(
                    step,
                    details.combination(),
                    details.cell(),
                    words,
                    directory,
                    variables,
                    details.log(),
                    details.given(),
                    details.outputs(),
                    text.lines(),
                    details.notRun(),
                    results));
        }
        return composed;
    }

    private List<ShellCommand> shell(CommandText text) {
        try {
            return ShellLine.commands(text.line(), input.variables());
        } catch (ConfigException e) {
            int line = text.lines().isEmpty() ? 1 : text.lines().get(0);
            throw e.in(input.entries().file(), line);
        }
    }

    /** Add a command that is known word by word. */
    public void add(PlannedCommand command) {
        commands.add(command);
    }

    /** Note where the plan differs from upstream's script. */
    public void deviate(Deviation deviation) {
        deviations.add(deviation);
    }

    /** Note what the config asks for and nothing can do. */
    public void doesNotRun(String what, int line, String reason) {
        notRun.add(new NotRun(what, line, reason));
    }

    /** Get the plan. */
    public TipcPlan plan(String model) {
        return new TipcPlan(model, input.reading(), commands, deviations, notRun, input.overrides());
    }
}
