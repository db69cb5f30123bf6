// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.requirement.text.MetricName;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.evaluate.Evaluate;
import org.tipcjunit.stage.export.Export;
import org.tipcjunit.stage.noise.NoisyEvaluation;
import org.tipcjunit.stage.predict.Predict;
import org.tipcjunit.tensor.TensorValue;

/**
 * Whether the network needed, while it was evaluated, more than it gets when it predicts, such as the labels.
 *
 * <p>That an evaluation gives more is usual: networks take labels for a loss, or to leave them alone. What its outputs depend on was
 * tried in the run with random numbers in the place of outputs, and single numbers, such as losses, were left out. Of a static graph
 * that counts which goes through its weights.
 *
 * @param needed the inputs that outputs depend on, of several
 * @param given the inputs of each call that predicted, or those that the exported model declares; none where they are not known
 */
record GivenAnswers(List<String> needed, List<Set<String>> given) {

    GivenAnswers {
        needed = List.copyOf(needed);
        given = List.copyOf(given);
    }

    /** Get what a chain shows of it; the prediction is run for it where several inputs were needed and the metric is no loss. */
    static GivenAnswers of(Chain chain, MetricName metric) {
        List<String> needed = chain.ifMade(NoisyEvaluation.FIRST)
                .map(NoisyEvaluation.Outcome::needed)
                .orElse(List.of());
        List<String> weighed = weighed(chain);
        if (!weighed.isEmpty() && !metric.isUnbounded()) {
            // A prediction as a static graph is fed labels as well, which the export does not take.
            return new GivenAnswers(weighed, exported(chain));
        }
        return new GivenAnswers(needed, needed.size() < 2 || metric.isUnbounded() ? List.of() : given(chain));
    }

    private static List<String> weighed(Chain chain) {
        return chain.ifMade(Evaluate.STAGE).stream()
                .flatMap(evaluation -> evaluation.stage().recording().processes().stream())
                .flatMap(process -> process.lines(Recorder.WEIGHED_NOTE))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Set<String>> given(Chain chain) {
        if (Predict.STAGE.in(chain.plan()).isPresent()) {
            return made(chain, Predict.STAGE).stream()
                    .map(Prediction::calls)
                    .flatMap(List::stream)
                    .map(LayerCall::inputs)
                    .map(inputs -> inputs.stream().map(TensorValue::name).collect(Collectors.toSet()))
                    .distinct()
                    .toList();
        }
        return exported(chain);
    }

    private static List<Set<String>> exported(Chain chain) {
        return Export.STAGE.in(chain.plan()).flatMap(planned -> made(chain, Export.STAGE)).stream()
                .map(ExportedModel::export)
                .flatMap(Optional::stream)
                .map(ExportRecord::inputSpecs)
                .map(specs -> specs.stream().map(ExportRecord.InputSpec::name).collect(Collectors.toSet()))
                .toList();
    }

    private static <T> Optional<T> made(Chain chain, Product<T> product) {
        try {
            return Optional.of(chain.get(product));
        } catch (StageFailedException e) {
            // Its own requirement says so.
            return Optional.empty();
        }
    }

    /** Get a finding that cannot be judged where more was needed than is given; one that did not pass stays as it is. */
    Finding in(Finding metric) {
        List<String> answers = answers();
        return metric.verdict() != Verdict.PASS || answers.isEmpty()
                ? metric
                : metric.concluding(
                        Verdict.CANNOT_JUDGE,
                        "the evaluation gives the network what the prediction does not",
                        "its outputs depend on " + String.join(", ", answers) + "; the prediction gives "
                                + given.stream()
                                        .flatMap(Collection::stream)
                                        .distinct()
                                        .sorted()
                                        .collect(Collectors.joining(", "))
                                + "\n" + metric.observed(),
                        "calculate the metric from what the network says of the inputs of a prediction alone; labels belong"
                                + " into the loss");
    }

    private List<String> answers() {
        List<String> answers = needed.stream()
                .filter(name -> given.stream().noneMatch(inputs -> inputs.contains(name)))
                .toList();
        int most = given.stream().mapToInt(Set::size).max().orElse(Integer.MAX_VALUE);
        // Where all names differ, such as those of a wrapper, only the number of inputs tells.
        return given.isEmpty() || (answers.equals(needed) && needed.size() <= most) ? List.of() : answers;
    }
}
