// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.assertions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.recording.LossRecord;
import org.tipcjunit.requirement.training.LossConvergence;
import org.tipcjunit.requirement.training.LossReproducibility;

/**
 * Asserts what a training did.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class TrainingRunAssert extends FindingAssert<TrainingRunAssert, TrainingRun> {

    TrainingRunAssert(@Nullable TrainingRun actual) {
        super(actual, TrainingRunAssert.class);
    }

    /** Verify that the loss converges over the first {@code iterations}, at least 50, with default parameters. */
    public TrainingRunAssert convergesWithin(int iterations) {
        return converges(LossConvergence.Parameters.defaults().withIterations(iterations));
    }

    /** Verify that the loss converges. */
    public TrainingRunAssert converges(LossConvergence.Parameters parameters) {
        return passes(new LossConvergence(parameters).judge(present()));
    }

    /** Verify that at least one loss was recorded and that none is NaN or infinite. */
    public TrainingRunAssert hasFiniteLoss() {
        List<LossRecord> losses = present().losses();
        if (losses.isEmpty()) {
            failWithMessage("no loss was recorded for %s", present().stage().model());
        }
        for (LossRecord loss : losses) {
            if (!Double.isFinite(loss.loss())) {
                failWithMessage(
                        "the loss of %s is %s at iteration %d of %d",
                        present().stage().model(), loss.loss(), loss.iteration(), losses.size());
            }
        }
        return this;
    }

    /**
     * Verify that the standard log was written and holds at least one line for each iteration.
     *
     * @param relative the end of the log's path, such as {@code test_log/log_train.txt}
     */
    public TrainingRunAssert wroteLog(String relative) {
        Path log = present().trainLog();
        if (!log.endsWith(relative)) {
            failWithMessage(
                    "the log of %s was written to %s, not to %s",
                    present().stage().model(), log, relative);
        }
        long lines = countLines(log);
        if (lines < Math.max(1, present().losses().size())) {
            failWithMessage(
                    "the log %s of %s has %d lines for %d iterations",
                    log, present().stage().model(), lines, present().losses().size());
        }
        return this;
    }

    /** Verify that {@code other}, another training with the same seed, has bitwise equal losses. */
    public TrainingRunAssert hasSameLossesAs(TrainingRun other) {
        return passes(new LossReproducibility().judge(other, present()));
    }

    private long countLines(Path log) {
        try (var lines = Files.lines(log)) {
            return lines.count();
        } catch (IOException e) {
            failWithMessage(
                    "the log of %s cannot be read: %s", present().stage().model(), e);
            return 0;
        }
    }
}
