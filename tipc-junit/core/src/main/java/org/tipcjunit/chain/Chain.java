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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.InferenceTiming;
import org.tipcjunit.artifact.LoadRun;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.ServingRun;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.artifact.TrainingRun;
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
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.ChainTools;
import org.tipcjunit.stage.FolderState;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.StageRunner;
import org.tipcjunit.stage.UpstreamLogs;
import org.tipcjunit.stage.export.ExportedProgram;
import org.tipcjunit.stage.infer.Batches;
import org.tipcjunit.stage.infer.CellOptions;
import org.tipcjunit.stage.infer.Perturbation;
import org.tipcjunit.stage.infer.PlannedCell;
import org.tipcjunit.stage.prepare.Workspaces;
import org.tipcjunit.stage.serve.ServingStages;
import org.tipcjunit.stage.train.EpochArgument;
import org.tipcjunit.stage.train.IterationLosses;
import org.tipcjunit.stage.train.TrainingProcess;
import org.tipcjunit.tensor.TensorValue;
import org.tipcjunit.workspace.Checkout;

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

    private static final int WARM_UPS = 5;
    private static final int MEASURED_RUNS = 30;
    private static final List<String> IMAGE_SUFFIXES =
            List.of(".png", ".jpg", ".jpeg", ".bmp", ".ppm", ".webp", ".tif", ".tiff");

    private final ChainPlan plan;
    private final ChainTools tools;
    private final StageRunner stages;
    private final Workspaces workspaces;
    private final PredictorHost predictors;
    private final OnDemand<PlannedStage> trainStage;
    private final OnDemand<TrainingRun> training;
    private final OnDemand<TrainingRun> repeatedTraining;
    private final OnDemand<Evaluation> evaluation;
    private final OnDemand<Prediction> prediction;
    private final OnDemand<ExportedModel> exportedModel;
    private final OnDemand<Inference> inference;
    private final OnDemand<List<InferenceTiming>> timings;
    private final Optional<ServingStages> services;
    private final OnDemand<ServingRun> serving;
    private final List<String> overrides = new CopyOnWriteArrayList<>();

    public Chain(ChainPlan plan, ChainTools tools) {
        this.plan = plan;
        this.tools = tools;
        this.stages = new StageRunner(plan, tools);
        this.workspaces = new Workspaces(plan, tools);
        this.predictors = tools.predictors();
        this.overrides.addAll(plan.overrides());
        this.trainStage = new OnDemand<>(this::trainStage);
        this.training = new OnDemand<>(this::train);
        this.repeatedTraining = new OnDemand<>(this::trainAgain);
        this.evaluation = new OnDemand<>(this::evaluate);
        this.prediction = new OnDemand<>(this::predict);
        this.exportedModel = new OnDemand<>(this::export);
        this.inference = new OnDemand<>(this::infer);
        this.timings = new OnDemand<>(this::measure);
        this.services = plan.serving().map(planned -> new ServingStages(planned, plan.model(), tools, stages));
        this.serving = new OnDemand<>(this::serve);
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

    /**
     * Get how long the exported model takes for the first batch of the inference script, without oneDNN and with it.
     *
     * @throws StageFailedException if the inference, the export or the training failed
     */
    public List<InferenceTiming> timings() {
        return timings.get();
    }

    /**
     * Get what the service of the exported model answers.
     *
     * @throws StageFailedException if it, the export or the training failed, or no service was asked for
     */
    public ServingRun serving() {
        return serving.get();
    }

    /**
     * Send many requests to a service that is started for it; each call starts another one.
     *
     * @param concurrency how many requests are under way at once; positive
     * @param requests how many there are; positive
     * @throws StageFailedException if it, or what {@link #serving()} gives, failed
     */
    public LoadRun underLoad(int concurrency, int requests) {
        serving.get();
        return services().underLoad(images(), concurrency, requests);
    }

    /** Get the stages that have run so far, in the order they ended. */
    public List<StageRun> runs() {
        return stages.runs();
    }

    /** Get what the user changed of what the config asks for, so far, one line each. */
    public List<String> overrides() {
        return List.copyOf(overrides);
    }

    /**
     * Put upstream's files into the folder of results, and remove the working copies if everything went well and the user does
     * not keep them. Nothing of the chain may run afterwards.
     *
     * @param well whether the model was certified
     * @param replacing whether upstream's files of earlier runs go first; else this run's are added to them
     */
    public void finish(boolean well, boolean replacing) {
        Path copy = plan.workspace();
        String label = "[tipc] " + plan.model() + ": ";
        Path repository = Checkout.of(plan.repository()).repositoryIn(copy);
        Path target = plan.request().results().resolve("test_tipc").resolve("output");
        try {
            UpstreamLogs.publish(repository.resolve("test_tipc").resolve("output"), target, plan.mode(), replacing);
        } catch (IOException e) {
            tools.progress().accept(label + "the files for upstream's tools cannot be written to " + target + ": " + e);
        }
        if (well && !plan.request().workspace().keep()) {
            workspaces.remove();
        } else if (Files.exists(copy)) {
            tools.progress().accept(label + "the working copy is kept: " + repository);
        }
    }

    /** Get the training, with the number of epochs that gives the iterations that were asked for. */
    private PlannedStage trainStage() {
        PlannedStage planned = required(
                plan.train(), StageKind.TRAIN, "train", "a training", "the mode " + plan.mode() + " trains nothing");
        if (plan.request().iterations().isEmpty()) {
            return planned;
        }
        int wanted = plan.request().iterations().getAsInt();
        EpochArgument epochs = plan.epochs()
                .orElseThrow(() -> new StageFailedException(new StageFailure(
                        plan.model(),
                        StageKind.TRAIN,
                        "train",
                        StageFailure.Reason.FAILED,
                        "no argument of the training holds its number of epochs",
                        "an option whose value the mode chooses, such as epoch_num:lite_train_lite_infer=2",
                        "the training's arguments: "
                                + String.join(" ", planned.command().argv()),
                        "leave --iterations " + wanted + " out, and name the number of epochs with --train-args",
                        Optional.empty())));
        int number = wanted;
        if (!epochs.countsIterations()) {
            PlannedStage probe = planned.again("train-probe", StageKind.TRAIN);
            workspaces.at(probe.workspace());
            StageRun run =
                    stages.runBeside(probe, Set.of(RecordingKind.LOSSES, RecordingKind.CHECKPOINTS), Optional.empty());
            int trained = losses(run, Optional.empty()).losses().size();
            if (trained >= wanted) {
                return planned;
            }
            number = epochs.valueFor(wanted, trained);
            overrides.add("--iterations " + wanted + ": " + epochs.option() + "=" + number + " instead of "
                    + epochs.value() + ", which trains " + trained + (trained == 1 ? " iteration" : " iterations"));
        } else if (epochs.value() < wanted) {
            overrides.add(
                    "--iterations " + wanted + ": " + epochs.option() + "=" + number + " instead of " + epochs.value());
        } else {
            return planned;
        }
        return planned.withArguments(epochs.in(planned.command().argv(), number));
    }

    private TrainingRun train() {
        return train(
                trainStage.get(),
                plan.checkpoint(),
                plan.runDirectory().resolve("test_log").resolve("log_train.txt"));
    }

    private TrainingRun trainAgain() {
        PlannedStage again = trainStage.get().again("train-again", StageKind.TRAIN);
        return train(
                again,
                plan.checkpoint().map(weights -> trainStage.get().in(again.workspace(), weights)),
                again.directory().resolve("log_train.txt"));
    }

    private PlannedStage required(
            Optional<PlannedStage> stage, StageKind kind, String name, String expected, String observed) {
        return stage.orElseThrow(() -> new StageFailedException(new StageFailure(
                plan.model(),
                kind,
                name,
                StageFailure.Reason.NO_EVIDENCE,
                "the chain has no " + name + " command",
                expected,
                observed + (plan.notRun().isEmpty() ? "" : "\n" + String.join("\n", plan.notRun())),
                "complete the config, or certify in a mode that does it",
                Optional.empty())));
    }

    private TrainingRun train(PlannedStage stage, Optional<Path> planned, Path log) {
        workspaces.at(stage.workspace());
        FolderState before = planned.map(
                        weights -> FolderState.of(weights.resolveSibling(".").normalize()))
                .orElse(new FolderState(Map.of()));
        Set<RecordingKind> kinds = Set.of(RecordingKind.LOSSES, RecordingKind.CHECKPOINTS);
        StageRun run = stage.workspace().equals(plan.workspace())
                ? stages.run(stage, kinds, Optional.empty())
                : stages.runBeside(stage, kinds, Optional.empty());
        IterationLosses iterations = losses(run, planned);
        List<LossRecord> losses = iterations.losses();
        Path weights = planned.orElseThrow(() -> new StageFailedException(StageRunner.failure(
                run,
                "the config names no weights that the training writes",
                "a config whose evaluation or export takes the trained weights",
                "neither has a command",
                "complete the config's lines for evaluation and export")));
        Path checkpoint = weightsFiles(weights).stream()
                .filter(file -> isNonEmptyFile(file) && before.isNew(file))
                .findFirst()
                .orElseThrow(() -> noCheckpoint(run, weights, before));
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
        return new TrainingRun(run, losses, log, checkpoint, iterations.sites());
    }

    private static IterationLosses losses(StageRun run, Optional<Path> planned) {
        List<RecordedProcess> processes = run.recording().processes();
        IterationLosses losses = IterationLosses.of(TrainingProcess.among(processes, planned)
                .map(RecordedProcess::losses)
                .orElse(List.of()));
        if (losses.losses().isEmpty()) {
            boolean isStatic =
                    processes.stream().anyMatch(process -> process.properties().containsKey("static_graph"));
            throw new StageFailedException(StageRunner.noEvidence(
                    run,
                    isStatic
                            ? "training ran a static graph, whose losses cannot be seen"
                            : "training ended well but trained 0 iterations",
                    "at least one call of Tensor.backward()",
                    processes.isEmpty()
                            ? "no process that imported paddle"
                            : "0 calls of Tensor.backward() in " + processes.size()
                                    + " process(es) that imported paddle"
                                    + (isStatic ? ", and a call of paddle.static.Executor.run" : ""),
                    isStatic
                            ? "certify the model's dygraph training"
                            : "make the batch size smaller than the data set (with drop_last a larger batch leaves no"
                                    + " iteration) or train for at least one epoch"));
        }
        return losses;
    }

    /** Get where weights may lie: configs name a folder, or a file with or without {@code .pdparams}. */
    private static List<Path> weightsFiles(Path planned) {
        List<Path> files =
                new ArrayList<>(List.of(planned, planned.resolveSibling(planned.getFileName() + ".pdparams")));
        if (Files.isDirectory(planned)) {
            try (Stream<Path> inside = Files.list(planned)) {
                inside.filter(file -> file.toString().endsWith(".pdparams"))
                        .sorted()
                        .forEach(files::add);
            } catch (IOException | UncheckedIOException e) {
                return files;
            }
        }
        return files;
    }

    private static StageFailedException noCheckpoint(StageRun run, Path planned, FolderState before) {
        List<Path> present =
                weightsFiles(planned).stream().filter(Files::isRegularFile).toList();
        String observed = present.isEmpty()
                ? "no such file; " + nearest(planned)
                : present.stream().anyMatch(before::isNew)
                        ? "an empty file"
                        : "a file that the repository holds and the training did not write";
        return new StageFailedException(StageRunner.failure(
                run,
                "training ended well but wrote no checkpoint",
                "weights at " + planned,
                observed,
                "let the training save its weights there, or correct the line train_model_name of the config"));
    }

    private Evaluation evaluate() {
        PlannedStage stage = required(
                plan.evaluate(),
                StageKind.EVALUATE,
                "evaluate",
                "an evaluation of the trained weights",
                "the config names no evaluation");
        TrainingRun trained = training.get();
        StageRun run = stages.run(stage, Set.of(RecordingKind.CHECKPOINTS), Optional.empty());
        requireTrainedWeights(run, trained, trained.checkpoint());
        return new Evaluation(run);
    }

    private Prediction predict() {
        if (plan.predict().isEmpty()) {
            return predictByExportedLayer();
        }
        TrainingRun trained = training.get();
        StageRun run = stages.run(
                plan.predict().get(), Set.of(RecordingKind.LAYER_CALLS, RecordingKind.CHECKPOINTS), Optional.empty());
        requireTrainedWeights(run, trained, trained.checkpoint());
        List<LayerCall> calls = run.recording().processes().stream()
                .flatMap(process -> process.layerCalls().stream())
                .toList();
        return new Prediction(run, images(), calls);
    }

    /** Export once more, in a working copy of its own, and ask the layer what it says on the inputs of inference. */
    private Prediction predictByExportedLayer() {
        Inference inferred = inference.get();
        PlannedStage exporting = exportStage();
        PlannedStage stage = exporting.again("predict", StageKind.PREDICT);
        workspaces.copyOf(exporting.workspace(), stage.workspace());
        StageRun run = stages.runBeside(
                stage,
                Set.of(RecordingKind.EXPORTS, RecordingKind.CHECKPOINTS),
                Optional.of(inferred.runs().stream().map(PredictorRun::inputs).toList()));
        if (plan.train().isPresent()) {
            TrainingRun trained = training.get();
            requireTrainedWeights(run, trained, exporting.in(stage.workspace(), trained.checkpoint()));
        }
        List<ExportRecord> exports = run.recording().processes().stream()
                .flatMap(process -> process.exports().stream())
                .toList();
        Path folder = exporting.in(stage.workspace(), plan.modelDirectory());
        List<LayerCall> calls = ExportedProgram.in(folder, exports)
                .flatMap(ExportedProgram::export)
                .map(ExportRecord::dygraphCalls)
                .orElse(List.of());
        return new Prediction(run, images(), calls, Prediction.Source.EXPORTED_LAYER);
    }

    private PlannedStage exportStage() {
        return required(
                plan.export(),
                StageKind.EXPORT,
                "export",
                "an export of the trained weights",
                "the config names no export for " + plan.combination().trainer());
    }

    /** What a stage says of weights other than the trained ones says nothing about the training. */
    private void requireTrainedWeights(StageRun run, TrainingRun trained, Path weights) {
        Path checkpoint = real(weights);
        List<CheckpointRecord> loads = checkpoints(run, "load");
        List<CheckpointRecord> trainedLoads = loads.stream()
                .filter(record ->
                        !record.path().isEmpty() && real(Path.of(record.path())).equals(checkpoint))
                .toList();
        if (trainedLoads.isEmpty()) {
            throw new StageFailedException(StageRunner.failure(
                    run,
                    "the " + run.name() + " command did not load the trained weights",
                    "paddle.load of " + weights,
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
                    "weights in " + weights + " that the training gave to paddle.save",
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
        PlannedStage stage = exportStage();
        Path checkpoint = plan.train().isPresent()
                ? training.get().checkpoint()
                : plan.checkpoint().orElse(plan.modelDirectory());
        workspaces.at(stage.workspace());
        FolderState before = FolderState.of(plan.modelDirectory());
        StageRun run =
                stages.run(stage, Set.of(RecordingKind.EXPORTS, RecordingKind.CHECKPOINTS), inputsOfPrediction());
        List<ExportRecord> exports = run.recording().processes().stream()
                .flatMap(process -> process.exports().stream())
                .toList();
        ExportedProgram program = ExportedProgram.in(plan.modelDirectory(), exports)
                .filter(found -> before.isNew(found.file()))
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
                checkpoint,
                specs(spec.inputs()),
                specs(spec.outputs()),
                loadError);
    }

    /** The inputs that the dygraph prediction saw, so that the exported layer can be asked about the same ones. */
    private Optional<List<List<TensorValue>>> inputsOfPrediction() {
        if (plan.predict().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    prediction.get().calls().stream().map(LayerCall::inputs).toList());
        } catch (StageFailedException e) {
            return Optional.empty(); // The export can be judged without; whoever needs the prediction is told.
        }
    }

    private List<InferenceTiming> measure() {
        return List.of(measure(false), measure(true));
    }

    private InferenceTiming measure(boolean oneDnn) {
        List<PredictorRun> runs = inference.get().runs();
        if (runs.isEmpty()) {
            return new InferenceTiming(oneDnn, 0, List.of(), "the inference script ran no predictor");
        }
        ExportedModel model = exportedModel.get();
        List<TensorValue> inputs = runs.get(0).inputs();
        long batch = TensorValue.batchSize(inputs);
        try {
            return new InferenceTiming(
                    oneDnn,
                    batch,
                    predictors.measure(
                            new ModelFiles(model.program(), model.parameters()),
                            PredictorOptions.defaults().withOneDnn(oneDnn),
                            inputs,
                            WARM_UPS,
                            MEASURED_RUNS),
                    "");
        } catch (PaddleException | PredictorCrashException e) {
            return new InferenceTiming(oneDnn, batch, List.of(), String.valueOf(e.getMessage()));
        }
    }

    private Inference infer() {
        PlannedStage stage = required(
                plan.infer(),
                StageKind.INFER,
                "infer",
                "an inference of the exported model that this machine can run",
                plan.cells().isEmpty()
                        ? "the config names no inference"
                        : plan.cells().stream()
                                .map(cell -> cell.name() + ": " + cell.notRun().orElse(""))
                                .collect(Collectors.joining("\n")));
        ExportedModel model = exportedModel.get();
        StageRun run = stages.run(stage, Set.of(RecordingKind.PREDICTOR_RUNS), Optional.empty());
        List<PredictorRun> runs = predictorRuns(run);
        List<List<TensorValue>> inputs = runs.stream().map(PredictorRun::inputs).toList();
        ModelFiles files = new ModelFiles(model.program(), model.parameters());
        List<Inference.Replay> replays = new ArrayList<>();
        List<Inference.Probe> probes = new ArrayList<>();
        List<Inference.Cell> cells = new ArrayList<>();
        if (!inputs.isEmpty()) {
            replays.add(replay("plain", true, files, PredictorOptions.plain(), inputs));
            replays.add(replay("plain (repeated)", true, files, PredictorOptions.plain(), inputs));
            for (Perturbation perturbation : Perturbation.values()) {
                probe(perturbation, files, inputs).ifPresent(probes::add);
            }
            for (PlannedCell cell : plan.cells()) {
                cells.add(cell(cell, run, runs, model, inputs));
            }
        }
        return new Inference(run, runs, replays, probes, cells);
    }

    private ServingRun serve() {
        ServingStages service = services();
        return service.run(exportedModel.get(), images());
    }

    private ServingStages services() {
        return services.orElseThrow(() -> new StageFailedException(new StageFailure(
                plan.model(),
                StageKind.SERVE,
                "serve",
                StageFailure.Reason.NO_EVIDENCE,
                "no serving config was named",
                "a config of the model's service",
                "none",
                "name it with @TipcModel(serving = ...), tipc.serving, or serving in certification.properties",
                Optional.empty())));
    }

    public static List<PredictorRun> predictorRuns(StageRun run) {
        return run.recording().processes().stream()
                .flatMap(process -> process.predictorRuns().stream())
                .toList();
    }

    /** Run one cell: by the script that has run already, through JNI on what it recorded, or in a run of its own. */
    private Inference.Cell cell(
            PlannedCell cell,
            StageRun first,
            List<PredictorRun> runs,
            ExportedModel model,
            List<List<TensorValue>> inputs) {
        if (cell.stage().isEmpty()) {
            return Inference.Cell.notRun(
                    cell.name(), cell.alternatives(), cell.notRun().orElse("not planned"));
        }
        PlannedStage stage = cell.stage().get();
        CellOptions asked = CellOptions.of(cell.alternatives());
        if (stage.name().equals(first.name())) {
            return Inference.Cell.byScript(cell.name(), cell.alternatives(), asked.precision(), first, runs);
        }
        CellOptions recorded = CellOptions.of(plan.cells().stream()
                .filter(other -> other.stage()
                        .filter(run -> run.name().equals(first.name()))
                        .isPresent())
                .findFirst()
                .map(PlannedCell::alternatives)
                .orElse(Map.of()));
        Optional<List<List<TensorValue>>> batches = asked.batch().equals(recorded.batch())
                ? Optional.of(inputs)
                : asked.batch().isPresent() && takesAnyBatch(model)
                        ? Batches.of(inputs, asked.batch().getAsInt())
                        : Optional.empty();
        if (asked.options().isPresent()
                && batches.isPresent()
                && !plan.request().everyCellByScript()) {
            ModelFiles files = new ModelFiles(model.program(), model.parameters());
            Inference.Replay replay =
                    replay(cell.name(), false, files, asked.options().get(), batches.get());
            return Inference.Cell.replayed(
                    cell.name(),
                    cell.alternatives(),
                    asked.precision(),
                    batches.get(),
                    replay.outputs(),
                    replay.error());
        }
        try {
            StageRun run = stages.run(stage, Set.of(RecordingKind.PREDICTOR_RUNS), Optional.empty());
            return Inference.Cell.byScript(
                    cell.name(), cell.alternatives(), asked.precision(), run, predictorRuns(run));
        } catch (StageFailedException e) {
            return Inference.Cell.failed(cell.name(), cell.alternatives(), asked.precision(), e.failure());
        }
    }

    private static boolean takesAnyBatch(ExportedModel model) {
        return !model.inputs().isEmpty()
                && model.inputs().stream()
                        .allMatch(input ->
                                !input.shape().isEmpty() && input.shape().get(0) < 0);
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

    /** Get the test images in the working copy, sorted; none before it is made, or where the config names none. */
    public List<Path> images() {
        if (plan.images().isEmpty()) {
            return List.of();
        }
        Path place = plan.images().get();
        if (Files.isRegularFile(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.walk(place)) {
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

    /** Say what the closest folder above a missing file holds, since it may lie only one level beside. */
    private static String nearest(Path missing) {
        Path folder = missing.resolveSibling(".").normalize();
        while (!Files.isDirectory(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        return "the folder " + folder + " holds " + listing(folder);
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
