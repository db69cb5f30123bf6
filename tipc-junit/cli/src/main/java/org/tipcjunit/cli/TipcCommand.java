// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import org.tipcjunit.cli.merge.MergeCheckCommand;
import org.tipcjunit.cli.report.DiffCommand;
import org.tipcjunit.cli.report.ReportCommand;
import org.tipcjunit.cli.report.ShowCommand;
import org.tipcjunit.cli.status.ToolVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code tipc}, which does nothing without one of its own. */
@Command(
        name = "tipc",
        mixinStandardHelpOptions = true,
        versionProvider = ToolVersion.class,
        subcommands = {
            DoctorCommand.class,
            InitCommand.class,
            LintCommand.class,
            PlanCommand.class,
            CertifyCommand.class,
            JudgeCommand.class,
            ShowCommand.class,
            DiffCommand.class,
            VerifyCommand.class,
            ReportCommand.class,
            MergeCheckCommand.class,
            CorpusCommand.class
        },
        description =
                "Certifies that the Paddle models of a repository with test_tipc/ train, evaluate, predict, export and"
                        + " infer, and that all of these agree.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tipc doctor",
            "  tipc init --repository PaddleClas --config 'test_tipc/configs/ResNet/ResNet50_train_infer_python.txt'",
            "  tipc lint --repository PaddleClas",
            "  tipc plan --repository PaddleClas --config 'test_tipc/configs/ResNet/ResNet50_train_infer_python.txt'",
            "  tipc certify --repository PaddleClas --config 'test_tipc/configs/ResNet/ResNet50_train_infer_python.txt' --mode"
                    + " lite_train_lite_infer --device cpu --prepare",
            "",
            "'tipc COMMAND --help' tells more of each. Exit status: 0 certified or nothing wrong, 1 not certified or errors"
                    + " found, 2 wrong usage or a config that cannot be planned, 130 interrupted."
        })
final class TipcCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Name a command: doctor, init, lint, plan, certify, judge, show, diff, verify, report, merge-check or"
                        + " corpus");
    }
}
