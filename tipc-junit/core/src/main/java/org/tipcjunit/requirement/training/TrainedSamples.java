// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.stage.train.Train;

/**
 * How many samples of the training were evaluated, bit for bit. Small data sets may share theirs on purpose, so that it is told and
 * changes nothing; none says nothing, since training samples are mostly cut and turned at random.
 *
 * @param trained what names the first samples of the training
 * @param evaluated what names samples of the evaluation
 */
record TrainedSamples(Set<String> trained, Set<String> evaluated) {

    TrainedSamples {
        trained = Set.copyOf(trained);
        evaluated = Set.copyOf(evaluated);
    }

    static TrainedSamples of(Chain chain, Evaluation evaluation) {
        return new TrainedSamples(
                chain.ifMade(Train.STAGE)
                        .map(TrainingRun::stage)
                        .map(TrainedSamples::named)
                        .orElse(Set.of()),
                named(evaluation.stage()));
    }

    private static Set<String> named(StageRun stage) {
        return stage.recording().processes().stream()
                .flatMap(process -> Stream.of(process.properties()
                        .getOrDefault(Recorder.SAMPLES_NOTE, "")
                        .split(" ", -1)))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Get a finding that tells it where there are any. */
    Finding in(Finding metric) {
        long shared = trained.stream().filter(evaluated::contains).count();
        return shared == 0
                ? metric
                : metric.plus(
                        List.of(Figure.share(
                                "samples of the training that were evaluated, of those that were looked for",
                                shared,
                                trained.size(),
                                "")),
                        List.of());
    }
}
