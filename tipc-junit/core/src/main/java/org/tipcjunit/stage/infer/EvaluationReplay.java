// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.inference.ModelFiles;
import org.tipcjunit.inference.PredictorOptions;
import org.tipcjunit.recording.Networks;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.evaluate.Evaluate;
import org.tipcjunit.stage.export.Export;
import org.tipcjunit.tensor.TensorValue;

/**
 * What the exported program says, on the plain backend, of some inputs that networks got while they were evaluated.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum EvaluationReplay implements Product<List<EvaluationReplay.Asked>> {
    /** Of the chain's evaluation and export. */
    OF_CHAIN;

    private static final int MOST_ROWS = 4;

    /**
     * One call of the evaluation, or one sample of it where the program takes one at a time.
     *
     * @param process the process that evaluated
     * @param network the network that was called, by its number in that process
     * @param layer the layer in or around it that said it; empty where that is the network
     * @param inputs what of its inputs the program takes, in the program's order; empty where that could not be told
     * @param said what the network said
     * @param program what the program says; empty where it was not asked
     * @param obstacle why the program could not be asked; empty where it was
     * @param ambiguous whether the inputs may belong together otherwise
     */
    public record Asked(
            RecordedProcess process,
            int network,
            Optional<Networks.Layer> layer,
            List<TensorValue> inputs,
            List<TensorValue> said,
            List<TensorValue> program,
            Optional<String> obstacle,
            boolean ambiguous) {

        public Asked {
            inputs = List.copyOf(inputs);
            said = List.copyOf(said);
            program = List.copyOf(program);
        }
    }

    @Override
    public List<Asked> make(StageContext chain) {
        ExportedModel model = chain.get(Export.STAGE);
        Replays replays = new Replays(
                chain.tools().predictors(),
                new ModelFiles(model.program(), model.parameters()),
                List.of(),
                new AskingAgain(chain.plan().facts().model(), chain.tools().progress()));
        List<Asked> asked = new ArrayList<>();
        for (RecordedProcess process :
                chain.get(Evaluate.STAGE).stage().recording().processes()) {
            for (Networks.Call call : process.networks().calls()) {
                ProgramInputs inputs = ProgramInputs.of(model, call.inputs());
                if (inputs.obstacle().isPresent()) {
                    asked.add(unasked(
                            process, call, inputs.taken(), inputs.obstacle().get()));
                    continue;
                }
                asked.addAll(ask(replays, process, call, inputs));
            }
        }
        return List.copyOf(asked);
    }

    private static List<Asked> ask(Replays replays, RecordedProcess process, Networks.Call call, ProgramInputs inputs) {
        List<List<TensorValue>> batches = List.of(inputs.taken());
        List<List<TensorValue>> said = List.of(ofItsOwn(call));
        if (inputs.oneByOne()) {
            batches = Batches.of(batches, 1).orElse(List.of());
            said = Batches.of(said, 1).orElse(List.of());
            if (batches.isEmpty() || batches.size() != said.size()) {
                return List.of(unasked(
                        process,
                        call,
                        inputs.taken(),
                        "the program takes one sample at a time, and the network's batch is not made of samples"));
            }
        }
        int count = Math.min(batches.size(), MOST_ROWS);
        Inference.Replay replay = replays.on("plain", true, PredictorOptions.plain(), batches.subList(0, count));
        if (!replay.error().isEmpty()) {
            return List.of(
                    unasked(process, call, inputs.taken(), "the program does not run on them: " + replay.error()));
        }
        Inference.Replay again = replays.on("plain", true, PredictorOptions.plain(), batches.subList(0, count));
        if (!again.equals(replay)) {
            // Whoever compares prediction and inference says so.
            return List.of(unasked(
                    process, call, inputs.taken(), "the program says something else each time, of the same inputs"));
        }
        List<List<TensorValue>> taken = batches;
        List<List<TensorValue>> outputs = said;
        return IntStream.range(0, count)
                .mapToObj(i -> new Asked(
                        process,
                        call.network(),
                        call.layer(),
                        taken.get(i),
                        outputs.get(i),
                        replay.outputs().get(i),
                        Optional.empty(),
                        inputs.ambiguous()))
                .toList();
    }

    /** Get what a network says but labels that it was given. */
    private static List<TensorValue> ofItsOwn(Networks.Call call) {
        return call.outputs().stream()
                .filter(output -> call.inputs().stream().noneMatch(input -> isSame(input, output)))
                .toList();
    }

    private static boolean isSame(TensorValue input, TensorValue output) {
        return !output.type().isFloatingPoint()
                && input.elementCount() == output.elementCount()
                && IntStream.range(0, Math.toIntExact(output.elementCount()))
                        .allMatch(i -> input.doubleAt(i) == output.doubleAt(i));
    }

    private static Asked unasked(
            RecordedProcess process, Networks.Call call, List<TensorValue> inputs, String obstacle) {
        return new Asked(
                process, call.network(), call.layer(), inputs, call.outputs(), List.of(), Optional.of(obstacle), false);
    }
}
