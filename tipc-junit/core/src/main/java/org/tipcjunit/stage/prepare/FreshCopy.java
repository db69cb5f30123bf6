// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.prepare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.isolation.Place;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.recording.Recording;
import org.tipcjunit.stage.ChainRequest;
import org.tipcjunit.stage.ChainTools;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.StageRunner;
import org.tipcjunit.workspace.Checkout;
import org.tipcjunit.workspace.Preparation;
import org.tipcjunit.workspace.PrepareRequest;
import org.tipcjunit.workspace.PrepareScript;
import org.tipcjunit.workspace.WorkingCopy;
import org.tipcjunit.workspace.WorkspaceException;
import org.tipcjunit.workspace.WorkspaceRequest;

/**
 * A working copy made of the user's repository, and prepared where that is asked for.
 *
 * @param directory the folder that it gets
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record FreshCopy(Path directory) implements Product<WorkingCopy> {

    private static final Duration PREPARE_LIMIT = Duration.ofMinutes(30);

    @Override
    public WorkingCopy make(StageContext chain) {
        ChainTools tools = chain.tools();
        ChainRequest.Workspace wanted = chain.plan().request().workspace();
        WorkingCopy copy = attempt(
                chain,
                () -> WorkingCopy.make(
                        new WorkspaceRequest(
                                Checkout.of(chain.plan().repository()), directory, wanted.data(), wanted.excluded()),
                        tools.runner(),
                        tools.progress()));
        copy.notes().forEach(note -> tools.progress()
                .accept("[tipc] " + chain.plan().model() + ": " + note));
        if (wanted.prepare()) {
            prepare(chain, copy);
        }
        return copy;
    }

    private static void prepare(StageContext chain, WorkingCopy copy) {
        ChainTools tools = chain.tools();
        String label = "[tipc] " + chain.plan().model() + ": prepare.sh";
        Path folder = Prepare.folder(copy.directory());
        tools.progress().accept(label + " started, log " + Prepare.log(folder));
        tools.listener().stageStarted(Prepare.STAGE.label(), Prepare.log(folder));
        Preparation preparation = attempt(
                chain,
                () -> PrepareScript.run(
                        new PrepareRequest(
                                copy,
                                chain.plan().request().model().configPath(),
                                chain.plan().mode(),
                                Map.of("PATH", chain.plan().request().run().programPath()),
                                folder,
                                PREPARE_LIMIT,
                                command -> tools.isolation()
                                        .enclose(
                                                command,
                                                new Place(
                                                        chain.plan().runDirectory(),
                                                        copy.directory(),
                                                        folder,
                                                        Place.Use.PREPARING))),
                        tools.runner(),
                        line -> {}));
        tools.progress().accept(label + " " + preparation.describe());
        tools.listener().stageEnded(Prepare.STAGE.label(), preparation.outcome());
        if (!preparation.isSuccess()) {
            throw new StageFailedException(StageFailure.of(
                    run(chain, folder, preparation.outcome()),
                    "the repository's prepare.sh failed",
                    "exit status 0, and no command of it that fails",
                    preparation.describe()
                            + tools
                                    .isolation()
                                    .refusals(StageRunner.output(
                                            preparation.outcome().log()))
                                    .stream()
                                    .map(line -> "\n" + line)
                                    .collect(Collectors.joining()),
                    "see its log; get what it could not get by hand, put it where the script would, and name it as data"
                            + " (tipc.data) instead of asking for the preparation"));
        }
    }

    private static StageRun run(StageContext chain, Path folder, ProcessOutcome outcome) {
        return new StageRun(
                chain.plan().model(),
                Prepare.STAGE.label(),
                Prepare.STAGE.kind(),
                folder,
                outcome,
                StageRunner.output(outcome.log()),
                new Recording(folder, List.of()),
                "plainly");
    }

    static WorkingCopy copied(StageContext chain, Supplier<WorkingCopy> action) {
        return attempt(chain, action);
    }

    private static <T> T attempt(StageContext chain, Supplier<T> action) {
        try {
            return action.get();
        } catch (WorkspaceException e) {
            throw new StageFailedException(new StageFailure(
                    chain.plan().model(),
                    Prepare.STAGE.kind(),
                    Prepare.STAGE.label(),
                    StageFailure.Reason.FAILED,
                    "the working copy of the repository cannot be made",
                    "a copy of " + chain.plan().repository() + " that stages can run in",
                    e.problem().what(),
                    e.problem().remedy(),
                    Optional.empty()));
        }
    }
}
