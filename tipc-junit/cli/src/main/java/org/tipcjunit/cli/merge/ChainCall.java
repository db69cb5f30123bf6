// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.merge;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.tipcjunit.cli.status.ExitStatus;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.merge.check.MergeReport;
import org.tipcjunit.merge.requirement.MergeReadyJudge;
import org.tipcjunit.merge.rule.PathPattern;
import org.tipcjunit.merge.rule.Words;
import org.tipcjunit.requirement.Demand;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Certifies the models of the TIPC configs that a change adds or changes, by the command that certifies; each certificate also says whether
 * the change meets the rules of its suite (clause 3.3).
 *
 * @param spec the command that is running, beside which that one is
 * @param repository the checkout
 * @param base what the change is to be merged into; empty for the usual branch
 * @param tools whether the formatters that the suite pins run
 * @param chinese whether in Chinese
 */
record ChainCall(CommandSpec spec, Path repository, Optional<String> base, boolean tools, boolean chinese) {

    /** Configs of other chains name their own modes; they follow from this one. */
    private static final PathPattern CONFIGS = PathPattern.of("test_tipc/{config,configs}/**/*train_infer_python.txt");

    private static final Words NONE = new Words(
            "not certified: the change has no TIPC config (test_tipc/configs/**/*train_infer_python.txt)",
            "未认证：改动中没有 TIPC 配置（test_tipc/configs/**/*train_infer_python.txt）");

    /** Refuse what cannot be certified together with it. */
    static void refuse(boolean judgesNothing, boolean isElsewhere, ReportFormat format) {
        if (judgesNothing) {
            throw ConfigException.of(
                    "--certify certifies a change, and --new and --list-rules judge none",
                    "leave --certify out, and run merge-check with it afterwards");
        }
        if (isElsewhere) {
            throw ConfigException.of(
                    "--certify runs the working tree, which --head and --patch do not name",
                    "check the change out, and leave them out");
        }
        if (format == ReportFormat.JSON || format == ReportFormat.SARIF) {
            throw ConfigException.of(
                    "what --certify prints would stand behind the "
                            + format.name().toLowerCase(Locale.ROOT),
                    "name --format text or github, or run tipc certify as a call of its own");
        }
    }

    int certify(MergeReport report) {
        PrintWriter out = spec.commandLine().getOut();
        List<String> configs = report.change().touched(CONFIGS).stream()
                .filter(path -> Files.isRegularFile(repository.resolve(path)))
                .toList();
        out.println();
        if (configs.isEmpty()) {
            out.println(NONE.in(chinese));
            return ExitStatus.NOT_CERTIFIED;
        }
        String folder = repository.toAbsolutePath().normalize().toString();
        List<String> arguments = new ArrayList<>(List.of("--repository", folder, "--mode", "lite_train_lite_infer"));
        configs.forEach(config -> arguments.addAll(List.of("--config", config)));
        out.println("tipc certify " + String.join(" ", arguments));
        out.flush();
        CommandLine certify = Objects.requireNonNull(
                spec.commandLine().getParent().getSubcommands().get("certify"), "the command that certifies");
        if (certify.getCommand() instanceof Certifier certifier) {
            certifier.alsoDemand(Demand.of(
                    new MergeReadyJudge(), new MergeReadyJudge.Demanded(report.suite(), base, tools), "@MergeReady"));
        }
        return certify.execute(arguments.toArray(String[]::new));
    }
}
