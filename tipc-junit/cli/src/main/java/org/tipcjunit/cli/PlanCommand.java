// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tipcjunit.certification.selection.Readings;
import org.tipcjunit.certification.selection.SelectedConfig;
import org.tipcjunit.cli.status.ExitStatus;
import org.tipcjunit.cli.status.Reader;
import org.tipcjunit.cli.status.ToolVersion;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.reading.Reading;
import org.tipcjunit.lint.LintRequest;
import org.tipcjunit.lint.Linter;
import org.tipcjunit.lint.Severity;
import org.tipcjunit.plan.Planner;
import org.tipcjunit.plan.model.TipcPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the commands that a config asks for. */
@Command(
        name = "plan",
        modelTransformer = SettingOptions.OfSelection.class,
        versionProvider = ToolVersion.class,
        description =
                "Shows the commands that configs ask for, in the order in which upstream's scripts run them, without"
                        + " running anything; where upstream's script does something else, and what cannot run here.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tipc plan --repository PaddleClas --config test_tipc/configs/ResNet/ResNet50_train_infer_python.txt",
            "  tipc plan -r PaddleOCR -c test_tipc/configs/ch_ppocr_mobile_v2.0_det/train_infer_python.txt -m"
                    + " whole_train_whole_infer --format json"
        })
final class PlanCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "text or json. With json, one config gives one object, several give an array of objects.")
    private OutputFormat format = OutputFormat.TEXT;

    @Mixin
    private Reader reader = new Reader();

    @Override
    public Integer call() {
        SelectionOptions selection = SelectionOptions.of(spec);
        if (!selection.namesConfigs()) {
            throw new ParameterException(spec.commandLine(), "Name a config with --config FILE-OR-GLOB");
        }
        PrintWriter out = spec.commandLine().getOut();
        List<SelectedConfig> configs = selection.select();
        Planner planner = new Planner();
        Readings readings = new Readings();
        List<PlannedConfig> plans = new ArrayList<>();
        int status = ExitStatus.OK;
        for (SelectedConfig config : configs) {
            try {
                Reading reading = reading(planner, readings, config, selection);
                TipcPlan plan = planner.plan(reading, selection.device());
                plans.add(new PlannedConfig(config.shown(), plan));
                if (plan.commands().isEmpty()) {
                    explain(readings.lintRequest(config, reading));
                }
            } catch (ConfigException e) {
                spec.commandLine().getErr().println("tipc: " + e.getMessage());
                status = ExitStatus.USAGE;
            }
        }
        if (format == OutputFormat.JSON) {
            PlanJson.write(plans, configs.size() > 1, out);
        } else {
            plans.forEach(plan -> PlanText.write(plan, reader.lines(out)));
        }
        return status;
    }

    /** Read a config in the mode that was named, else in its only one, else in the default. */
    static Reading reading(Planner planner, Readings readings, SelectedConfig config, SelectionOptions selection) {
        Reading usual = readings.of(config, selection.mode());
        if (selection.statedMode().isPresent()) {
            return usual;
        }
        List<String> stated = usual.kind() == ChainKind.TRAIN_INFER_PYTHON ? usual.statedModes() : List.of();
        return planner.onlyMode(usual.kind())
                .or(() -> stated.size() == 1 ? Optional.of(stated.get(0)) : Optional.empty())
                .map(mode -> readings.of(config, mode))
                .orElse(usual);
    }

    /** Tell why a plan may hold nothing, which would else look like what was asked for. */
    private void explain(LintRequest request) {
        new Linter()
                .lint(request).stream()
                        .filter(diagnosis -> diagnosis.severity() == Severity.ERROR)
                        .forEach(error -> spec.commandLine().getErr().println(error.text()));
    }
}
