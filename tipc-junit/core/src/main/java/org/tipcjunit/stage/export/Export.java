// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.inference.ModelFiles;
import org.tipcjunit.inference.ModelSpec;
import org.tipcjunit.inference.PaddleException;
import org.tipcjunit.inference.host.PredictorCrashException;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.process.Command;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.recording.RecordingKind;
import org.tipcjunit.stage.FolderState;
import org.tipcjunit.stage.Listing;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.Planning;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.Watch;
import org.tipcjunit.stage.prepare.FreshCopy;
import org.tipcjunit.stage.train.FollowedWeights;
import org.tipcjunit.stage.train.Train;
import org.tipcjunit.tensor.TensorValue;

/**
 * The export of the trained weights as an inference model.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public enum Export implements Stage<ExportedModel> {
    /** The stage. */
    STAGE;

    @Override
    public String label() {
        return "export";
    }

    @Override
    public StageKind kind() {
        return StageKind.EXPORT;
    }

    @Override
    public Optional<Class<ExportedModel>> artifact() {
        return Optional.of(ExportedModel.class);
    }

    @Override
    public Watch watch() {
        return Watch.partly(RecordingKind.EXPORTS, RecordingKind.CHECKPOINTS, RecordingKind.NETWORKS);
    }

    @Override
    public void plan(Planning planning) {
        planning.first(Step.EXPORT)
                .ifPresent(command -> planning.add(planning.stages().stage(label(), kind(), command)));
    }

    /**
     * Get the command of the export.
     *
     * @throws StageFailedException if the plan has none
     */
    public PlannedStage required(StageContext chain) {
        return chain.required(
                this,
                "an export of the trained weights",
                "the config names no export for " + chain.plan().combination().trainer());
    }

    @Override
    public ExportedModel make(StageContext chain) {
        Path folder = chain.plan().facts().modelDirectory();
        Optional<TrainingRun> trained = Train.STAGE.in(chain.plan()).map(train -> chain.get(Train.STAGE));
        Path checkpoint = trained.map(TrainingRun::checkpoint)
                .or(() -> chain.plan().facts().checkpoint())
                .orElse(folder);
        PlannedStage planned = required(chain);
        PlannedStage stage =
                trained.map(run -> FollowedWeights.taking(chain, planned, run)).orElse(planned);
        chain.get(new FreshCopy(stage.workspace()));
        chain.tools().predictors().begin();
        FolderState before = ExportedProgram.before(folder);
        StageRun run = chain.runner()
                .run(
                        stage,
                        watch().withInputs(askedInputs(chain))
                                .withStudy(chain.plan().request().study()));
        List<ExportRecord> exports = run.recording().processes().stream()
                .flatMap(process -> process.exports().stream())
                .toList();
        ExportedProgram program = ExportedProgram.in(folder, exports)
                .filter(found -> before.isNew(found.file()))
                .or(() -> inferred(chain).flatMap(command -> ExportedProgram.namedBy(command, exports)))
                .orElseThrow(() -> new StageFailedException(StageFailure.of(
                        run,
                        "export ended well but wrote no inference model",
                        "a program (*.pdmodel or *.json) in " + folder,
                        "the folder holds " + Listing.of(folder) + elsewhere(exports),
                        "let the export write the model there, or correct the line inference_dir of the config")));
        ModelSpec spec = new ModelSpec(List.of(), List.of());
        Optional<String> loadError = Optional.empty();
        try {
            spec = chain.tools().predictors().inspect(new ModelFiles(program.file(), program.parameters()));
        } catch (PaddleException | PredictorCrashException e) {
            loadError = Optional.of(String.valueOf(e.getMessage()));
        }
        return new ExportedModel(
                run,
                program.file(),
                program.parameters(),
                program.export(),
                checkpoint,
                specs(spec.inputs()),
                specs(spec.outputs()),
                trained.map(TrainingRun::network),
                loadError);
    }

    /** What lies elsewhere is the model that is deployed where the inference's own command names it. */
    private static Optional<Command> inferred(StageContext chain) {
        return chain.plan().commands().values().stream()
                .filter(stage -> stage.kind() == StageKind.INFER)
                .map(PlannedStage::command)
                .findFirst();
    }

    private static String elsewhere(List<ExportRecord> exports) {
        return exports.stream()
                .map(export ->
                        "; a model was written as " + export.path() + ", which no command of the inference names")
                .reduce((first, last) -> last)
                .orElse("");
    }

    private static Optional<List<List<TensorValue>>> askedInputs(StageContext chain) {
        try {
            return chain.plan().part(AskedInputs.class).map(asked -> chain.get(asked.inputs()));
        } catch (StageFailedException e) {
            return Optional.empty(); // The export can be judged without; whoever needs the prediction is told.
        }
    }

    private static List<ExportedModel.Spec> specs(List<ModelSpec.TensorSpec> declared) {
        return declared.stream()
                .map(spec -> new ExportedModel.Spec(
                        spec.name(),
                        spec.type()
                                .map(type -> type.name().toLowerCase(Locale.ROOT))
                                .orElse(""),
                        spec.shape().orElse(List.of())))
                .toList();
    }
}
