// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.config.line.LineLayout;
import org.tipcjunit.plan.draft.CommandText;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.draft.PlanDraft;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.Deviation;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.PlannedInput;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;
import org.tipcjunit.plan.train.InferenceMatrix;

/** The steps that chains of deployed models have in common, written to a plan. */
@API(status = Status.INTERNAL, since = "0.1")
public final class DeploymentSteps {

    /** Systems of a detector and a recogniser, whose names upstream's scripts list. */
    public static final Set<String> OCR_SYSTEMS =
            Set.of("ch_PP-OCRv2", "ch_PP-OCRv3", "ch_ppocr_mobile_v2_0", "ch_ppocr_server_v2_0");

    public static final String NEEDS_GPU = InferenceMatrix.NEEDS_GPU;
    public static final String NEEDS_TENSORRT = "needs a GPU that Paddle can use, and TensorRT";

    private static final String VISIBLE_DEVICES = "CUDA_VISIBLE_DEVICES";

    private final PlanInput input;
    private final PlanDraft draft;

    public DeploymentSteps(PlanInput input) {
        this.input = input;
        this.draft = new PlanDraft(input);
    }

    public PlanInput input() {
        return input;
    }

    public PlanDraft draft() {
        return draft;
    }

    /** Get a line by its name. */
    public ConfigEntry line(Line line) {
        return input.line(line);
    }

    /** Get the line that has the name {@code line} in another layout than the config's own. */
    public ConfigEntry line(LineLayout other, Line line) {
        return input.reading().line(other, line);
    }

    /** Whether the config's layout has a line of that name. */
    boolean has(Line line) {
        return input.reading().has(line);
    }

    public TipcPlan plan() {
        return draft.plan(line(Line.MODEL_NAME).value());
    }

    /** Get the folder that upstream's scripts write the logs of this model and mode to. */
    public String logs() {
        return logs(input.mode());
    }

    public String logs(String mode) {
        return "test_tipc/output/" + line(Line.MODEL_NAME).value() + "/" + mode;
    }

    /** Start a command with the first interpreter that the config lists. */
    public CommandText python() {
        ConfigEntry interpreters = line(Line.PYTHON);
        return new CommandText()
                .from(interpreters, interpreters.elements().stream().findFirst().orElse(""));
    }

    /** Show only the GPU with {@code number} to all commands that follow. */
    public void showGpu(String number) {
        draft.export(VISIBLE_DEVICES, number);
    }

    /** Let all commands that follow see every GPU. */
    void showAllGpus() {
        draft.unset(VISIBLE_DEVICES);
    }

    public List<PlannedCommand> run(Step step, CommandText text, Details details) {
        return draft.run(step, text, details);
    }

    public List<PlannedCommand> pause(String duration) {
        return draft.run(Step.WAIT, new CommandText().text("sleep " + duration));
    }

    /** End the service the way upstream's scripts do, which whoever runs the plan replaces. */
    public List<PlannedCommand> endByName() {
        List<PlannedCommand> commands = new ArrayList<>(draft.run(Step.STOP, new CommandText().text("ps ux")));
        commands.addAll(draft.run(Step.STOP, new CommandText().text("kill -s 9")));
        return commands;
    }

    /** Change to {@code path}, relative to the present folder. */
    public void changeDirectory(String path) {
        String folder = Path.of(draft.directory()).resolve(path).normalize().toString();
        draft.enter(folder.isEmpty() ? "." : folder.startsWith("..") ? folder : "./" + folder);
    }

    /** Convert the only model of a config for Paddle Serving. */
    public void convert(CommandText python, String log) {
        convert(
                python,
                log,
                line(Line.TRANS_MODEL),
                line(Line.MODEL_DIR),
                line(Line.MODEL_FILE),
                line(Line.PARAMS_FILE),
                line(Line.SERVING_SERVER),
                line(Line.SERVING_CLIENT));
    }

