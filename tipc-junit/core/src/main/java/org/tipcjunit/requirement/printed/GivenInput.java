// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.printed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.process.Command;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.stage.noise.GivenFile;
import org.tipcjunit.stage.noise.NoisyEvaluation;

/**
 * Whether a script reads the only test file because it is given it: one that reads a path of its own, which is that very file, says
 * the same, whatever it is given.
 *
 * <p>Tried, with the file under another name, only where the code that ran holds the file's name. Only a run that fails over the old
 * name counts: a list of files, or what lies beside the input, may rightly hold it.
 *
 * @param workspace the working copy that they ran in
 * @param file the only test file; empty where there is not one
 * @param stages what was given it
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record GivenInput(Path workspace, Optional<Path> file, List<Given> stages) {

    private static final Duration LONG = Duration.ofSeconds(30);

    /** How a script says that it did not find a file. */
    private static final Pattern MISSING = Pattern.compile(
            "(?i)no such file|not (?:be )?(?:found|exist|open|read)|does ?n[o']t exist|can(?:'t|not) (?:open|read|find)|error opening"
                    + "|not a (?:valid )?file");

    public GivenInput {
        stages = List.copyOf(stages);
    }

    /**
     * A script that was given the file.
     *
     * @param run how it ran
     * @param again what runs it with the file under another name
     */
    public record Given(StageRun run, GivenFile again) {}

    /** Look at what both scripts were given. */
    public static GivenInput of(Prediction prediction, Inference inference, Path workspace) {
        boolean one = prediction.images().size() == 1
                && prediction.texts().isEmpty()
                && prediction.source() == Prediction.Source.COMMAND;
        return new GivenInput(
                workspace,
                one ? Optional.of(prediction.images().get(0)) : Optional.empty(),
                List.of(
                        new Given(prediction.stage(), GivenFile.PREDICTED),
                        new Given(inference.stage(), GivenFile.INFERRED)));
    }

    /**
     * Get a finding that cannot be judged where a script reads the file without being given it; one that did not pass stays as it is.
     *
     * @param again runs a script again
     */
    public Finding in(Finding finding, Function<GivenFile, NoisyEvaluation.Outcome> again) {
        if (file.isEmpty() || finding.verdict() != Verdict.PASS) {
            return finding;
        }
        for (Given given : stages) {
            Optional<String> code = isQuickAndNamed(given.run()) ? holding(given.run()) : Optional.empty();
            Optional<String> missed = code.flatMap(any -> missed(given.run(), again.apply(given.again())));
            if (missed.isPresent()) {
                return finding.concluding(
                        Verdict.CANNOT_JUDGE,
                        given.run().name() + " reads a path of its own, whatever file it is given",
                        "given the same file as " + GivenFile.renamed(file.get()) + ": " + missed.get() + "\n"
                                + code.get() + " holds the name " + name() + "\n" + finding.observed(),
                        "read the path that the command line gives, not one that is written in the code");
            }
        }
        return finding;
    }

    private boolean isQuickAndNamed(StageRun run) {
        Command command = run.outcome().command();
        return run.outcome().duration().compareTo(LONG) <= 0 && GivenFile.isNamed(command, file.orElseThrow());
    }

    private String name() {
        return String.valueOf(file.orElseThrow().getFileName());
    }

    /** Get the file of code of the repository that ran and holds the name. */
    private Optional<String> holding(StageRun run) {
        return run.recording().processes().stream()
                .flatMap(process -> process.lines(Recorder.CODE_NOTE))
                .filter(code -> holds(workspace.resolve(code)))
                .findFirst();
    }

    private boolean holds(Path code) {
        try {
            return Files.isRegularFile(code)
                    && Files.readString(code, StandardCharsets.ISO_8859_1)
                            .contains(new String(name().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return false;
        }
    }

    /** Get the line that misses the file under its old name, of a run that failed. */
    private Optional<String> missed(StageRun run, NoisyEvaluation.Outcome outcome) {
        boolean isFailed = outcome.obstacle().isEmpty() && outcome.replaced() > 0;
        Stream<String> lines = isFailed ? outcome.output().stream() : Stream.empty();
        return lines.filter(
                        line -> line.contains(name()) && MISSING.matcher(line).find())
                .filter(line -> !run.output().contains(line))
                .reduce((earlier, later) -> later)
                .map(String::strip);
    }
}
