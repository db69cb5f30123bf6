// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.merge;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.cli.status.ExitStatus;
import org.tipcjunit.cli.status.Reader;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.merge.change.ChangeRequest;
import org.tipcjunit.merge.check.MergeCheck;
import org.tipcjunit.merge.check.MergeReport;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.process.ProcessRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Judges a contribution by the rules of its suite.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
@Command(
        name = "merge-check",
        mixinStandardHelpOptions = true,
        description =
                "Says what a contribution lacks for being merged into PaddleClas, PaddleDetection, PaddleSeg, PaddleOCR,"
                        + " PaddleVideo, PaddleGAN or PaddleRec: each rule with who demands it and what to write. Nothing of"
                        + " the repository is executed. Exit status 1 when an error is left.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tipc merge-check --repository PaddleSeg --base upstream/develop",
            "  tipc merge-check -r PaddleClas --patch my-model.patch --format sarif",
            "  tipc merge-check --new TinyNet --repository PaddleSeg",
            "  tipc merge-check --repository PaddleSeg --base upstream/develop --certify",
            "  tipc merge-check --suite paddle-rec --list-rules"
        })
public final class MergeCheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-r", "--repository"},
            paramLabel = "FOLDER",
            description = "The checkout. Default: this folder.")
    private Path repository = Path.of("");

    @Option(
            names = "--suite",
            paramLabel = "SUITE",
            converter = SuiteNames.class,
            description =
                    "The suite, such as paddle-clas. Default: what the repository looks like, or was cloned from.")
    private @Nullable OfficialSuite suite;

    @Option(
            names = "--base",
            paramLabel = "REF",
            description =
                    "What the change is to be merged into, such as upstream/develop. Default: the default branch of the remote"
                            + " upstream, or else of origin.")
    private @Nullable String base;

    @Option(
            names = "--head",
            paramLabel = "REF",
            description =
                    "The commit that holds the change. Default: the working tree, with files that are not committed.")
    private @Nullable String head;

    @Option(
            names = "--patch",
            paramLabel = "FILE",
            description = "The change as a patch, which is applied to the base, or to the last commit without one.")
    private @Nullable Path patch;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json, sarif or github.")
    private ReportFormat format = ReportFormat.TEXT;

    @Option(
            names = "--python",
            paramLabel = "PROGRAM",
            defaultValue = "python3",
            description = "The Python that parses the repository's files, 3.8 or newer. Default: ${DEFAULT-VALUE}.")
    private String python = "python3";

    @Option(
            names = "--no-tools",
            description =
                    "Do not run the formatters that the suite pins in .pre-commit-config.yaml (yapf, black, flake8), of which what is"
                            + " missing is else installed into the cache folder.")
    private boolean noTools;

    @Option(
            names = "--certify",
            description =
                    "Afterwards certify the model of each TIPC config of the change, as tipc certify does in the mode"
                            + " lite_train_lite_infer; its settings come from the environment, such as TIPC_DEVICE, and from beside"
                            + " the config. This runs the repository's code.")
    private boolean certify;

    @Option(
            names = "--list-rules",
            description =
                    "Print the rules of the suite and judge nothing: of the one that is named or that the folder is a checkout"
                            + " of, else of all suites.")
    private boolean listRules;

    @Option(
            names = "--new",
            paramLabel = "MODEL",
            description =
                    "Write the files that the suite expects of a new model, never over one that is there, say what is to be"
                            + " added by hand, and judge nothing. Exit status 1 when a file was there.")
    private @Nullable String model;

    @Mixin
    private Reader reader = new Reader();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = Settings.ofProcess();
        boolean chinese = reader.language() == Language.CHINESE;
        boolean tools = !noTools && !settings.holds(Term.NO_TOOLS);
        Optional<OfficialSuite> wanted = Optional.ofNullable(suite);
        if (model != null && Stream.of(base, head, patch).anyMatch(Objects::nonNull)) {
            throw ConfigException.of(
                    "--new judges no change, and takes no --base, --head or --patch",
                    "leave them out, and run merge-check without --new afterwards");
        }
        if (certify) {
            ChainCall.refuse(listRules || model != null, head != null || patch != null, format);
        }
        try (ProcessRunner runner = new ProcessRunner()) {
            if (listRules) {
                MergeCheck check = MergeCheck.of(runner, python);
                new RuleList(chinese).print(check.book(), wanted.or(() -> recognised(check)), out);
                return ExitStatus.OK;
            }
            if (model != null) {
                return new NewModel(chinese).write(model, repository, wanted, MergeCheck.of(runner, python), out);
            }
            ChangeRequest request = new ChangeRequest(
                    repository.toAbsolutePath().normalize(),
                    Optional.ofNullable(base),
                    Optional.ofNullable(head),
                    Optional.ofNullable(patch));
            MergeCheck check = MergeCheck.of(runner, python);
            MergeReport report = (tools ? check.withTools() : check).check(request, wanted);
            format.output(chinese).write(report, out);
            int ready = report.isReady() ? ExitStatus.OK : ExitStatus.NOT_CERTIFIED;
            return certify
                    ? Math.max(ready, new ChainCall(spec, repository, request.base(), tools, chinese).certify(report))
                    : ready;
        }
    }

    /** Get the suite that the folder is a checkout of; empty where it is none, which only a change has to be of. */
    private Optional<OfficialSuite> recognised(MergeCheck check) {
        try {
            return check.suite(repository.toAbsolutePath().normalize()).suite();
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }
}
