// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.program;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.text.MetricName;
import org.tipcjunit.stage.noise.NoisyEvaluation;
import org.tipcjunit.stage.noise.PartlyNoisyEvaluation;
import org.tipcjunit.tensor.TensorValue;

/**
 * Whether the metric, of whatever kind, depends on the outputs that are deployed: a network with several heads of one shape may be
 * evaluated by one of them and deployed with another, or evaluated by their mean.
 *
 * <p>Where a wrapper evaluated one of them, it is told by what it said. Else it is tried: the evaluation runs again with random numbers in the place of all outputs but those of the other heads, and with
 * random numbers in their place alone.
 *
 * @param heads the network that was evaluated; empty where none says all that the program says
 * @param said the outputs of the program, from 0, that the evaluated network said, where it said only some
 * @param read which outputs of the program the inference reads, from 0; all where it names none
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record MeasuredHeads(Optional<Heads> heads, Set<Integer> said, Set<Integer> read) {

    private static final int TRIES = 4;

    public MeasuredHeads {
        said = Set.copyOf(said);
        read = Set.copyOf(read);
    }

    /**
     * A network that was evaluated.
     *
     * @param layerClass its Python class
     * @param said what it said in each call of which the program says the same
     * @param sources for each output of the program, the names of the network's outputs that it may be made of
     * @param only whether no other network was seen in the evaluation
     */
    public record Heads(String layerClass, List<List<TensorValue>> said, List<Set<String>> sources, boolean only) {

        public Heads {
            said = said.stream().map(List::copyOf).toList();
            sources = sources.stream().map(Set::copyOf).toList();
        }

        /** Get those that are of the shape of a chosen one and in some call not the same thing. */
        private List<String> beside(Set<String> chosen) {
            return said.stream()
                    .flatMap(call -> beside(chosen, call))
                    .distinct()
                    .sorted()
                    .toList();
        }

        private static Stream<String> beside(Set<String> chosen, List<TensorValue> call) {
            List<TensorValue> own = call.stream()
                    .filter(tensor -> chosen.contains(tensor.name()))
                    .toList();
            return call.stream()
                    .filter(tensor -> !chosen.contains(tensor.name()))
                    .filter(tensor ->
                            tensor.type().isFloatingPoint() && tensor.shape().size() > 1)
                    .filter(tensor -> own.stream().anyMatch(each -> each.shape().equals(tensor.shape())))
                    .filter(tensor -> own.stream()
                            .filter(each -> each.shape().equals(tensor.shape()))
                            .noneMatch(each -> OutputRelation.areOneThing(each, tensor)))
                    .map(TensorValue::name);
        }

        private List<String> but(List<String> names) {
            return said.stream()
                    .flatMap(List::stream)
                    .map(TensorValue::name)
                    .filter(name -> !names.contains(name))
                    .distinct()
                    .sorted()
                    .toList();
        }

        private PartlyNoisyEvaluation leaving(int seed, List<String> names) {
            return new PartlyNoisyEvaluation(
                    seed, names.stream().map(name -> layerClass + " " + name).toList());
        }
    }

    /**
     * How a metric is read.
     *
     * @param metric its name
     * @param printed reads its number of what an evaluation printed; empty where there is none
     */
    public record Reading(String metric, Function<List<String>, Optional<String>> printed) {}

    /** Find out which outputs the network has that was evaluated. */
    public static MeasuredHeads of(MeasuredProgram program) {
        return new MeasuredHeads(program.heads(), program.said(), Set.of());
    }

    /** Get the same where it is known which outputs of the program the inference reads. */
    public MeasuredHeads reading(Set<Integer> outputs) {
        return new MeasuredHeads(heads, said, outputs);
    }

    /**
     * Get a finding that cannot be judged where the metric depends on heads that are not deployed; one that did not pass stays as it
     * is.
     *
     * @param noisy evaluates again
     */
    public Finding in(
            Finding finding,
            Reading reading,
            Evaluation evaluation,
            Function<PartlyNoisyEvaluation, NoisyEvaluation.Outcome> noisy) {
        if (finding.verdict() == Verdict.PASS
                && !said.isEmpty()
                && !read.isEmpty()
                && said.stream().noneMatch(read::contains)) {
            return told(
                    finding,
                    reading,
                    "the evaluated network says what the program says as its output " + listed(said),
                    "output " + listed(read) + " of the program");
        }
        Optional<String> printed = reading.printed().apply(evaluation.stage().output());
        boolean isQuick = evaluation.stage().outcome().duration().compareTo(NoisyEvaluation.LONG) <= 0;
        if (finding.verdict() != Verdict.PASS || heads.isEmpty() || printed.isEmpty() || !isQuick) {
            return finding;
        }
        DeployedOutputs deployed = new DeployedOutputs(heads.get().sources(), read);
        List<String> others = heads.get().beside(deployed.names());
        List<String> kept = heads.get().beside(deployed.exported());
        if (!others.isEmpty() && stays(heads.get(), others, reading, printed.get(), noisy)) {
            return told(
                    finding,
                    reading,
                    reading.metric() + " = " + printed.get() + " with random numbers in the place of all outputs of "
                            + heads.get().layerClass() + " but " + String.join(", ", others),
                    listed(deployed.names()));
        }
        // A loss has parts that are of heads for the training alone.
        return kept.isEmpty() || !heads.get().only() || new MetricName(reading.metric()).isUnbounded()
                ? finding
                : mixed(finding, reading, printed.get(), kept, noisy);
    }

    private boolean stays(
            Heads network,
            List<String> left,
            Reading reading,
            String printed,
            Function<PartlyNoisyEvaluation, NoisyEvaluation.Outcome> noisy) {
        for (int seed = 1; seed <= TRIES; seed++) {
            NoisyEvaluation.Outcome outcome = noisy.apply(network.leaving(seed, left));
            boolean same = outcome.isTelling()
                    && reading.printed().apply(outcome.output()).equals(Optional.of(printed));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private Finding mixed(
            Finding finding,
            Reading reading,
            String printed,
            List<String> others,
            Function<PartlyNoisyEvaluation, NoisyEvaluation.Outcome> noisy) {
        NoisyEvaluation.Outcome outcome =
                noisy.apply(heads.orElseThrow().leaving(1, heads.orElseThrow().but(others)));
        Optional<String> other = reading.printed().apply(outcome.output());
        return !outcome.isTelling() || other.isEmpty() || other.get().equals(printed)
                ? finding
                : told(
                        finding,
                        reading,
                        reading.metric() + " = " + other.get() + " with random numbers in the place of "
                                + String.join(", ", others) + " of "
                                + heads.orElseThrow().layerClass(),
                        listed(new DeployedOutputs(heads.orElseThrow().sources(), read).names()));
    }

    private static Finding told(Finding finding, Reading reading, String line, String deployed) {
        return finding.concluding(
                Verdict.CANNOT_JUDGE,
                MeasuredOutput.summary(reading.metric()),
                line + "\ndeployed is " + deployed + "\n" + finding.observed(),
                MeasuredOutput.REMEDY);
    }

    private static String listed(Set<?> names) {
        return names.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }
}
