// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.prepare;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.Watch;
import org.tipcjunit.workspace.Overlay;
import org.tipcjunit.workspace.PrepareScript;
import org.tipcjunit.workspace.WorkingCopy;

/**
 * The working copy that the chain runs in, with the repository's preparation where that is asked for.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum Prepare implements Stage<WorkingCopy> {
    /** The stage. */
    STAGE;

    @Override
    public String label() {
        return "prepare";
    }

    @Override
    public StageKind kind() {
        return StageKind.PREPARE;
    }

    @Override
    public Watch watch() {
        return Watch.wholly();
    }

    @Override
    public WorkingCopy make(StageContext chain) {
        return chain.get(new FreshCopy(chain.plan().workspace()));
    }

    /** Get the log of the preparation of the working copy that the chain runs in; there is one once it has begun. */
    public Path log(ChainPlan plan) {
        return log(folder(plan.workspace()));
    }

    /** Get what the preparation of the working copy that the chain runs in did, and what it did not. */
    public String did(ChainPlan plan) {
        List<String> failures = PrepareScript.failures(plan.workspace());
        List<String> installed = new Overlay(plan.workspace()).lastSeen(folder(plan.workspace()));
        return (failures.isEmpty() ? "ended well" : "ended, and these commands failed: " + String.join("; ", failures))
                + (installed.isEmpty() ? "" : "; installed for this run alone: " + String.join(", ", installed));
    }

    static Path folder(Path workingCopy) {
        return PrepareScript.folder(workingCopy);
    }

    static Path log(Path folder) {
        return folder.resolve("prepare.log");
    }
}
