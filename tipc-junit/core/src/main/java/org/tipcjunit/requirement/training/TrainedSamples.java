// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.recording.Recording.Reads;
import org.tipcjunit.requirement.text.MetricName;
import org.tipcjunit.stage.train.Train;

/**
 * How many samples of the training were evaluated, bit for bit, and how many files of evaluated samples were trained on. Small data
 * sets may share theirs on purpose, so that it is told, warned of where it is all, and changes nothing; none says nothing, since
 * samples of a training are mostly cut and turned at random, and may be read in ways that are not seen.
 *
 * @param trained what names the first samples of the training
 * @param evaluated what names samples of the evaluation
 * @param trainedFiles what names the files that each data set of the training was read from: of many, the lowest
 * @param evaluatedFiles what names the files of the evaluation's samples
 */
record TrainedSamples(
        Set<String> trained,
        Set<String> evaluated,
        List<NavigableSet<String>> trainedFiles,
        Set<String> evaluatedFiles) {

    /** Fewer may be archives that hold samples of both. */
    private static final int FEWEST = 8;

    TrainedSamples {
        trained = Set.copyOf(trained);
        evaluated = Set.copyOf(evaluated);
        trainedFiles = List.copyOf(trainedFiles);
        evaluatedFiles = Set.copyOf(evaluatedFiles);
    }

    static TrainedSamples of(Chain chain, Evaluation evaluation) {
        Optional<StageRun> training = chain.ifMade(Train.STAGE).map(TrainingRun::stage);
        return new TrainedSamples(
                training.map(TrainedSamples::named).orElse(Set.of()),
                named(evaluation.stage()),
                training.map(stage -> stage.recording().reads().ofTraining()).orElse(List.of()),
                evaluation.stage().recording().reads().ofSamples());
    }

    private static Set<String> named(StageRun stage) {
        return stage.recording().processes().stream()
                .flatMap(process -> Stream.of(process.properties()
                        .getOrDefault(Recorder.SAMPLES_NOTE, "")
                        .split(" ", -1)))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Get a finding that tells it where there are any; a metric that is a distance may be one to what was trained on. */
    Finding in(Finding metric, MetricName name) {
        long shared = trained.stream().filter(evaluated::contains).count();
        Set<String> looked = lookedFor();
        long files = looked.stream()
                .filter(file -> trainedFiles.stream().anyMatch(known -> known.contains(file)))
                .count();
        Finding told = told(
                told(
                        metric,
                        "samples of the training that were evaluated, of those that were looked for",
                        shared,
                        trained),
                "files of evaluated samples that were trained on, of those that were looked for",
                files,
                looked);
        if (told.verdict() != Verdict.PASS || name.isUnbounded()) {
            return told;
        }
        if (files >= FEWEST && files == looked.size()) {
            return told.warning("all files that samples of the evaluation are read from were trained on as well: "
                    + name.text() + " says little of data that are new to the network");
        }
        return shared >= FEWEST && shared == trained.size()
                ? told.warning("all samples of the training that were looked for were evaluated as well: " + name.text()
                        + " says little of data that are new to the network")
                : told;
    }

    private static Finding told(Finding finding, String what, long shared, Collection<String> of) {
        return shared == 0 ? finding : finding.plus(List.of(Figure.share(what, shared, of.size(), "")), List.of());
    }

    /** Of many files of a training only the lowest are known, so that higher ones of the evaluation say nothing. */
    private Set<String> lookedFor() {
        Optional<String> highest = trainedFiles.stream()
                .filter(Reads::isCut)
                .map(NavigableSet::last)
                .min(String::compareTo);
        return evaluatedFiles.stream()
                .filter(file -> highest.isEmpty() || file.compareTo(highest.get()) <= 0)
                .collect(Collectors.toSet());
    }
}
