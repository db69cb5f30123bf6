// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.predict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.config.CommandWords;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.process.Command;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.recording.LayerCall;
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
import org.tipcjunit.stage.export.ExportedProgram;
import org.tipcjunit.stage.infer.Infer;
import org.tipcjunit.stage.prepare.CopyOfCopy;
import org.tipcjunit.stage.train.FollowedWeights;
import org.tipcjunit.stage.train.Train;
import org.tipcjunit.stage.train.TrainedWeights;

/**
 * The dygraph prediction with the trained weights: by the command that was stated, else by the exported layer.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public enum Predict implements Stage<Prediction> {
    /** The stage. */
    STAGE;

    private static final String WEIGHTS = "{weights}";
    private static final String IMAGES = "{images}";
    // What names the folder in place of what lies there, for scripts that know the names of the files in it.
    private static final Map<String, String> FOLDERS = Map.of(WEIGHTS, "{weights-folder}", IMAGES, "{images-folder}");

    @Override
    public String label() {
        return "predict";
    }

    @Override
    public StageKind kind() {
        return StageKind.PREDICT;
    }

    @Override
    public Optional<Class<Prediction>> artifact() {
        return Optional.of(Prediction.class);
    }

    @Override
    public Watch watch() {
        return Watch.wholly(RecordingKind.LAYER_CALLS, RecordingKind.CHECKPOINTS, RecordingKind.NETWORKS);
    }

    @Override
    public void plan(Planning planning) {
        planning.request().wishes().predict().ifPresent(template -> {
            planning.add(command(template, planning));
            planning.add(new AskedInputs(InputsOfPrediction.OF_CHAIN));
        });
    }

    @Override
    public Prediction make(StageContext chain) {
        Optional<PlannedStage> command = in(chain.plan());
        if (command.isEmpty()) {
            return predictByExportedLayer(chain);
        }
        TrainingRun trained = chain.get(Train.STAGE);
        chain.tools().predictors().begin();
        StageRun run = run(chain, FollowedWeights.taking(chain, command.get(), trained));
        TrainedWeights.require(run, trained, trained.checkpoint());
        List<LayerCall> calls = run.recording().processes().stream()
                .flatMap(process -> PredictingCalls.among(process.layerCalls()).calls().stream())
                .toList();
        return new Prediction(run, chain.images(), chain.texts(), calls, Prediction.Source.COMMAND);
    }

    private StageRun run(StageContext chain, PlannedStage command) {
        try {
            return chain.runner().run(command, watch());
        } catch (StageFailedException e) {
            throw new StageFailedException(
                    WeightsFolder.told(e.failure(), chain.plan().facts().checkpoint()));
        }
    }

    /** Export once more, in a working copy of its own, and ask the layer what it says on the inputs of inference. */
    private Prediction predictByExportedLayer(StageContext chain) {
        Inference inferred = chain.get(Infer.STAGE);
        PlannedStage planned = Export.STAGE.required(chain);
        PlannedStage exporting = Train.STAGE
                .in(chain.plan())
                .map(train -> FollowedWeights.taking(chain, planned, chain.get(Train.STAGE)))
                .orElse(planned);
        PlannedStage stage = exporting.again(label(), kind());
        chain.runner()
                .turns()
                .in(exporting.workspace(), () -> chain.get(new CopyOfCopy(exporting.workspace(), stage.workspace())));
        StageRun run = chain.runner()
                .runBeside(
                        stage,
                        Export.STAGE
                                .watch()
                                .withInputs(Optional.of(inferred.runs().stream()
                                        .map(PredictorRun::inputs)
                                        .toList())));
        List<ExportRecord> exports = run.recording().processes().stream()
                .flatMap(process -> process.exports().stream())
                .toList();
        Path folder = exporting.in(stage.workspace(), chain.plan().facts().modelDirectory());
        List<LayerCall> calls = ExportedProgram.in(folder, exports)
                .flatMap(ExportedProgram::export)
                .map(ExportRecord::dygraphCalls)
                .orElse(List.of());
        return new Prediction(run, chain.images(), chain.texts(), calls, Prediction.Source.EXPORTED_LAYER);
    }

    private PlannedStage command(String template, Planning planning) {
        for (String needed : List.of(WEIGHTS, IMAGES)) {
            if (!template.contains(needed) && !template.contains(FOLDERS.get(needed))) {
                throw new ConfigException(new Problem(
                        Place.nowhere(),
                        "the prediction command '" + template + "' does not say where " + needed + " goes",
                        "write it like predict.py --weights={weights} --image_dir={images}"));
            }
        }
        StagePlanner stages = planning.stages();
        Path copy = stages.copy();
        Path shown = planning.facts()
                .images()
                .orElseThrow(() -> stages.problem(
                        "names no images for inference, so the prediction command cannot be given any",
                        "name test images (--images), or give the line of the training's test images a value"));
        Optional<Path> checkpoint = planning.facts().checkpoint();
        String weights =
                checkpoint.map(path -> StagePlanner.shortest(copy, path)).orElse("");
        String folder = checkpoint.map(path -> folderOf(copy, path)).orElse("");
        List<String> argv = new ArrayList<>();
        argv.add(planning.request().run().python().toString());
        CommandWords.split(template).stream()
                .map(word -> word.replace(WEIGHTS, weights)
                        .replace(FOLDERS.get(WEIGHTS), folder)
                        .replace(IMAGES, StagePlanner.shortest(copy, shown))
                        .replace(FOLDERS.get(IMAGES), folderOf(copy, shown)))
                .forEach(argv::add);
        return new PlannedStage(
                label(),
                kind(),
                // As other commands, it may start programs of the environment.
                new Command(argv, copy, Map.of("PATH", planning.request().run().programPath())),
                planning.request().run().directory().resolve(label()),
                stages.stageLimit(),
                stages.workspace(),
                Optional.empty());
    }

    private static String folderOf(Path copy, Path shown) {
        Path folder = shown.resolveSibling(".").normalize();
        return folder.equals(copy) ? "." : StagePlanner.shortest(copy, folder);
    }
}
