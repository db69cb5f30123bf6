// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.batches;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Part;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.stage.train.EpochArgument;

/**
 * The epochs that a training made, beside the number that it was asked for.
 *
 * <p>Only a training that took each pass over its data to the end says how many they were: others count epochs by steps, or break them
 * off. One that says that it stops early may make fewer.
 *
 * @param begun how many passes over what a data loader has were trained on
 * @param ended how many of them were taken to the end
 * @param stopsEarly whether it printed that it stops early
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record TrainedEpochs(int begun, int ended, boolean stopsEarly) {

    private static final Pattern STOPS_EARLY = Pattern.compile(
            "(?i)early[\\s_-]*stop|stop\\w*[\\s_-]+early|patience|resum(?:e|ed|ing)\\b|提前(?:停止|结束|终止)|早停|恢复训练");

    /** Get what was seen of a training's epochs, where one process trained and its data loader was seen. */
    public static Part of(TrainingRun training, Optional<EpochArgument> asked) {
        List<int[]> passes = training.stage().recording().processes().stream()
                .filter(process -> !process.losses().isEmpty())
                .map(TrainedEpochs::passes)
                .toList();
        if (passes.size() != 1 || passes.get(0).length < 2 || asked.isEmpty()) {
            return Part.none();
        }
        boolean early = training.stage().output().stream()
                .anyMatch(line -> STOPS_EARLY.matcher(line).find());
        return new TrainedEpochs(passes.get(0)[0], passes.get(0)[1], early).part(asked.get());
    }

    private static int[] passes(RecordedProcess process) {
        return process.numbers(Recorder.TRAINING_PASSES_NOTE);
    }

    /** Get the number of epochs, and what cannot be judged where they are fewer than those that were asked for. */
    Part part(EpochArgument asked) {
        if (begun == 0 || begun != ended) {
            return Part.none();
        }
        Part seen = Part.measuring(Figure.of("epochs of the training", ended, ""))
                .plus(Part.measuring(Figure.of("epochs that the training was asked for", asked.value(), "")));
        // Many count from 1 to the number, which they leave out.
        return ended >= asked.value() - 1 || stopsEarly ? seen : seen.plus(Part.unjudged(fewer(asked)));
    }

    private Fault fewer(EpochArgument asked) {
        return new Fault(
                "the training made fewer epochs than it was asked for",
                asked.option() + " is " + asked.value() + "; the training ended after " + ended
                        + " passes over its data, each taken to the end",
                "let the script train as many epochs as the option says; where it stops early on purpose, let it print so"
                        + " ('early stopping')");
    }
}
