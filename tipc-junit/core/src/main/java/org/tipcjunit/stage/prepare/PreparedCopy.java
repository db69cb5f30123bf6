// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.prepare;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.isolation.Place;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.recording.Recording;
import org.tipcjunit.stage.ChainRequest;
import org.tipcjunit.stage.ChainTools;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.StageRunner;
import org.tipcjunit.workspace.Overlay;
import org.tipcjunit.workspace.PinnedPackages;
import org.tipcjunit.workspace.Preparation;
import org.tipcjunit.workspace.PrepareRequest;
import org.tipcjunit.workspace.PrepareScript;
import org.tipcjunit.workspace.WorkingCopy;

/** The preparation of a working copy by the repository's own script, in a Python environment of that copy. */
record PreparedCopy(StageContext chain, WorkingCopy copy) {

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Pattern REQUESTED = Pattern.compile("The user requested .*");

    void prepare() {
        ChainTools tools = chain.tools();
        ChainRequest.Run run = chain.plan().request().run();
        String label = "[tipc] " + chain.plan().model() + ": prepare.sh";
        Path folder = Prepare.folder(copy.directory());
        Overlay overlay = new Overlay(copy.directory());
        List<String> pinned = PinnedPackages.of(tools.environment().packages()).constraints();
        FreshCopy.attempt(chain, () -> {
            overlay.make(run.python(), folder, tools.runner());
            return overlay;
        });
        tools.progress().accept(label + " started, log " + Prepare.log(folder));
        tools.listener().stageStarted(Prepare.STAGE.label(), Prepare.log(folder));
        // Files tell when they were written with less than all digits.
        Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Preparation preparation = FreshCopy.attempt(chain, () -> run(overlay, pinned, folder));
        tools.progress().accept(label + " " + preparation.describe());
        tools.listener().stageEnded(Prepare.STAGE.label(), preparation.outcome());
        if (!preparation.leavesOnlyGaps(copy.repository(), begun)) {
            throw failed(
                    preparation.outcome(),
                    folder,
                    "the repository's prepare.sh failed",
                    "exit status 0, and no command of it that fails",
                    preparation.describe() + refusals(preparation.outcome()) + kept(preparation.outcome()),
                    "see its log; get what it could not get by hand, put it where the script would, and name it as data"
                            + " (tipc.data) instead of asking for the preparation");
        }
        Overlay.Installed installed = FreshCopy.attempt(
                chain, () -> overlay.look(folder, command -> enclosed(command, folder), tools.runner()));
        requirePinned(preparation.outcome(), folder, installed.changed(pinned));
        if (!installed.packages().isEmpty()) {
            tools.progress()
                    .accept(label + " installed, for this working copy alone: "
                            + String.join(", ", installed.packages()));
        }
        if (!preparation.isSuccess()) {
            tools.progress()
                    .accept(label + " left gaps, which matter where a stage needs what fills them"
                            + refusals(preparation.outcome()));
        }
    }

    private Preparation run(Overlay overlay, List<String> pinned, Path folder) {
        Map<String, String> variables =
                overlay.variables(pinned, chain.plan().request().run().programPath(), folder);
        return PrepareScript.run(
                new PrepareRequest(
                        copy,
                        chain.plan().request().model().configPath(),
                        chain.plan().mode(),
                        variables,
                        folder,
                        LIMIT,
                        command -> enclosed(command, folder)),
                chain.tools().runner(),
                line -> {});
    }

    private Command enclosed(Command command, Path folder) {
        return chain.tools()
                .isolation()
                .enclose(
                        command, new Place(chain.plan().runDirectory(), copy.directory(), folder, Place.Use.PREPARING));
    }

    private void requirePinned(ProcessOutcome outcome, Path folder, List<String> changed) {
        if (!changed.isEmpty()) {
            throw failed(
                    outcome,
                    folder,
                    "the repository's prepare.sh replaced packages that every number of a certificate hangs on",
                    "numpy, protobuf and Paddle as they are in "
                            + chain.tools().environment().python(),
                    String.join("\n", changed),
                    "take them out of what prepare.sh installs, or name an environment that has those versions with"
                            + " tipc.python");
        }
    }

    /** Get what pip was kept from replacing, in pip's own words. */
    private static String refusals(ProcessOutcome outcome) {
        List<String> requested = StageRunner.output(outcome.log()).stream()
                .map(String::strip)
                .filter(line -> REQUESTED.matcher(line).matches())
                .distinct()
                .toList();
        return requested.isEmpty()
                ? ""
                : "\npip was kept from replacing what is pinned: " + String.join("; ", requested)
                        + " (take it out of the requirements, or name an environment that has it with tipc.python)";
    }

    /** Get what isolation kept the script from, a line each. */
    private String kept(ProcessOutcome outcome) {
        return chain.tools().isolation().refusals(StageRunner.output(outcome.log())).stream()
                .map(line -> "\n" + line)
                .collect(Collectors.joining());
    }

    private StageFailedException failed(
            ProcessOutcome outcome, Path folder, String what, String expected, String observed, String remedy) {
        StageRun run = new StageRun(
                chain.plan().model(),
                Prepare.STAGE.label(),
                Prepare.STAGE.kind(),
                folder,
                outcome,
                StageRunner.output(outcome.log()),
                new Recording(folder, List.of()),
                "plainly");
        return new StageFailedException(StageFailure.of(run, what, expected, observed, remedy));
    }
}
