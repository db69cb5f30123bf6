// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.program;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.ExportedModel.Spec;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.TrainedNetwork;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.recording.NetworkState;
import org.tipcjunit.recording.NetworkUse;
import org.tipcjunit.recording.Networks;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.answers.CountedAnswers.Count;
import org.tipcjunit.stage.evaluate.Evaluate;
import org.tipcjunit.stage.export.Export;
import org.tipcjunit.stage.infer.EvaluationReplay;
import org.tipcjunit.stage.infer.Infer;
import org.tipcjunit.tensor.TensorValue;

/**
 * Whether the exported program says of the evaluation's own inputs what the network said: a metric of a network that computes
 * something else says nothing of the program, whatever weights both have.
 *
 * <p>A few calls are compared, and, of a layer in or around the network that was called, those of a layer of the exported class: a
 * wrapper of the export may do something to what the layer in it says. What cannot be held against each other is told and never counts: networks take labels, give losses, or
 * are parts of the one that is exported. Of two requirements that could tell, the one that is judged last does.
 *
 * @param calls what was compared
 * @param inferred the inputs of the inference script; empty where it did not run
 * @param ofAnySize the inputs that the program takes in any size, though it gives rows of scores
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record MeasuredProgram(List<Call> calls, List<List<TensorValue>> inferred, Set<String> ofAnySize) {

    private static final String TITLE = "inputs of the evaluation through the exported program";
    private static final int IMAGE_AXES = 4;
    private static final int ROW_AXES = 2;

    public MeasuredProgram {
        calls = List.copyOf(calls);
        inferred = inferred.stream().map(List::copyOf).toList();
        ofAnySize = Set.copyOf(ofAnySize);
    }

    /** Create one of a program that takes images of one size. */
    public MeasuredProgram(List<Call> calls, List<List<TensorValue>> inferred) {
        this(calls, inferred, Set.of());
    }

    /**
     * A call of a network, and what the program says of its inputs.
     *
     * @param layerClass the Python class of the network
     * @param asked the call
     * @param other why it need not be the exported network's; empty where it is
     */
    public record Call(String layerClass, EvaluationReplay.Asked asked, Optional<String> other) {}

    private record Compared(Call call, OutputRelation relation) {

        String told() {
            return call.layerClass() + ": " + relation.told();
        }

        /** Whether the evaluation has called that very layer. */
        boolean isCalled() {
            return call.asked().layer().isEmpty();
        }
    }

    /** Ask the program of a chain, where the chain has evaluated and exported so far. */
    public static MeasuredProgram of(Chain chain) {
        Optional<ExportedModel> model = chain.ifMade(Export.STAGE);
        if (model.isEmpty() || chain.ifMade(Evaluate.STAGE).isEmpty()) {
            return new MeasuredProgram(List.of(), List.of());
        }
        Set<String> weights = weights(model.get());
        Optional<ExportRecord> export = model.get().export();
        return new MeasuredProgram(
                chain.get(EvaluationReplay.OF_CHAIN).stream()
                        .map(asked -> call(asked, weights, export))
                        .toList(),
                chain.ifMade(Infer.STAGE).map(Inference::runs).orElse(List.of()).stream()
                        .map(PredictorRun::inputs)
                        .toList(),
                ofAnySize(model.get()));
    }

    /** What an export made for one size of images, such as places of boxes, does not stay in rows of scores. */
    private static Set<String> ofAnySize(ExportedModel model) {
        return model.outputs().stream().allMatch(output -> output.shape().size() == ROW_AXES)
                ? model.inputs().stream()
                        .filter(input -> input.shape().size() == IMAGE_AXES
                                && input.shape().stream().skip(2).allMatch(length -> length < 0))
                        .map(Spec::name)
                        .collect(Collectors.toSet())
                : Set.of();
    }

    /** Get the tensors of the exported layer that the training made. */
    private static Set<String> weights(ExportedModel model) {
        Set<String> weights = model.export().map(ExportRecord::weightDigests).orElse(Map.of()).values().stream()
                .collect(Collectors.toSet());
        Optional<TrainedNetwork> trained = model.trained().filter(TrainedNetwork::isSeen);
        if (trained.isEmpty()) {
            return weights;
        }
        Set<String> made = trained.get().taken().stream()
                .flatMap(set -> trained.get().madeIn(set).stream())
                .collect(Collectors.toSet());
        return weights.stream().filter(made::contains).collect(Collectors.toSet());
    }

    private static Call call(EvaluationReplay.Asked asked, Set<String> weights, Optional<ExportRecord> export) {
        Optional<NetworkState> state =
                Optional.ofNullable(asked.process().networks().first().get(asked.network()));
        Set<String> held = new HashSet<>(asked.layer()
                .map(Networks.Layer::weightDigests)
                .or(() -> state.map(NetworkState::weightDigests))
                .orElse(Map.of())
                .values());
        Set<String> shared = new HashSet<>(weights);
        shared.retainAll(held);
        boolean draws = asked.process()
                .networks()
                .use(asked.network())
                .map(NetworkUse::active)
                .filter(active -> !active.isEmpty())
                .isPresent();
        Optional<String> other = weights.isEmpty()
                ? Optional.of("which weights are exported is not known")
                : shared.size() < weights.size()
                        ? Optional.of("it holds " + shared.size() + " of " + weights.size()
                                + " different tensors that are trained and exported")
                        : draws
                                ? Optional.of("it is not in evaluation mode")
                                : asked.layer().flatMap(layer -> notExported(layer, export));
        String network = state.map(NetworkState::layerClass).orElse("a network");
        return new Call(
                asked.layer()
                        .map(layer -> layer.layerClass() + ", beside the calls of " + network)
                        .orElse(network),
                asked,
                other);
    }

    /** Find out why a layer that the evaluation does not call itself need not say what the program says. */
    private static Optional<String> notExported(Networks.Layer layer, Optional<ExportRecord> export) {
        String layerClass = export.map(ExportRecord::layerClass).orElse("");
        String method = export.map(ExportRecord::method).orElse(ExportRecord.FORWARD);
        if (!layerClass.equals(layer.layerClass())) {
            return Optional.of("what is exported is " + (layerClass.isEmpty() ? "no layer" : "of class " + layerClass));
        }
        return method.equals(ExportRecord.FORWARD)
                ? Optional.empty()
                : Optional.of("what is exported is its method " + method);
    }

    /** Get a finding that failed where every call that could be compared differs; one that failed anyway stays as it is. */
    public Finding in(Finding finding) {
        if (finding.verdict() != Verdict.PASS || calls.isEmpty()) {
            return finding;
        }
        List<Compared> compared = compared();
        List<Compared> agreeing = of(compared, OutputRelation.Kind.AGREES);
        List<Compared> called = agreeing.stream().filter(Compared::isCalled).toList();
        List<Compared> differing = of(compared, OutputRelation.Kind.DIFFERS).stream()
                // A network with a state, or one that is given more in some calls, agrees in others; what lies in a
                // wrapper says nothing of what that makes of it.
                .filter(each -> each.isCalled() ? called.isEmpty() : agreeing.isEmpty())
                .toList();
        Finding told = finding.plus(
                List.of(Figure.of(
                        "samples of the evaluation of which the exported program says the same",
                        (called.isEmpty() ? agreeing : called)
                                .stream()
                                        .mapToLong(each -> TensorValue.batchSize(
                                                each.call().asked().inputs()))
                                        .sum(),
                        "")),
                List.of(new TextEvidence(TITLE, told(compared))));
        return differing.isEmpty()
                ? told
                : told.concluding(
                        Verdict.FAIL,
                        "the evaluated network computes something else than the exported program",
                        told(differing) + "\n" + finding.observed(),
                        "evaluate the layer that is exported, with the same configuration and forward, so that the metric is"
                                + " that of what is deployed");
    }

    /**
     * Get for each output of the program the names of the outputs of a network that it may be made of; empty where the network was not
     * seen to say what the program says.
     *
     * @param network what names the network, as {@link Count#network} does
     */
    List<Set<String>> sources(String network) {
        List<List<Set<String>>> ofCalls = of(compared(), OutputRelation.Kind.AGREES).stream()
                .filter(Compared::isCalled)
                .filter(each -> network.equals(Count.network(
                        each.call().asked().process(), each.call().asked().network())))
                .map(each -> each.relation().sources())
                .toList();
        int outputs = ofCalls.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, outputs)
                .mapToObj(output -> ofCalls.stream()
                        .flatMap(sources -> sources.get(output).stream())
                        .collect(Collectors.toSet()))
                .toList();
    }

    /** Get the heads of the only network that the evaluation called and that says what the program says; none where there is none. */
    Optional<MeasuredHeads.Heads> heads() {
        List<Call> agreeing = of(compared(), OutputRelation.Kind.AGREES).stream()
                .filter(Compared::isCalled)
                .map(Compared::call)
                .toList();
        boolean one =
                agreeing.stream().map(call -> call.asked().network()).distinct().count() == 1
                        && agreeing.stream()
                                        .map(call -> call.asked().process().pid())
                                        .distinct()
                                        .count()
                                == 1;
        return one
                ? Optional.of(new MeasuredHeads.Heads(
                        agreeing.get(0).layerClass(),
                        agreeing.stream().map(call -> call.asked().said()).toList(),
                        sources(Count.network(
                                agreeing.get(0).asked().process(),
                                agreeing.get(0).asked().network())),
                        calls.stream().map(Call::layerClass).distinct().count() == 1))
                : Optional.empty();
    }

    /**
     * Get the outputs of the program, from 0, that a network which was called said, where it said only some of them: a wrapper may take
     * the others away.
     */
    Set<Integer> said() {
        List<Compared> called = compared().stream().filter(Compared::isCalled).toList();
        boolean partly = called.stream().noneMatch(each -> each.relation().kind() == OutputRelation.Kind.AGREES);
        return partly
                ? called.stream()
                        .map(each -> each.relation().sources())
                        .flatMapToInt(sources -> IntStream.range(0, sources.size())
                                .filter(output -> !sources.get(output).isEmpty()))
                        .boxed()
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private List<Compared> compared() {
        return calls.stream().map(call -> new Compared(call, relation(call))).toList();
    }

    private static List<Compared> of(List<Compared> compared, OutputRelation.Kind kind) {
        return compared.stream().filter(each -> each.relation().kind() == kind).toList();
    }

    /** Get each thing that is told once, with how often. */
    private static String told(List<Compared> compared) {
        Map<String, Long> counted = compared.stream()
                .collect(Collectors.groupingBy(Compared::told, LinkedHashMap::new, Collectors.counting()));
        return counted.entrySet().stream()
                .map(told -> told.getKey() + (told.getValue() > 1 ? " (" + told.getValue() + " times)" : ""))
                .collect(Collectors.joining("\n"));
    }

    private OutputRelation relation(Call call) {
        Optional<String> open = call.other().or(() -> call.asked().obstacle());
        if (open.isPresent()) {
            return new OutputRelation(OutputRelation.Kind.OPEN, "not compared: " + open.get());
        }
        OutputRelation relation =
                OutputRelation.of(call.asked().said(), call.asked().program());
        return relation.kind() != OutputRelation.Kind.DIFFERS
                ? relation
                : excuse(call.asked())
                        .map(excuse -> new OutputRelation(
                                OutputRelation.Kind.OPEN, relation.told() + "; not counted: " + excuse))
                        .orElse(relation);
    }

    /** Find out why a difference need be no fault. */
    private Optional<String> excuse(EvaluationReplay.Asked asked) {
        if (asked.ambiguous()) {
            return Optional.of("which input is which is told by their order only");
        }
        if (inferred.isEmpty()) {
            return Optional.empty();
        }
        return IntStream.range(0, asked.inputs().size())
                .mapToObj(asked.inputs()::get)
                .filter(input -> input.type().isFloatingPoint())
                .flatMap(input -> excuse(input).stream())
                .findFirst();
    }

    /** Programs may scale images themselves, and be made for one size of them. */
    private Optional<String> excuse(TensorValue input) {
        List<TensorValue> own = inferred.stream()
                .flatMap(run -> run.stream().filter(tensor -> tensor.name().equals(input.name())))
                .toList();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        boolean otherSize = input.shape().size() >= IMAGE_AXES
                && own.stream().noneMatch(tensor -> rest(tensor).equals(rest(input)));
        if (otherSize && !ofAnySize.contains(input.name())) {
            return Optional.of("the inference has no images of this size");
        }
        double low =
                own.stream().flatMapToDouble(MeasuredProgram::numbers).min().orElse(0);
        double high =
                own.stream().flatMapToDouble(MeasuredProgram::numbers).max().orElse(0);
        double span = high - low;
        boolean alike = numbers(input).allMatch(number -> number >= low - span / 2 && number <= high + span / 2)
                && numbers(input).anyMatch(number -> number >= low + span / 8);
        return alike ? Optional.empty() : Optional.of("the inference gives the program numbers of another range");
    }

    private static List<Long> rest(TensorValue tensor) {
        return tensor.shape().stream().skip(1).toList();
    }

    private static DoubleStream numbers(TensorValue tensor) {
        return IntStream.range(0, Math.toIntExact(tensor.elementCount())).mapToDouble(tensor::doubleAt);
    }
}
