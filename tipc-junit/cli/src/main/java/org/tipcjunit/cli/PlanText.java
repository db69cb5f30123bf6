// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tipcjunit.plan.model.Deviation;
import org.tipcjunit.plan.model.NotRun;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.TipcPlan;

/** Prints plans for people: each command as a line that a shell takes. */
final class PlanText {

    /** What a shell calls the folder that it came from. */
    private static final String PARENT = "$OLDPWD";

    private PlanText() {}

    static void write(PlannedConfig planned, PrintWriter out) {
        TipcPlan plan = planned.plan();
        long notRun = plan.commands().stream()
                .filter(command -> command.notRun().isPresent())
                .count();
        out.printf(
                "%s: %s, %s after %s, %s%n",
                planned.config(),
                plan.model().isEmpty() ? "no model name" : plan.model(),
                plan.kind().label(),
                plan.suite().name().toLowerCase(Locale.ROOT),
                plan.mode());
        plan.overrides().forEach(override -> out.println("override: " + override.line()));
        int number = 0;
        for (PlannedCommand command : plan.commands()) {
            number++;
            out.printf(
                    "%n%3d. %s%s%s%n",
                    number,
                    command.step().label(),
                    command.cell().isEmpty()
                            ? ""
                            : " "
                                    + command.cell().entrySet().stream()
                                            .map(cell -> cell.getKey() + "=" + cell.getValue())
                                            .collect(Collectors.joining(" ")),
                    command.lines().isEmpty()
                            ? ""
                            : command.lines().stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(", ", "  (lines ", ")")));
            out.println("     " + commandLine(command));
            command.notRun().ifPresent(reason -> out.println("     NOT_RUN: " + reason));
        }
        for (Deviation deviation : plan.deviations()) {
            out.printf(
                    "%ndeviation %s (mends %s): %s%n",
                    deviation.kind().label(), deviation.kind().defects(), deviation.detail());
            deviation.upstream().forEach(command -> out.println("     upstream runs: " + commandLine(command)));
        }
        for (NotRun cell : plan.notRun()) {
            out.printf("%nNOT_RUN %s (line %d): %s%n", cell.what(), cell.line(), cell.reason());
        }
        out.printf(
                "%n%d %s, %d of them cannot run here; %d %s from upstream's script%n%n",
                plan.commands().size(),
                plan.commands().size() == 1 ? "command" : "commands",
                notRun,
                plan.deviations().size(),
                plan.deviations().size() == 1 ? "deviation" : "deviations");
    }

    private static String commandLine(PlannedCommand command) {
        String variables = new TreeMap<>(command.environment())
                .entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + quoted(variable.getValue()) + " ")
                        .collect(Collectors.joining());
        String line = variables + quoted(command.argvBelow(Path.of(PARENT)));
        return command.directory().equals(".") ? line : "(cd " + quoted(command.directory()) + " && " + line + ")";
    }

    private static String quoted(List<String> words) {
        return words.stream().map(PlanText::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        if (word.contains(PARENT + "/") && word.matches("[$A-Za-z0-9_@%+=:,./-]+")) {
            return word.replace(PARENT, "\"" + PARENT + "\"");
        }
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
