// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.process.Termination;
import org.tipcjunit.recording.RecordingKind;
import org.tipcjunit.workspace.LeftOutData;

/** Refuses what a command left that did not end well, and says what to do about it. */
final class FailedCommand {

    private FailedCommand() {}

    /**
     * Refuse a command that ended otherwise than with status 0.
     *
     * @param refusals what the command was kept from, in words
     * @param copy the working copy that it ran in
     */
    static void requireSuccess(StageRun run, Watch watch, List<String> refusals, Path copy, ChainFacts facts) {
        Termination termination = run.outcome().termination();
        if (!termination.isSuccess()) {
            throw new StageFailedException(StageFailure.of(
                    run,
                    "the " + run.name() + " command failed: " + termination.describe(),
                    "exit status 0",
                    termination.describe()
                            + iterationsBefore(run, watch)
                            + refusals.stream().map(line -> "\n" + line).collect(Collectors.joining()),
                    remedy(run, copy, facts) + lacking(run, copy, facts)));
        }
    }

    private static String iterationsBefore(StageRun run, Watch watch) {
        int iterations = run.recording().processes().stream()
                .mapToInt(process -> process.losses().size())
                .max()
                .orElse(0);
        return watch.kinds().contains(RecordingKind.LOSSES) ? "; recorded iterations before: " + iterations : "";
    }

    static void requireNotCutOff(StageRun run) {
        if (RecordingGaps.isCutOff(run.outcome(), run.recording())) {
            throw new StageFailedException(StageFailure.of(
                    run,
                    "the " + run.name() + " command ended before its work did",
                    "a command that ends when its work is done",
                    "still running, and then ended: "
                            + String.join("\n", run.outcome().leftovers()),
                    "let the command wait for the processes that it starts"));
        }
    }

    /** Get what the working copy lacks, as the end of a remedy; empty where that is not known. */
    private static String lacking(StageRun run, Path copy, ChainFacts facts) {
        return Stream.concat(
                        LeftOutData.in(
                                run.output(), run.outcome().command().workingDirectory(), copy, facts.repository())
                                .map(data -> ".\n" + toBeNamed(data))
                                .stream(),
                        Stream.of(PreparedPython.gaps(facts.workspace())))
                .collect(Collectors.joining());
    }

    private static String toBeNamed(LeftOutData found) {
        return "git ignores " + found.wanted()
                + ", so that the working copy lacks what the repository has: name it with --data " + found.data()
                + ", and it is copied";
    }

    private static Optional<KnownCause> ignoredModule(StageRun run, Path copy, ChainFacts facts) {
        Path directory = run.outcome().command().workingDirectory();
        List<Path> looked = Stream.concat(
                        run.outcome().command().argv().stream()
                                .filter(argument -> argument.endsWith(".py"))
                                .limit(1)
                                .map(script ->
                                        directory.resolve(script).normalize().getParent()),
                        Stream.of(directory, copy))
                .distinct()
                .toList();
        return LeftOutData.module(run.output(), looked, copy, facts.repository())
                .map(found -> new KnownCause(found.wanted() + " is not in the working copy, since git ignores "
                        + found.data() + ", which the repository has: let .gitignore pass it, and commit it"));
    }

    private static String remedy(StageRun run, Path copy, ChainFacts facts) {
        Termination termination = run.outcome().termination();
        if (termination instanceof Termination.TimedOut) {
            return "where its log shows that it went on, give it more time, in seconds: --stage-limit (tipc.stage.limit) for"
                    + " one stage, --limit (tipc.limit) for all together; where it does not, find out what it waits for";
        }
        if (termination instanceof Termination.LimitReached) {
            return "find out what it needs so much for, or let it have more with tipc.memory.limit, tipc.process.limit or"
                    + " tipc.disk.limit";
        }
        if (termination instanceof Termination.Stalled) {
            return "mend what the log names below 'Exception in thread': the command waited for that thread, and would have waited"
                    + " for ever. Where it is a DataLoader's, its data or its transforms raised; without workers Paddle's"
                    + " DataLoader does not pass an exception on";
        }
        return "run the command by hand in " + run.outcome().command().workingDirectory()
                + " and correct what its log names"
                + ignoredModule(run, copy, facts)
                        .or(() -> MissingModule.in(run.output(), run.outcome().command()))
                        .or(() -> KnownCause.of(termination, run.output()))
                        .map(cause -> ".\n" + cause.remedy())
                        .orElse("");
    }
}
