// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.artifact.TrainedNetwork;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.recording.NetworkState;
import org.tipcjunit.stage.evaluate.Evaluate;
import org.tipcjunit.stage.export.Export;
import org.tipcjunit.stage.predict.Predict;
import org.tipcjunit.stage.train.Train;

/**
 * Whether the weights that were evaluated are those that predict: where a training saves several, such as an average of them
 * beside them, a teacher beside a student, or a best beside a last one, a metric of one says nothing of another.
 *
 * <p>Nothing is run for it: of two requirements that could tell, the one that is judged last does.
 *
 * @param trained the network of the training; empty where none trained so far
 * @param evaluated the tensors of each network that was evaluated, as SHA-256 by name
 * @param deployed those of each network that predicted, else of the exported layer
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record MeasuredWeights(
        Optional<TrainedNetwork> trained, List<Map<String, String>> evaluated, List<Map<String, String>> deployed) {

    public MeasuredWeights {
        evaluated = List.copyOf(evaluated);
        deployed = List.copyOf(deployed);
    }

    /** Get what is known of the weights of a chain so far. */
    public static MeasuredWeights of(Chain chain) {
        List<Map<String, String>> predicted = chain.ifMade(Predict.STAGE)
                .filter(prediction -> prediction.source() == Prediction.Source.COMMAND)
                .map(Prediction::stage)
                .map(MeasuredWeights::held)
                .orElse(List.of());
        List<Map<String, String>> exported =
                chain.ifMade(Export.STAGE)
                        .flatMap(ExportedModel::export)
                        .map(ExportRecord::weightDigests)
                        .stream()
                        .toList();
        return new MeasuredWeights(
                chain.ifMade(Train.STAGE).map(TrainingRun::network),
                chain.ifMade(Evaluate.STAGE)
                        .map(Evaluation::stage)
                        .map(MeasuredWeights::held)
                        .orElse(List.of()),
                predicted.isEmpty() ? exported : predicted);
    }

    private static List<Map<String, String>> held(StageRun stage) {
        return stage.recording().processes().stream()
                .flatMap(process -> process.networks().states().stream())
                .map(NetworkState::weightDigests)
                .toList();
    }

    /** Get a finding that failed where other weights were evaluated than predict; one that failed anyway stays as it is. */
    public Finding in(Finding finding) {
        return finding.verdict() != Verdict.PASS
                ? finding
                : difference()
                        .map(difference -> finding.concluding(
                                Verdict.FAIL,
                                "the evaluation ran other weights than the prediction",
                                difference + "\n" + finding.observed(),
                                "evaluate, predict with and export the same of the weights that the training saved"))
                        .orElse(finding);
    }

    private Optional<String> difference() {
        Set<String> made = trained.stream()
                .flatMap(network -> network.taken().stream().map(network::madeIn))
                .flatMap(Collection::stream)
                .collect(Collectors.toSet());
        List<Map<String, String>> measured = ours(evaluated, made);
        List<Map<String, String>> used = ours(deployed, made);
        List<List<String>> differences = measured.stream()
                .flatMap(each -> used.stream().map(other -> otherwise(each, other)))
                .toList();
        return differences.isEmpty() || differences.stream().anyMatch(List::isEmpty)
                ? Optional.empty()
                : Optional.of(told(differences.get(0)));
    }

    /** Get the tensors of those that hold any that the training made, and these only. */
    private static List<Map<String, String>> ours(List<Map<String, String>> networks, Set<String> made) {
        return networks.stream()
                .map(network -> network.entrySet().stream()
                        .filter(tensor -> made.contains(tensor.getValue()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .filter(network -> !network.isEmpty())
                .toList();
    }

    /** Get what stands for tensors that both have by name, and with other values. */
    private List<String> otherwise(Map<String, String> one, Map<String, String> other) {
        return one.entrySet().stream()
                .filter(tensor -> !other.containsValue(tensor.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .flatMap(tensor -> other.entrySet().stream()
                        .filter(used -> !one.containsValue(used.getValue()) && isSame(tensor.getKey(), used.getKey()))
                        .limit(1)
                        .map(used -> key(tensor.getValue()) + " was evaluated, and " + key(used.getValue()) + " predicted"))
                .toList();
    }

    /** Get what the training calls a tensor. */
    private String key(String digest) {
        return trained.stream()
                .flatMap(network -> network.taken().stream())
                .flatMap(set -> set.digests().entrySet().stream()
                        .filter(tensor -> tensor.getValue().equals(digest))
                        .map(tensor -> "'" + tensor.getKey() + "' " + set.origin()))
                .sorted()
                .findFirst()
                .orElse("another");
    }

    private static String told(List<String> otherwise) {
        return otherwise.get(0)
                + (otherwise.size() > 1 ? "; and so with " + (otherwise.size() - 1) + " more" : "");
    }

    private static boolean isSame(String name, String other) {
        return Stream.of(".", "/")
                .anyMatch(separator -> name.equals(other)
                        || name.endsWith(separator + other)
                        || other.endsWith(separator + name));
    }
}
