// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.certification.selection.Readings;
import org.tipcjunit.certification.selection.SelectedConfig;
import org.tipcjunit.cli.status.ExitStatus;
import org.tipcjunit.cli.status.Reader;
import org.tipcjunit.cli.status.ToolVersion;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.lint.Diagnosis;
import org.tipcjunit.lint.Linter;
import org.tipcjunit.lint.Severity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Explains what is wrong in configs. */
@Command(
        name = "lint",
        modelTransformer = SettingOptions.OfSelection.class,
        versionProvider = ToolVersion.class,
        description =
                "Explains what is wrong in configs: where, what upstream's script makes of it, and what to write instead."
                        + " Runs nothing. Without --config, every config below test_tipc/configs. Exit status 1 when there are"
                        + " errors.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tipc lint --repository PaddleClas",
            "  tipc lint -r PaddleOCR -c 'test_tipc/configs/*/train_infer_python.txt' -m whole_train_whole_infer --severity"
                    + " error",
            "",
            "Without --mode, what holds for every mode is looked at."
        })
final class LintCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--format", defaultValue = "text", description = "text or json.")
    private OutputFormat format = OutputFormat.TEXT;

    @Option(
            names = "--severity",
            defaultValue = "note",
            description = "The least severity that is shown: error, warning or note. Default: ${DEFAULT-VALUE}.")
    private Severity least = Severity.NOTE;

    @Mixin
    private Reader reader = new Reader();

    @Override
    public Integer call() {
        SelectionOptions selection = SelectionOptions.of(spec);
        List<SelectedConfig> configs = selection.select("**/test_tipc/configs/**/*.txt");
        PrintWriter out = spec.commandLine().getOut();
        Linter linter = new Linter();
        Readings readings = new Readings();
        List<Diagnosis> diagnoses = new ArrayList<>();
        boolean unreadable = false;
        for (SelectedConfig config : configs) {
            try {
                List<Diagnosis> found = linter.lint(readings.lintRequest(config, selection.statedMode()));
                diagnoses.addAll(found);
                if (count(found, Severity.ERROR) == 0) {
                    diagnoses.addAll(new UnplannedChain(readings, selection).in(config));
                }
            } catch (ConfigException e) {
                spec.commandLine().getErr().println("tipc: " + e.getMessage());
                unreadable = true;
            }
        }
        List<Diagnosis> shown = diagnoses.stream()
                .filter(diagnosis -> diagnosis.severity().compareTo(least) <= 0)
                .toList();
        if (format == OutputFormat.JSON) {
            LintJson.write(configs.size(), shown, out);
        } else {
            PrintWriter lines = reader.lines(out);
            shown.forEach(diagnosis -> lines.println(diagnosis.text()));
            lines.println(counted(configs.size(), "config") + ": "
                    + Stream.of(Severity.values())
                            .map(severity -> counted(count(diagnoses, severity), severity.label()))
                            .collect(Collectors.joining(", ")));
        }
        if (unreadable) {
            return ExitStatus.USAGE;
        }
        return count(diagnoses, Severity.ERROR) > 0 ? ExitStatus.NOT_CERTIFIED : ExitStatus.OK;
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static long count(List<Diagnosis> diagnoses, Severity severity) {
        return diagnoses.stream()
                .filter(diagnosis -> diagnosis.severity() == severity)
                .count();
    }
}
