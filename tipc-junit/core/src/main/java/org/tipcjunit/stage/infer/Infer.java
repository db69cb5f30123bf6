// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.inference.ModelFiles;
import org.tipcjunit.inference.PredictorOptions;
import org.tipcjunit.plan.model.Change;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.recording.RecordingKind;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.Planning;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.StagePlanner;
import org.tipcjunit.stage.Watch;
import org.tipcjunit.stage.export.AskedInputs;
import org.tipcjunit.stage.export.Export;
import org.tipcjunit.tensor.TensorValue;

/**
 * The inference of the exported model: in the script of the repository, and replayed on other backends.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public enum Infer implements Stage<Inference> {
    /** The stage. */
    STAGE;

    private static final int MOST_SIZES = 4;

    @Override
    public String label() {
        return "infer";
    }

    @Override
    public StageKind kind() {
        return StageKind.INFER;
    }

    @Override
    public Optional<Class<Inference>> artifact() {
        return Optional.of(Inference.class);
    }

    @Override
    public Watch watch() {
        return Watch.wholly(RecordingKind.PREDICTOR_RUNS);
    }

    @Override
    public void plan(Planning planning) {
        List<PlannedCell> cells = new ArrayList<>();
        int runnable = 0;
        for (PlannedCommand command : planning.inferences()) {
            Optional<PlannedStage> stage = Optional.empty();
            if (command.notRun().isEmpty()) {
                runnable++;
                String name = runnable == 1 ? label() : label() + "-" + runnable;
                PlannedStage planned = withImages(planning.stages().stage(name, kind(), command), command, planning);
                planning.add(planned);
                stage = Optional.of(planned);
            }
            cells.add(new PlannedCell(command.cell(), stage, command.notRun()));
        }
        planning.add(new InferencePlan(cells));
    }

    @Override
    public Inference make(StageContext chain) {
        List<PlannedCell> planned = InferencePlan.of(chain.plan());
        PlannedStage stage = chain.required(
                this,
                "an inference of the exported model that this machine can run",
                planned.isEmpty()
                        ? "the config names no inference"
                        : planned.stream()
                                .map(cell -> cell.name() + ": " + cell.notRun().orElse(""))
                                .collect(Collectors.joining("\n")));
        ExportedModel model = chain.get(Export.STAGE);
        MatrixCells cells = new MatrixCells(chain, planned, stage, model);
        cells.runOthers();
        StageRun run = chain.runner().run(stage, watch());
        List<PredictorRun> runs = ofModel(run.recording().predictorRuns(), model);
        List<List<TensorValue>> inputs = runs.stream().map(PredictorRun::inputs).toList();
        Replays replays = new Replays(
                chain.tools().predictors(),
                new ModelFiles(model.program(), model.parameters()),
                inputs,
                new AskingAgain(chain.plan().facts().model(), chain.tools().progress()));
        if (inputs.isEmpty()) {
            return new Inference(run, runs, List.of(), List.of(), List.of());
        }
        List<List<TensorValue>> predicted = inputsOfPrediction(chain);
        return new Inference(
                run,
                runs,
                List.of(
                        replays.on("plain", true, PredictorOptions.plain(), inputs),
                        replays.on("plain (repeated)", true, PredictorOptions.plain(), inputs)),
                replays.probes(),
                cells.run(run, runs, replays),
                replays.rounding(),
                replays.batched(sizes(predicted)),
                replays.predicted(predicted));
    }

    /** Get the runs of the exported model, beside which others may run; all where it never ran, which is for a judge to say. */
    private static List<PredictorRun> ofModel(List<PredictorRun> all, ExportedModel model) {
        List<PredictorRun> ofModel = all.stream().filter(model::isRunBy).toList();
        return ofModel.isEmpty() ? all : ofModel;
    }

    private static List<Integer> sizes(List<List<TensorValue>> calls) {
        return calls.stream()
                .map(call -> Math.toIntExact(TensorValue.batchSize(call)))
                .distinct()
                .limit(MOST_SIZES)
                .toList();
    }

    private static List<List<TensorValue>> inputsOfPrediction(StageContext chain) {
        try {
            return chain.plan()
                    .part(AskedInputs.class)
                    .map(asked -> chain.get(asked.inputs()))
                    .orElse(List.of());
        } catch (StageFailedException e) {
            return List.of(); // Whoever needs the prediction is told.
        }
    }

    /** Give inference the images that were asked for, where the config names others. */
    private static PlannedStage withImages(PlannedStage stage, PlannedCommand command, Planning planning) {
        Optional<String> asked = planning.request().wishes().images();
        if (asked.isEmpty() || command.inputs().size() < 2) {
            return stage;
        }
        String planned = command.inputs().get(1);
        Path place = planning.stages().copy().resolve(asked.get()).normalize();
        Path named = planning.stages().place(command, planned);
        if (named.equals(place) || (place.startsWith(named) && isOfTraining(named, command, planning))) {
            return stage;
        }
        String wanted = StagePlanner.shortest(stage.command().workingDirectory(), place);
        List<String> argv = new ArrayList<>();
        for (String word : stage.command().argv()) {
            argv.add(
                    word.endsWith("=" + planned)
                            ? word.substring(0, word.length() - planned.length()) + wanted
                            : word.equals(planned) ? wanted : word);
        }
        planning.changed(new Change(Change.PLAN, "test images " + asked.get(), "", planned));
        return stage.withArguments(argv);
    }

    /** Whether a training or an export is given the same place by the same option: that of the data, with what they are called by. */
    private static boolean isOfTraining(Path place, PlannedCommand inference, Planning planning) {
        Set<String> options = optionsThatName(place, inference, planning);
        return Stream.of(Step.TRAIN, Step.EXPORT)
                .flatMap(step -> planning.first(step).stream())
                .flatMap(command -> optionsThatName(place, command, planning).stream())
                .anyMatch(options::contains);
    }

    private static Set<String> optionsThatName(Path place, PlannedCommand command, Planning planning) {
        Set<String> options = new HashSet<>();
        String before = "";
        for (String word : command.argv()) {
            int sign = word.indexOf('=');
            String option = sign < 0 ? before : word.substring(0, sign);
            if (option.startsWith("-")
                    && planning.stages()
                            .place(command, word.substring(sign + 1))
                            .equals(place)) {
                options.add(option);
            }
            before = word;
        }
        return options;
    }
}