    /** Convert a model for Paddle Serving. */
    public void convert(
            CommandText python,
            String log,
            ConfigEntry tool,
            ConfigEntry model,
            ConfigEntry program,
            ConfigEntry parameters,
            ConfigEntry server,
            ConfigEntry client) {
        CommandText text = python.value(tool);
        for (ConfigEntry argument : List.of(model, program, parameters, server, client)) {
            text.argument(argument);
        }
        convert(text, List.of(model.value()), List.of(server.value(), client.value()), log);
    }

    /** Convert a model for Paddle Serving. */
    public void convert(CommandText text, List<String> model, List<String> served, String log) {
        run(
                Step.CONVERT_SERVING,
                text,
                Details.none().withLog(log).withInputs(present(model)).withOutputs(present(served)));
    }

    /** Say once that services are waited for and ended in another way than upstream's scripts do. */
    public void noteServiceHandling() {
        deviate(
                DeviationKind.READINESS_INSTEAD_OF_PAUSES,
                "a service counts as started when it answers, not after a fixed time");
        deviate(
                DeviationKind.NO_KILL_BY_NAME,
                "the service's own process group is ended, not every process with a name or number");
    }

    /** Note a deviation that changes how commands are run, not which. */
    public void deviate(DeviationKind kind, String detail) {
        draft.deviate(new Deviation(kind, at(line(Line.MODEL_NAME)) + detail, List.of(), List.of()));
    }

    public void deviate(
            DeviationKind kind,
            ConfigEntry entry,
            String detail,
            List<PlannedCommand> planned,
            List<PlannedCommand> upstream) {
        draft.deviate(new Deviation(kind, at(entry) + detail, planned, upstream));
    }

    /** Note that upstream's script does not run {@code planned}. */
    public void addition(DeviationKind kind, ConfigEntry entry, String detail, List<PlannedCommand> planned) {
        if (!planned.isEmpty()) {
            deviate(kind, entry, detail, planned, List.of());
        }
    }

    /** Note what the config asks for and nothing can do. */
    public void doesNotRun(String what, ConfigEntry entry, String reason) {
        draft.doesNotRun(what, Math.max(1, entry.line()), reason);
    }

    String at(ConfigEntry entry) {
        return input.request().configPath() + ":" + Math.max(1, entry.line()) + ": ";
    }

    /** Get cells from names and values that alternate. */
    public static Map<String, String> cell(String... namesAndValues) {
        Map<String, String> cell = new LinkedHashMap<>();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            cell.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return cell;
    }

    public static Details gpu() {
        return Details.none().withNotRun(Optional.of(NEEDS_GPU));
    }

    /** Get {@code commands} as they are when a script goes on in {@code directory} because its {@code cd} failed. */
    public static List<PlannedCommand> in(String directory, List<PlannedCommand> commands) {
        return commands.stream().map(command -> command.in(directory)).toList();
    }

    /** Get {@code command} with another value of {@code CUDA_VISIBLE_DEVICES}. */
    public static PlannedCommand withVisibleDevices(PlannedCommand command, String devices) {
        return command.withVariable(VISIBLE_DEVICES, devices);
    }

    /** Get those of {@code paths} that a config gives. */
    public static List<String> present(String... paths) {
        return present(List.of(paths));
    }

    /** Get those of {@code paths} that a config gives. */
    public static List<String> present(List<String> paths) {
        return paths.stream()
                .filter(path -> !path.isBlank() && !path.equals("null"))
                .toList();
    }

    /** Get those of {@code inputs} that a config gives. */
    static List<PlannedInput> given(PlannedInput... inputs) {
        return Stream.of(inputs)
                .filter(input -> !present(input.path()).isEmpty())
                .toList();
    }

    /** Get the last part of a path, also when it ends in a slash. */
    public static String lastPart(String path) {
        String trimmed = path.replaceFirst("/+$", "");
        return trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }

    /** Get a client's name as upstream's scripts shorten it for logs. */
    public static String shortClient(String client) {
        int end = client.indexOf("_client");
        return end < 0 ? client : client.substring(0, end);
    }
}
