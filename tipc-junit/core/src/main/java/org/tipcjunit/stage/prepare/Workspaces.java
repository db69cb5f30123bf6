// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.prepare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.chain.OnDemand;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.recording.Recording;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.ChainRequest;
import org.tipcjunit.stage.ChainTools;
import org.tipcjunit.stage.StageRunner;
import org.tipcjunit.workspace.Checkout;
import org.tipcjunit.workspace.Preparation;
import org.tipcjunit.workspace.PrepareRequest;
import org.tipcjunit.workspace.PrepareScript;
import org.tipcjunit.workspace.WorkingCopy;
import org.tipcjunit.workspace.WorkspaceException;
import org.tipcjunit.workspace.WorkspaceRequest;

/**
 * The working copies of one chain, each made when a stage first needs it.
 *
 * <p>Instances are safe for use by several threads.
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Workspaces {

    private static final Duration PREPARE_LIMIT = Duration.ofMinutes(30);

    private final ChainPlan plan;
    private final ChainTools tools;
    private final Map<Path, OnDemand<WorkingCopy>> copies = new LinkedHashMap<>();

    public Workspaces(ChainPlan plan, ChainTools tools) {
        this.plan = plan;
        this.tools = tools;
    }

    /**
     * Get the working copy at {@code directory}, made of the user's repository where it is not there yet.
     *
     * @throws StageFailedException if it cannot be made or prepared
     */
    public WorkingCopy at(Path directory) {
        return copy(directory, () -> make(directory)).get();
    }

    /**
     * Get the working copy at {@code directory}, made of another one as that is now.
     *
     * @throws StageFailedException if it cannot be made
     */
    public WorkingCopy copyOf(Path original, Path directory) {
        return copy(directory, () -> attempt(() -> at(original).duplicate(directory, tools.runner(), tools.progress())))
                .get();
    }

    /** Remove all copies; what cannot be removed stays and is told. */
    public void remove() {
        for (OnDemand<WorkingCopy> copy : made()) {
            copy.ifMade().ifPresent(present -> {
                try {
                    present.remove();
                } catch (WorkspaceException e) {
                    tools.progress().accept("[tipc] " + plan.model() + ": " + e.getMessage());
                }
            });
        }
    }

    private synchronized List<OnDemand<WorkingCopy>> made() {
        return List.copyOf(copies.values());
    }

    private synchronized OnDemand<WorkingCopy> copy(Path directory, java.util.function.Supplier<WorkingCopy> maker) {
        return copies.computeIfAbsent(directory, key -> new OnDemand<>(maker));
    }

    private WorkingCopy make(Path directory) {
        ChainRequest.Workspace wanted = plan.request().workspace();
        WorkingCopy copy = attempt(() -> WorkingCopy.make(
                new WorkspaceRequest(Checkout.of(plan.repository()), directory, wanted.data(), wanted.excluded()),
                tools.runner(),
                tools.progress()));
        copy.notes().forEach(note -> tools.progress().accept("[tipc] " + plan.model() + ": " + note));
        if (wanted.prepare()) {
            prepare(copy);
        }
        return copy;
    }

    private void prepare(WorkingCopy copy) {
        String label = "[tipc] " + plan.model() + ": prepare.sh";
        Path directory = copy.directory().resolveSibling(copy.directory().getFileName() + "-prepare");
        tools.progress().accept(label + " started, log " + directory.resolve("prepare.log"));
        Preparation preparation = attempt(() -> PrepareScript.run(
                new PrepareRequest(
                        copy,
                        plan.request().configPath(),
                        plan.mode(),
                        Map.of("PATH", plan.request().programPath()),
                        directory,
                        PREPARE_LIMIT),
                tools.runner(),
                line -> {}));
        tools.progress().accept(label + " " + preparation.describe());
        if (!preparation.isSuccess()) {
            throw new StageFailedException(new StageFailure(
                    plan.model(),
                    StageKind.TRAIN,
                    "prepare",
                    StageFailure.Reason.FAILED,
                    "the repository's prepare.sh failed",
                    "exit status 0, and no command of it that fails",
                    preparation.describe(),
                    "see its log; get what it could not get by hand, put it where the script would, and name it as data"
                            + " (tipc.data) instead of asking for the preparation",
                    Optional.of(run(directory, preparation.outcome()))));
        }
    }

    private StageRun run(Path directory, ProcessOutcome outcome) {
        return new StageRun(
                plan.model(),
                "prepare",
                StageKind.TRAIN,
                directory,
                outcome,
                StageRunner.output(outcome.log()),
                new Recording(directory, List.of()));
    }

    private <T> T attempt(java.util.function.Supplier<T> action) {
        try {
            return action.get();
        } catch (WorkspaceException e) {
            String message = String.valueOf(e.getMessage());
            int remedy = message.indexOf("\n  remedy: ");
            throw new StageFailedException(new StageFailure(
                    plan.model(),
                    StageKind.TRAIN,
                    "prepare",
                    StageFailure.Reason.FAILED,
                    "the working copy of the repository cannot be made",
                    "a copy of " + plan.repository() + " that stages can run in",
                    remedy < 0 ? message : message.substring(0, remedy),
                    remedy < 0 ? "" : message.substring(remedy + "\n  remedy: ".length()),
                    Optional.empty()));
        }
    }
}
