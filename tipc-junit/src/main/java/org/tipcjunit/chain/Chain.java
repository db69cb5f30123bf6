// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.inference.ModelFiles;
import org.tipcjunit.inference.ModelSpec;
import org.tipcjunit.inference.PaddleException;
import org.tipcjunit.inference.PredictorCrashException;
import org.tipcjunit.inference.PredictorHost;
import org.tipcjunit.inference.PredictorOptions;
import org.tipcjunit.recording.CheckpointRecord;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.recording.LossRecord;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.recording.RecordingException;
import org.tipcjunit.recording.RecordingKind;
import org.tipcjunit.recording.TrainLog;
import org.tipcjunit.tensor.TensorValue;

/**
 * Runs the stages of a plan, each once and only when something that it makes is asked for.
 *
 * <p>A stage that failed stays failed: every later request that builds on it gets the same {@link StageFailedException}.
 * Instances are safe for use by several threads; stages that do not build on each other may run at the same time.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class Chain {

    private static final List<String> IMAGE_SUFFIXES =
            List.of(".png", ".jpg", ".jpeg", ".bmp", ".ppm", ".webp", ".tif", ".tiff");

    private final ChainPlan plan;
    private final StageRunner stages;
    private final PredictorHost predictors;
    private final OnDemand<TrainingRun> training;
    private final OnDemand<TrainingRun> repeatedTraining;
    private final OnDemand<Evaluation> evaluation;
    private final OnDemand<Prediction> prediction;
    private final OnDemand<ExportedModel> exportedModel;
    private final OnDemand<Inference> inference;

    public Chain(ChainPlan plan, ChainTools tools) {
        this.plan = plan;
        this.stages = new StageRunner(plan, tools);
        this.predictors = tools.predictors();
        this.training = new OnDemand<>(() -> train(
                plan.train(),
                plan.checkpoint(),
                plan.runDirectory().resolve("test_log").resolve("log_train.txt")));
        this.repeatedTraining = new OnDemand<>(() -> train(
                plan.trainAgain(),
                plan.trainAgain().output().resolve(plan.train().output().relativize(plan.checkpoint())),
                plan.trainAgain().directory().resolve("log_train.txt")));
        this.evaluation = new OnDemand<>(this::evaluate);
        this.prediction = new OnDemand<>(this::predict);
        this.exportedModel = new OnDemand<>(this::export);
        this.inference = new OnDemand<>(this::infer);
    }

    /** Get the plan that this chain runs. */
    public ChainPlan plan() {
        return plan;
    }

    /**
     * Get the training.
     *
     * @throws StageFailedException if the training failed
     */
    public TrainingRun training() {
        return training.get();
    }

    /**
     * Get a second training with the same command.
     *
     * @throws StageFailedException if either training failed
     */
    public TrainingRun repeatedTraining() {
        training.get();
        return repeatedTraining.get();
    }

    /**
     * Get the evaluation of the trained weights.
     *
     * @throws StageFailedException if it, or the training, failed
     */
    public Evaluation evaluation() {
        return evaluation.get();
    }

    /**
     * Get the dygraph prediction with the trained weights.
     *
     * @throws StageFailedException if it, or the training, failed, or the plan has none
     */
    public Prediction prediction() {
        return prediction.get();
    }

    /**
     * Get the inference model exported from the trained weights.
     *
     * @throws StageFailedException if the export, or the training, failed
     */
    public ExportedModel exportedModel() {
        return exportedModel.get();
    }

    /**
     * Get the inference of the exported model.
     *
     * @throws StageFailedException if it, the export or the training failed
     */
    public Inference inference() {
        return inference.get();
    }

    /** Get the stages that have run so far, in the order they ended. */
    public List<StageRun> runs() {
        return stages.runs();
    }

    private TrainingRun train(PlannedStage stage, Path planned, Path log) {
        StageRun run = stages.run(stage, Set.of(RecordingKind.LOSSES, RecordingKind.CHECKPOINTS), Optional.empty());
        List<LossRecord> losses = TrainingProcess.among(run.recording().processes(), planned)
                .map(RecordedProcess::losses)
                .orElse(List.of());
        if (losses.isEmpty()) {
            throw new StageFailedException(StageRunner.noEvidence(
                    run,
                    "training ended well but trained 0 iterations",
                    "at least one call of Tensor.backward()",
                    run.recording().processes().isEmpty()
                            ? "no process that imported paddle"
                            : "0 calls of Tensor.backward() in "
                                    + run.recording().processes().size() + " process(es) that imported paddle",
                    "make the batch size smaller than the data set (with drop_last a larger batch leaves no iteration)"
                            + " or train for at least one epoch"));
        }
        Path checkpoint = weightsFiles(planned).stream()
                .filter(Chain::isNonEmptyFile)
                .findFirst()
                .orElseThrow(() -> noCheckpoint(run, planned, stage.output()));
        try {
            TrainLog.write(log, losses);
        } catch (RecordingException e) {
            throw new StageFailedException(StageRunner.failure(
                    run,
                    "the log of the losses cannot be written",
                    "a file " + log,
                    String.valueOf(e.getMessage()),
                    "free disk space, correct permissions, or name another folder with tipc.output"));
        }
        return new TrainingRun(run, losses, log, checkpoint);
    }

    /** Get where weights may lie: configs name them with or without {@code .pdparams}, as scripts take either. */
    private static List<Path> weightsFiles(Path planned) {
        return List.of(planned, planned.resolveSibling(planned.getFileName() + ".pdparams"));
    }

    private static StageFailedException noCheckpoint(StageRun run, Path planned, Path output) {
        return new StageFailedException(StageRunner.failure(
                run,
                "training ended well but wrote no checkpoint",
                "weights at " + planned,
                weightsFiles(planned).stream().anyMatch(Files::exists)
                        ? "an empty file"
                        : "no such file; the output folder holds " + listing(output),
                "let the training save its weights there, or correct the line train_model_name of the config"));
    }

    private Evaluation evaluate() {
        TrainingRun trained = training.get();
        StageRun run = stages.run(plan.evaluate(), Set.of(RecordingKind.CHECKPOINTS), Optional.empty());
        requireTrainedWeights(run, trained);
        return new Evaluation(run);
    }

    private Prediction predict() {
        PlannedStage stage = plan.predict()
                .orElseThrow(() -> new StageFailedException(new StageFailure(
                        plan.model(),
                        StageKind.PREDICT,
                        "predict",
                        StageFailure.Reason.NO_EVIDENCE,
                        "the chain has no dygraph prediction",
                        "a prediction command",
                        "none: the config's layout has no line for it",
                        "name it on the annotation: @TipcModel(predict = \"predict.py --weights={weights} --image_dir={images}\")",
                        Optional.empty())));
        TrainingRun trained = training.get();
        StageRun run =
                stages.run(stage, Set.of(RecordingKind.LAYER_CALLS, RecordingKind.CHECKPOINTS), Optional.empty());
        requireTrainedWeights(run, trained);
        List<LayerCall> calls = run.recording().processes().stream()
                .flatMap(process -> process.layerCalls().stream())
                .toList();
        return new Prediction(run, images(), calls);
    }

    /** What a stage says of weights other than the trained ones says nothing about the training. */
    private void requireTrainedWeights(StageRun run, TrainingRun trained) {
        Path checkpoint = real(trained.checkpoint());
        List<CheckpointRecord> loads = checkpoints(run, "load");
        List<CheckpointRecord> trainedLoads = loads.stream()
                .filter(record ->
                        !record.path().isEmpty() && real(Path.of(record.path())).equals(checkpoint))
                .toList();
        if (trainedLoads.isEmpty()) {
            throw new StageFailedException(StageRunner.failure(
                    run,
                    "the " + run.name() + " command did not load the trained weights",
                    "paddle.load of " + trained.checkpoint(),
                    loads.stream()
                            .map(CheckpointRecord::path)
                            .filter(path -> !path.isEmpty())
                            .distinct()
                            .reduce((first, second) -> first + ", " + second)
                            .map(paths -> "loaded " + paths)
                            .orElse("paddle.load was not called"),
                    "let the script load the weights that its command line names"));
        }
        Set<Map<String, String>> saved = checkpoints(trained.stage(), "save").stream()
                .map(CheckpointRecord::weightDigests)
                .collect(Collectors.toSet());
        if (trainedLoads.stream().noneMatch(load -> saved.contains(load.weightDigests()))) {
            throw new StageFailedException(StageRunner.failure(
                    run,
                    "the " + run.name() + " command loaded weights that the training did not save",
                    "weights in " + trained.checkpoint() + " that the training gave to paddle.save",
                    "they equal none of the " + saved.size() + " sets of weights that the training saved",
                    "let the training itself save its weights there, and let nothing change them afterwards"));
        }
    }

    private static List<CheckpointRecord> checkpoints(StageRun run, String operation) {
        return run.recording().processes().stream()
                .flatMap(process -> process.checkpoints().stream())
                .filter(record -> record.operation().equals(operation))
                .toList();
    }

    private ExportedModel export() {
        TrainingRun trained = training.get();
        StageRun run = stages.run(
                plan.export(), Set.of(RecordingKind.EXPORTS, RecordingKind.CHECKPOINTS), inputsOfPrediction());
        List<ExportRecord> exports = run.recording().processes().stream()
                .flatMap(process -> process.exports().stream())
                .toList();
        ExportedProgram program = ExportedProgram.in(plan.modelDirectory(), exports)
                .orElseThrow(() -> new StageFailedException(StageRunner.failure(
                        run,
                        "export ended well but wrote no inference model",
                        "a program (*.pdmodel or *.json) in " + plan.modelDirectory(),
                        "the folder holds " + listing(plan.modelDirectory()),
                        "let the export write the model there, or correct the line inference_dir of the config")));
        ModelSpec spec = new ModelSpec(List.of(), List.of());
        Optional<String> loadError = Optional.empty();
        try {
            spec = predictors.inspect(new ModelFiles(program.file(), program.parameters()));
        } catch (PaddleException | PredictorCrashException e) {
            loadError = Optional.of(String.valueOf(e.getMessage()));
        }
        return new ExportedModel(
                run,
                program.file(),
                program.parameters(),
                program.export(),
                trained.checkpoint(),
                specs(spec.inputs()),
                specs(spec.outputs()),
                loadError);
    }

    /** The inputs that the dygraph prediction saw, so that the exported layer can be asked about the same ones. */
    private Optional<List<List<TensorValue>>> inputsOfPrediction() {
        try {
            return Optional.of(
                    prediction.get().calls().stream().map(LayerCall::inputs).toList());
        } catch (StageFailedException e) {
            return Optional.empty(); // The export can be judged without; whoever needs the prediction is told.
        }
    }

    private Inference infer() {
        ExportedModel model = exportedModel.get();
        StageRun run = stages.run(plan.infer(), Set.of(RecordingKind.PREDICTOR_RUNS), Optional.empty());
        List<PredictorRun> runs = run.recording().processes().stream()
                .flatMap(process -> process.predictorRuns().stream())
                .toList();
        List<List<TensorValue>> inputs = runs.stream().map(PredictorRun::inputs).toList();
        ModelFiles files = new ModelFiles(model.program(), model.parameters());
        List<Inference.Replay> replays = new ArrayList<>();
        List<Inference.Probe> probes = new ArrayList<>();
        if (!inputs.isEmpty()) {
            replays.add(replay("plain", true, files, PredictorOptions.plain(), inputs));
            replays.add(replay("plain (repeated)", true, files, PredictorOptions.plain(), inputs));
            for (int threads : plan.inferThreads().isEmpty() ? List.of(1) : plan.inferThreads()) {
                String suffix = ", " + threads + (threads == 1 ? " thread" : " threads");
                PredictorOptions optimised =
                        PredictorOptions.plain().withIrOptim(true).withThreads(threads);
                replays.add(replay("ir" + suffix, false, files, optimised, inputs));
                replays.add(replay("oneDNN" + suffix, false, files, optimised.withOneDnn(true), inputs));
            }
            for (Perturbation perturbation : Perturbation.values()) {
                probe(perturbation, files, inputs).ifPresent(probes::add);
            }
        }
        return new Inference(run, runs, replays, probes);
    }

    private Inference.Replay replay(
            String backend, boolean plain, ModelFiles files, PredictorOptions options, List<List<TensorValue>> inputs) {
        try {
            return new Inference.Replay(backend, plain, predictors.run(files, options, inputs), "");
        } catch (PaddleException | PredictorCrashException e) {
            return new Inference.Replay(backend, plain, List.of(), String.valueOf(e.getMessage()));
        }
    }

    private Optional<Inference.Probe> probe(
            Perturbation perturbation, ModelFiles files, List<List<TensorValue>> inputs) {
        boolean[] applied = {false};
        List<List<TensorValue>> perturbed = inputs.stream()
                .map(call -> call.stream()
                        .map(tensor -> {
                            Optional<TensorValue> changed = perturbation.apply(tensor);
                            applied[0] |= changed.isPresent();
                            return changed.orElse(tensor);
                        })
                        .toList())
                .toList();
        if (!applied[0]) {
            return Optional.empty();
        }
        Inference.Replay replay = replay(perturbation.label(), false, files, PredictorOptions.plain(), perturbed);
        return replay.error().isEmpty()
                ? Optional.of(new Inference.Probe(perturbation.label(), replay.outputs()))
                : Optional.empty();
    }

    private List<Path> images() {
        if (Files.isRegularFile(plan.images())) {
            return List.of(plan.images());
        }
        try (Stream<Path> files = Files.walk(plan.images())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> IMAGE_SUFFIXES.stream()
                            .anyMatch(suffix ->
                                    file.toString().toLowerCase(Locale.ROOT).endsWith(suffix)))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
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

    /** Follow symbolic links where the file exists. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    private static boolean isNonEmptyFile(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String listing(Path directory) {
        if (!Files.isDirectory(directory)) {
            return "nothing (it does not exist)";
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .limit(10)
                    .toList();
            return names.isEmpty() ? "no file" : String.join(", ", names);
        } catch (IOException | UncheckedIOException e) {
            return "files that cannot be listed: " + e;
        }
    }
}
