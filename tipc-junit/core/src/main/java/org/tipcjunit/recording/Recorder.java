// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.python.PythonFiles;

/**
 * The recorder's Python files on disk, and the environment that makes a command load them.
 *
 * <p>The recorder is a {@code sitecustomize} module that comes first on {@code PYTHONPATH}, in a folder of the recording's own
 * with what to record in a file beside it: no variable tells that a command is recorded. It hooks Paddle when a script imports
 * it, and then runs the {@code sitecustomize} that it hides, if there is one. Child processes are recorded as well, unless they
 * get a {@code PYTHONPATH} of their own.
 *
 * <p>Instances are safe for use by several threads, and several processes can share an install folder.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Recorder {

    /** What the converter of Paddle Serving imports and Paddle has no more. */
    private static final String LENT = "paddle_fluid_alias.py";

    static final List<String> FILES = List.of(
            "sitecustomize.py",
            "tipc_recorder/__init__.py",
            "tipc_recorder/alternate.py",
            "tipc_recorder/answers.py",
            "tipc_recorder/batch_names.py",
            "tipc_recorder/batches.py",
            "tipc_recorder/beside.py",
            "tipc_recorder/checkpoints.py",
            "tipc_recorder/code.py",
            "tipc_recorder/colours.py",
            "tipc_recorder/direct_calls.py",
            "tipc_recorder/drawn.py",
            "tipc_recorder/exchanged.py",
            "tipc_recorder/exit_status.py",
            "tipc_recorder/exports.py",
            "tipc_recorder/flows.py",
            "tipc_recorder/given_inputs.py",
            "tipc_recorder/graph_exports.py",
            "tipc_recorder/handlers.py",
            "tipc_recorder/idle.py",
            "tipc_recorder/inner_calls.py",
            "tipc_recorder/journal.py",
            "tipc_recorder/kept_gradients.py",
            "tipc_recorder/layer_calls.py",
            "tipc_recorder/layer_study.py",
            "tipc_recorder/losses.py",
            "tipc_recorder/needed.py",
            "tipc_recorder/networks.py",
            "tipc_recorder/newer_graph.py",
            "tipc_recorder/noise.py",
            "tipc_recorder/predictor_runs.py",
            "tipc_recorder/rates.py",
            "tipc_recorder/reads.py",
            "tipc_recorder/remembered.py",
            "tipc_recorder/samples.py",
            "tipc_recorder/seeds.py",
            "tipc_recorder/serving_client.py",
            "tipc_recorder/settings.py",
            "tipc_recorder/starts.py",
            "tipc_recorder/static_graph.py",
            "tipc_recorder/taken_for_equal.py",
            "tipc_recorder/tensors.py",
            "tipc_recorder/untouched.py",
            "tipc_recorder/unused.py");

    /** The variable that names the working copy, whose code is what is certified. */
    public static final String WORKSPACE_VARIABLE = "TIPC_RECORDING_WORKSPACE";

    /** The variable that names the sublayer of exported layers whose feature maps are looked at, such as {@code backbone}. */
    public static final String BACKBONE_VARIABLE = "TIPC_RECORDING_BACKBONE";

    /** The variable that counts the multiply-adds of exported layers where it is {@code true}. */
    public static final String MULTIPLY_ADDS_VARIABLE = "TIPC_RECORDING_MULTIPLY_ADDS";

    /** The variable that says how many predictor runs of a process are recorded, 256 without it. */
    public static final String MAX_RUNS_VARIABLE = "TIPC_RECORDING_MAX_RUNS";

    /** The variable that puts random numbers, of the seed that it is, in the place of what networks say. */
    public static final String NOISE_VARIABLE = "TIPC_RECORDING_NOISE";

    /** The variable that names outputs that are left as they are all the same, a line each: class of the network, blank, name. */
    public static final String NOISE_LEFT_VARIABLE = "TIPC_RECORDING_NOISE_LEFT";

    /** The variable that leaves the outputs of every other call as they are: {@code 0} replaces the first of two, {@code 1} the second. */
    public static final String NOISE_CALLS_VARIABLE = "TIPC_RECORDING_NOISE_CALLS";

    /** The variable that leaves the outputs of every other process as they are, counted by what tells Paddle their place. */
    public static final String NOISE_PROCESSES_VARIABLE = "TIPC_RECORDING_NOISE_PROCESSES";

    /** The variable that moves the mean of these random numbers from one output to the next, where it is not empty. */
    public static final String NOISE_MOVED_VARIABLE = "TIPC_RECORDING_NOISE_MOVED";

    /** The variable that takes for equal what a script compares, where it is not empty. */
    public static final String NOISE_EQUAL_VARIABLE = "TIPC_RECORDING_NOISE_EQUAL";

    /** The variable that exchanges scores of classes instead of drawing numbers, where it is not empty. */
    public static final String NOISE_EXCHANGED_VARIABLE = "TIPC_RECORDING_NOISE_EXCHANGED";

    /**
     * The name of the note that says what was made of exchanged scores, a line for each row: classes, the one with the highest score,
     * that score, and the share that softmax makes of it.
     */
    public static final String EXCHANGED_NOTE = "scores exchanged";

    /** The name of the note that says how many outputs were replaced so. */
    public static final String REPLACED_NOTE = "outputs replaced";

    /** The name of the note that says which inputs outputs of networks depend on, a line each, where outputs were replaced. */
    public static final String NEEDED_NOTE = "inputs that outputs depend on";

    /** What a static graph is fed that goes through its weights, which labels do not, a line for each; of several only. */
    public static final String WEIGHED_NOTE = "inputs that go through the weights of a graph";

    /** The name of the note that says how many samples a metric of a static graph had counted before it was first asked for. */
    public static final String COUNTED_NOTE = "counted before";

    /**
     * The name of the note that counts what an evaluation took of its data loaders, a line each: batches taken, batches there are, 1 for
     * the end, samples taken, samples that are too few for a batch and in none.
     */
    public static final String BATCHES_NOTE = "batches that were read";

    /** The name of the note that names some samples of a training, or of an evaluation, by their digests; a blank between them. */
    public static final String SAMPLES_NOTE = "samples that were named";

    /**
     * The name of the note that says on how many batches the first steps of a training were made: steps, different batches, batches
     * that the loader has, and classes that its labels are of; 0 for what is not known.
     */
    public static final String TRAINING_BATCHES_NOTE = "batches of the training";

    /** The name of the note that counts the passes over what a data loader has that were trained on: those begun, and those ended. */
    public static final String TRAINING_PASSES_NOTE = "passes of the training";

    /** The name of the note that says how many samples the loaders of a training put into a batch; 0 for those that do not say. */
    public static final String BATCH_SIZES_NOTE = "batch sizes of the training";

    /**
     * The name of the note that counts the steps of a training, a line for each optimizer: steps, and those of them whose learning rate
     * was less than a millionth of its highest.
     */
    public static final String STEPS_NOTE = "steps that were made";

    /** The name of the note of a training whose first steps found the gradients of the steps before: how many were looked at. */
    public static final String KEPT_NOTE = "gradients that were kept";

    /**
     * The name of the note that names parameters of more than one dimension that an optimizer has and whose gradient was 0 whenever it
     * was looked at, a line each: number of the network, slash, name.
     */
    public static final String IDLE_NOTE = "gradients that were nothing";

    /**
     * The name of the note that counts samples of many numbers, which are no tokens, a line for each network that has no other input: the
     * most of one call, and how many held one number only.
     */
    public static final String ROWS_NOTE = "samples of one call";

    /** The name of the note that counts the first calls of a training: calls, most samples of one, different samples. */
    public static final String TRAINING_CALLS_NOTE = "calls that were named";

    /**
     * The name of the note that counts right answers of an evaluation, a line for each output and kind of label: samples, classes,
     * different labels, right ones, and the highest shares of labels among the best score, the best two, and so on.
     */
    public static final String ANSWERS_NOTE = "answers that were counted";

    /** The name of the note that says how many rows of scores were replaced, a line each: scores in a row, rows; 0 for other outputs. */
    public static final String SCORES_NOTE = "scores replaced";

    /** The name of the note that names a data set that draws its samples anew, with the number of one. */
    public static final String DRAWN_NOTE = "samples drawn anew";

    /** The name of the note that names the outputs of predictors that a script read, a line each; those of {@code run} are all read. */
    public static final String READ_NOTE = "outputs that were read";

    /** The name of the note that names dygraph networks that got what a predictor of the same process got, a line each. */
    public static final String BESIDE_NOTE = "networks beside predictors";

    /** The name of the note that says that a predictor ran where none was recorded. */
    public static final String PREDICTORS_NOTE = "predictors";

    /** The name of the note that names the files of the working copy whose code ran, relative to it. */
    public static final String CODE_NOTE = "code inside";

    /** The name of the note that says where code goes on after exceptions of almost any kind. */
    public static final String HANDLERS_NOTE = "handlers that go on";

    /**
     * The variable that leads client scripts to the ports that a service has: pairs of a documented and the actual port, such as
     * {@code 18080:41001,9993:41002}.
     */
    public static final String SERVING_PORTS_VARIABLE = "TIPC_SERVING_PORTS";

    private static final String SITE = "sitecustomize.py";
    private static final String SETTINGS = "settings";

    private final Path directory;

    /**
     * Unpack the recorder into a folder of its own below {@code installDirectory}, where it is not there already.
     *
     * @param installDirectory made where it is missing; the recorder's folder in it is named after the recorder's content
     * @throws RecordingException if the files can't be written
     */
    public Recorder(Path installDirectory) {
        try {
            this.directory = PythonFiles.of(Recorder.class, FILES)
                    .with(LENT, "org/tipcjunit/environment/paddle-2.6.2/" + LENT)
                    .unpack(installDirectory, "recorder");
        } catch (IOException e) {
            throw new RecordingException(
                    "the recorder can't be unpacked into " + installDirectory + ": " + e,
                    "make the folder writable or choose another one",
                    e);
        }
    }

    /**
     * Get {@code base} with what makes a command's Python processes record, and make the recording's folder.
     *
     * @param recordingDirectory the folder to record into, which should be empty; made where it is missing
     * @param kinds what to record besides seeds, code and properties
     * @param inputs a folder written by {@link InputSet}, on which exported layers are evaluated as dygraph
     * @param base the command's environment; its {@code PYTHONPATH} comes after the recorder, one that is not in it is lost, and
     *     its variables for the recorder become settings that the command does not see
     * @throws RecordingException if the folder can't be made
     */
    public Map<String, String> environment(
            Path recordingDirectory, Set<RecordingKind> kinds, Optional<Path> inputs, Map<String, String> base) {
        Path recording = recordingDirectory.toAbsolutePath();
        Path site = recording.resolveSibling(recording.getFileName() + ".site");
        Map<String, String> environment = new TreeMap<>();
        Map<String, String> settings = new TreeMap<>();
        base.forEach((name, value) -> (isSetting(name) ? settings : environment).put(name, value));
        settings.put("TIPC_RECORDER", directory.toString());
        settings.put("TIPC_RECORDER_SITE", site.toString());
        settings.put("TIPC_RECORDING_DIR", recording.toString());
        settings.put(
                "TIPC_RECORDING_KINDS",
                kinds.stream().sorted().map(RecordingKind::word).collect(Collectors.joining(",")));
        settings.put(
                "TIPC_RECORDING_INPUTS",
                inputs.map(folder -> folder.toAbsolutePath().toString()).orElse(""));
        try {
            Files.createDirectories(recording);
            PythonFiles.put(site.resolve(SITE), Files.readAllBytes(directory.resolve(SITE)));
            PythonFiles.put(site.resolve(SETTINGS), text(settings).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RecordingException(
                    "the recording's folder " + recording + " can't be made: " + e, "make its parent writable", e);
        }
        String path = base.getOrDefault("PYTHONPATH", "");
        environment.put("PYTHONPATH", path.isEmpty() ? site.toString() : site + File.pathSeparator + path);
        return Map.copyOf(environment);
    }

    /** Get the folder of its files, which commands read. */
    public Path directory() {
        return directory;
    }

    private static boolean isSetting(String variable) {
        return variable.startsWith("TIPC_RECORDING_") || variable.equals(SERVING_PORTS_VARIABLE);
    }

    /** Names and values can hold anything but NUL. */
    private static String text(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "\0" + setting.getValue())
                .collect(Collectors.joining("\0"));
    }
}
