// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tipcjunit.cli.status.ExitStatus;
import org.tipcjunit.cli.status.ToolVersion;
import org.tipcjunit.corpus.CorpusReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares plans with what the scripts of real repositories ran. */
@Command(
        name = "corpus",
        mixinStandardHelpOptions = true,
        versionProvider = ToolVersion.class,
        description =
                "Compares the plans of a corpus of real configs with the commands that the repositories' own scripts ran"
                        + " for them: equal, different by a named deviation, unexplained. Exit status 0 only when nothing is"
                        + " unexplained and at least 97 percent are equal.",
        footerHeading = "%nExample:%n",
        footer = "  tipc corpus path/to/corpus")
final class CorpusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "A folder with commands.jsonl and configs/.")
    private Path folder = Path.of("");

    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "30",
            description = "How many unexplained commands are shown. Default: ${DEFAULT-VALUE}.")
    private int show = 30;

    @Override
    public Integer call() {
        if (!Files.isRegularFile(folder.resolve("commands.jsonl"))) {
            throw new ParameterException(spec.commandLine(), "There is no commands.jsonl in " + folder);
        }
        CorpusReport report = CorpusReport.of(folder);
        spec.commandLine().getOut().println(report.render(show));
        return report.isMet() ? ExitStatus.OK : ExitStatus.NOT_CERTIFIED;
    }
}
