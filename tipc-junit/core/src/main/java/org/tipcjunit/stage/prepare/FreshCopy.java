// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.prepare;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.stage.ChainRequest;
import org.tipcjunit.stage.ChainTools;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.workspace.Checkout;
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
            new PreparedCopy(chain, copy).prepare();
        }
        return copy;
    }

    static WorkingCopy copied(StageContext chain, Supplier<WorkingCopy> action) {
        return attempt(chain, action);
    }

    static <T> T attempt(StageContext chain, Supplier<T> action) {
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
