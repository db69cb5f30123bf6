// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.TestTexts;
import org.tipcjunit.plan.model.Change;
import org.tipcjunit.stage.samples.TestImages;
import org.tipcjunit.stage.samples.TextLines;

/**
 * What a stage has at hand while it makes its artifact.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public interface StageContext {

    /** Get the plan of the chain. */
    ChainPlan plan();

    /** Get what stages run with. */
    ChainTools tools();

    /** Get what runs the commands of this chain. */
    StageRunner runner();

    /**
     * Get what another stage makes, or something else that the chain makes once.
     *
     * @throws StageFailedException if it failed, now or before
     */
    <T> T get(Product<T> product);

    /** Remember that something of what the config asks for is done otherwise. */
    void changed(Change change);

    /**
     * Get the command of a stage.
     *
     * @param expected what a chain with this stage has
     * @param observed why this one has it not
     * @throws StageFailedException if the plan has none
     */
    default PlannedStage required(Stage<?> stage, String expected, String observed) {
        return stage.in(plan()).orElseThrow(() -> missing(stage, expected, observed));
    }

    /** Get the failure of a stage that the plan has no command for. */
    default StageFailedException missing(Stage<?> stage, String expected, String observed) {
        List<String> notRun = plan().notRun();
        return new StageFailedException(new StageFailure(
                plan().model(),
                stage.kind(),
                stage.label(),
                StageFailure.Reason.NO_EVIDENCE,
                "the chain has no " + stage.label() + " command",
                expected,
                observed + (notRun.isEmpty() ? "" : "\n" + String.join("\n", notRun)),
                "complete the config, or certify in a mode that does it",
                Optional.empty()));
    }

    /** Get the test images in the working copy, sorted; none before it is made, or where the config names none. */
    default List<Path> images() {
        return plan().facts().images().map(TestImages::at).orElse(List.of());
    }

    /** Get the test texts, where the samples are the lines of one file; none where they are files. */
    default TestTexts texts() {
        return plan().facts().images().map(TextLines::at).orElseGet(TestTexts::none);
    }
}
