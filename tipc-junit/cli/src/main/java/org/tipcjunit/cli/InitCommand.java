// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.certification.selection.SelectedConfig;
import org.tipcjunit.certification.start.Guess;
import org.tipcjunit.certification.start.Initialisation;
import org.tipcjunit.certification.start.ModelStart;
import org.tipcjunit.certification.terms.CertificationProperties;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.cli.status.ExitStatus;
import org.tipcjunit.cli.status.Reader;
import org.tipcjunit.cli.status.ToolVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes what a certification needs beside a config, as far as the repository says it. */
@Command(
        name = "init",
        modelTransformer = SettingOptions.OfSelection.class,
        versionProvider = ToolVersion.class,
        sortOptions = false,
        description =
                "Looks at a repository and writes what certifying its configs lacks: a certification.properties beside each,"
                        + " with the reason for every guess, and README.certification.md (and _cn.md) with the section that a"
                        + " README needs. Runs nothing, asks nothing, and never overwrites. Exit status 1 when a file was"
                        + " there and was left, or a config cannot be begun with.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tipc init --config test_tipc/configs/ResNet/ResNet50_train_infer_python.txt",
            "  tipc init -r PaddleClas -c 'test_tipc/configs/MobileNetV3/*train_infer_python.txt' --java"
                    + " org.example.MobileNetCertificationTest",
            "",
            "Without --config, every *train_infer_python.txt below test_tipc/configs, where there are at most 20."
        })
final class InitCommand implements Callable<Integer> {

    private static final int MOST_UNNAMED = 20;
    /** What Surefire and JUnit's console run by default; Gradle runs every class that holds tests. */
    private static final String FOUND_BY_DEFAULT = "(?:.*\\.)?(?:Test[^.]*|[^.]*Tests?)";

    private static final String CLASS_NAME = "(?:[a-z_][\\w]*\\.)*[A-Z]\\w*";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--java",
            paramLabel = "PACKAGE.CLASS",
            description = "Write a test class of that name as well, below src/test/java of the working directory.")
    private @Nullable String java;

    @Option(
            names = "--append",
            description = "Add the lines that a certification.properties lacks; those that it has stay as they are.")
    private boolean append;

    @Mixin
    private Reader reader = new Reader();

    @Override
    public Integer call() {
        SelectionOptions selection = SelectionOptions.of(spec);
        List<SelectedConfig> configs = selection.select("**/test_tipc/configs/**/*train_infer_python.txt");
        if (!selection.namesConfigs() && configs.size() > MOST_UNNAMED) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There are " + configs.size() + " configs; name those to begin with by --config FILE-OR-GLOB");
        }
        Optional<String> testClass = Optional.ofNullable(java);
        testClass.filter(name -> !name.matches(CLASS_NAME)).ifPresent(name -> {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + name + "' names no class; write one such as org.example.MyCertificationTest");
        });
        Initialisation initialisation = new Initialisation(selection.mode(), selection.device());
        Initialisation.Found found = initialisation.look(configs);
        PrintWriter out = reader.lines(spec.commandLine().getOut());
        found.refused().forEach(refusal -> spec.commandLine().getErr().println("tipc: " + refusal));
        if (found.models().isEmpty()) {
            return ExitStatus.USAGE;
        }
        Path sources = Path.of("src", "test", "java").toAbsolutePath();
        Initialisation.Outcome outcome = initialisation.write(found.models(), testClass, sources, append);
        found.models().forEach(model -> print(model, out));
        Path repository = selection.repository().toAbsolutePath().normalize();
        out.println();
        outcome.written().forEach(file -> out.println("written: " + shown(repository, file)));
        outcome.extended().forEach(file -> out.println("lines added: " + shown(repository, file)));
        outcome.left().forEach((file, text) -> {
            out.println("was there, left as it is: " + shown(repository, file));
            if (file.endsWith(CertificationProperties.NAME)) {
                out.println(
                        text.isEmpty()
                                ? "  it has all these lines"
                                : "  it lacks these lines, which tipc init --append adds:");
                text.strip().lines().forEach(line -> out.println("  | " + line));
            }
        });
        testClass.filter(name -> !name.matches(FOUND_BY_DEFAULT)).ifPresent(name -> {
            out.println();
            out.println("note: 'mvn test' and JUnit's console run no class of the name " + name
                    + " unless they are told to; names that end in Test are run by default");
        });
        out.println();
        out.println("next:");
        out.println("  state what the lines with # ask for, and copy the README*.certification.md into the README");
        String named = selection.options().get(Term.REPOSITORY).orElse("");
        found.models().forEach(model -> model.certifyLines(named).forEach(line -> out.println("  " + line)));
        return outcome.left().isEmpty() && found.refused().isEmpty() ? ExitStatus.OK : ExitStatus.NOT_CERTIFIED;
    }

    private static void print(ModelStart model, PrintWriter out) {
        out.println(model.config().shown());
        for (Guess guess : model.guesses()) {
            out.println("  " + (guess.value().isPresent() ? "found   " : "not found ")
                    + guess.term().key()
                    + guess.value().map(value -> " = " + value).orElse(""));
            out.println("          " + guess.reason());
        }
        if (model.onCpu()) {
            out.println("  on this machine with --device cpu only");
        }
    }

    private static Path shown(Path repository, Path file) {
        return file.startsWith(repository) ? repository.relativize(file) : file;
    }
}
