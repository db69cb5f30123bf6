// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.process.Termination;
import org.tipcjunit.recording.RecordedScript.Setting;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

/** What the recorder sees of real scripts; subclasses name the Paddle that runs them. */
@Execution(ExecutionMode.CONCURRENT)
@NeedsPaddle
abstract class RecorderTests {

    @TempDir
    Path directory;

    /** Get the interpreter of an environment with the Paddle under test. */
    abstract Path python();

    abstract String paddleVersion();

    private Setting setting() {
        return Setting.of(python(), directory);
    }

    @Test
    void looks_at_an_evaluation_and_replaces_what_its_networks_say_where_that_is_asked_for() {
        RecordedScript plain = setting()
                .with(RecordingKind.NETWORKS, RecordingKind.CHECKPOINTS, RecordingKind.HANDLERS)
                .withVariable(
                        Recorder.WORKSPACE_VARIABLE,
                        RecordedScript.resource("handlers.py")
                                .resolveSibling(".")
                                .normalize()
                                .toString())
                .run("handlers.py", directory.resolve("weights").toString())
                .thatSucceeded();
        RecordedScript noisy = setting()
                .with()
                .withVariable(Recorder.NOISE_VARIABLE, "1")
                .run("handlers.py")
                .thatSucceeded();

        assertThat(plain.onlyProcess().properties())
                .containsEntry(Recorder.HANDLERS_NOTE, "handlers.py:42\nhandlers.py:56")
                .doesNotContainKey(Recorder.REPLACED_NOTE);
        assertThat(noisy.onlyProcess().properties()).containsEntry(Recorder.REPLACED_NOTE, "3");
        assertThat(noisy.onlyProcess().problems()).isEmpty();
        assertThat(plain.printed("scores"))
                .containsExactly("[[6.0, 6.0, 6.0], [6.0, 6.0, 6.0], [6.0, 6.0, 6.0], [6.0, 6.0, 6.0]]");
        assertThat(noisy.printed("scores")).isNotEqualTo(plain.printed("scores"));
        assertThat(plain.printed("classes")).containsExactly("[0, 0, 0, 0]");
        assertThat(noisy.printed("classes").get(0)).matches("\\[[1-3](, [1-3]){3}\\]");
        assertThat(noisy.printed("drawn")).isEqualTo(plain.printed("drawn"));
        RecordedScript partly = setting()
                .with()
                .withVariable(Recorder.NOISE_VARIABLE, "1")
                .withVariable(Recorder.NOISE_LEFT_VARIABLE, "Net output.scores\nOther output.classes")
                .run("handlers.py")
                .thatSucceeded();
        assertThat(partly.printed("scores")).isEqualTo(plain.printed("scores"));
        assertThat(partly.printed("classes").get(0)).matches("\\[[1-3](, [1-3]){3}\\]");
        assertThat(partly.onlyProcess().properties()).containsEntry(Recorder.REPLACED_NOTE, "2");
        assertThat(plain.onlyProcess().networks().uses())
                .extracting(use -> use.network() + " " + use.calls() + " " + use.unused())
                .containsOnlyOnce("1 2 [part]", "2 2 []");
        assertThat(plain.printed("kept")).containsExactly("True", "True");
        assertThat(plain.onlyProcess().problems()).isEmpty();
    }

    @Test
    void replaces_what_is_fetched_of_a_static_graph_unless_more_is_found_in_its_scope() {
        RecordedScript plain = setting().with().run("fetched.py").thatSucceeded();
        Setting random = setting().with().withVariable(Recorder.NOISE_VARIABLE, "1");
        RecordedScript noisy = random.run("fetched.py").thatSucceeded();
        RecordedScript found = random.run("fetched.py", "scope").thatSucceeded();

        assertThat(plain.printed("scores")).hasSize(2);
        assertThat(Set.copyOf(plain.printed("scores"))).hasSize(1);
        assertThat(noisy.printed("scores"))
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(plain.printed("scores"));
        assertThat(noisy.printed("best")).doesNotContainAnyElementsOf(plain.printed("best"));
        assertThat(noisy.onlyProcess().properties()).containsEntry(Recorder.REPLACED_NOTE, "4");
        assertThat(found.onlyProcess().properties()).containsEntry(Recorder.REPLACED_NOTE, "0");
        assertThat(List.of(noisy, found))
                .allSatisfy(run -> assertThat(run.onlyProcess().problems()).isEmpty());
    }

    @Test
    void records_every_loss_as_the_script_sees_it() {
        RecordedScript script = setting()
                .with(RecordingKind.LOSSES)
                .run("train.py", "--iterations", "8")
                .thatSucceeded();

        RecordedProcess process = script.onlyProcess();
        assertThat(process.problems()).isEmpty();
        assertThat(process.losses()).extracting(LossRecord::loss).isEqualTo(printedLosses(script));
        assertThat(process.losses()).extracting(LossRecord::iteration).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(process.losses()).extracting(LossRecord::step).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(process.losses()).allSatisfy(loss -> {
            assertThat(loss.samples()).hasValue(4);
            assertThat(loss.readerSeconds().orElseThrow())
                    .isPositive()
                    .isLessThan(loss.batchSeconds().orElseThrow());
        });
        assertThat(process.rank()).isZero();
        assertThat(process.argv()).containsSubsequence("--iterations", "8");
        assertThat(process.seeds())
                .startsWith(new SeedRecord("paddle", "7"), new SeedRecord("numpy", "8"), new SeedRecord("random", "9"));
        assertThat(process.properties())
                .containsEntry("paddle", paddleVersion())
                .containsEntry("OMP_NUM_THREADS", "1")
                .containsEntry("exit", "orderly")
                .containsKeys("python", "numpy", "paddle_commit", "device", "cpus");
        assertThat(process.layerCalls()).isEmpty();
    }

    @Test
    void lets_a_script_that_imports_paddle_first_read_compressed_files() {
        RecordedScript script =
                setting().with(RecordingKind.LOSSES).run("compressed.py").thatSucceeded();

        assertThat(script.output()).contains("zlib True").contains("gzip True").contains("png True");
    }

    @Test
    void keeps_five_losses_of_a_training_that_is_killed_at_iteration_5() {
        RecordedScript script = setting().with(RecordingKind.LOSSES).run("train.py", "--fault", "kill");

        assertThat(script.outcome().termination()).isInstanceOf(Termination.Signalled.class);
        RecordedProcess process = script.onlyProcess();
        assertThat(process.losses()).hasSize(5).extracting(LossRecord::loss).isEqualTo(printedLosses(script));
        assertThat(process.properties()).doesNotContainKey("exit");
    }

    @Test
    void keeps_five_losses_of_a_training_that_raises_at_iteration_5() {
        RecordedScript script = setting().with(RecordingKind.LOSSES).run("train.py", "--fault", "raise");

        assertThat(script.outcome().termination()).isEqualTo(new Termination.Exited(1));
        assertThat(script.onlyProcess().losses()).extracting(LossRecord::loss).isEqualTo(printedLosses(script));
        assertThat(script.onlyProcess().losses()).hasSize(5);
    }

    @Test
    void records_the_first_iteration_with_nan_loss() {
        RecordedScript script = setting()
                .with(RecordingKind.LOSSES)
                .run("train.py", "--fault", "nan", "--iterations", "5")
                .thatSucceeded();

        List<LossRecord> losses = script.onlyProcess().losses();
        assertThat(losses.get(3).loss()).isFinite();
        assertThat(losses.get(4).loss()).isNaN();
    }

    @Test
    void sees_one_process_and_its_batches_when_workers_read_them() {
        RecordedScript script = setting()
                .with(RecordingKind.LOSSES)
                .run("train.py", "--num_workers", "2")
                .thatSucceeded();

        RecordedProcess process = script.onlyProcess();
        assertThat(process.problems()).isEmpty();
        assertThat(process.losses()).hasSize(8).allSatisfy(loss -> assertThat(loss.samples())
                .hasValue(4));
    }

    @Test
    void attributes_no_evaluation_to_a_training_iteration() {
        RecordedScript script = setting()
                .with(RecordingKind.LOSSES)
                .run("train.py", "--iterations", "4", "--evaluate_seconds", "2")
                .thatSucceeded();

        List<LossRecord> losses = script.onlyProcess().losses();
        assertThat(losses).hasSize(8);
        LossRecord afterEvaluation = losses.get(4);
        assertThat(afterEvaluation.time() - losses.get(3).time()).isGreaterThan(2);
        assertThat(afterEvaluation.batchSeconds().orElseThrow()).isLessThan(1);
        assertThat(afterEvaluation.readerSeconds().orElseThrow()).isLessThan(1);
        assertThat(afterEvaluation.samples()).hasValue(4);
    }

    @Test
    void records_the_loss_before_a_gradient_scaler_scaled_it() {
        RecordedScript script = setting()
                .with(RecordingKind.LOSSES)
                .run("unusual_losses.py", "scaled_by_amp")
                .thatSucceeded();

        List<Double> printed = printedLosses(script);
        RecordedProcess process = script.onlyProcess();
        assertThat(process.losses().get(0).loss()).isEqualTo(printed.get(0));
        assertThat(process.losses().get(1).loss()).isCloseTo(printed.get(0) * 512, within(1e-3));
        assertThat(process.problems()).singleElement().asString().contains("after GradScaler.scale");
    }

    @Test
    void tells_several_losses_of_one_optimizer_step_apart() {
        RecordedScript script = setting()
                .with(RecordingKind.LOSSES)
                .run("unusual_losses.py", "two_in_a_step")
                .thatSucceeded();

        assertThat(script.onlyProcess().losses()).extracting(LossRecord::step).containsExactly(1, 1, 2, 2);
        List<String> sites =
                script.onlyProcess().losses().stream().map(LossRecord::site).toList();
        assertThat(sites).allSatisfy(site -> assertThat(site).matches(".*/unusual_losses\\.py:\\d+"));
        assertThat(sites.get(0)).isNotEqualTo(sites.get(1)).isEqualTo(sites.get(2));
        assertThat(sites.get(1)).isEqualTo(sites.get(3));
        assertThat(script.onlyProcess().losses()).allSatisfy(loss -> {
            assertThat(loss.samples()).isEmpty();
            assertThat(loss.readerSeconds()).isEmpty();
        });
    }

    @Test
    void takes_a_loss_of_exactly_zero_for_one_of_the_network_that_its_line_trained_before() {
        List<LossRecord> losses = setting()
                .with(RecordingKind.LOSSES, RecordingKind.NETWORKS)
                .run("unusual_losses.py", "kept_margin")
                .thatSucceeded()
                .onlyProcess()
                .losses();

        assertThat(losses.subList(0, 8)).extracting(LossRecord::networks).containsOnly(Optional.of(Set.of(0)));
        assertThat(losses.subList(0, 8))
                .extracting(loss -> loss.loss() > 0)
                .containsExactly(true, false, true, false, false, false, true, false);
        assertThat(losses.get(8).networks()).as("a loss times zero").hasValue(Set.of());
    }

    @Test
    void tells_gradients_that_nobody_clears() {
        assertThat(propertiesOf("never_cleared")).containsEntry(Recorder.KEPT_NOTE, "4");
        assertThat(propertiesOf("two_in_a_step")).doesNotContainKey(Recorder.KEPT_NOTE);
    }

    private Map<String, String> propertiesOf(String losses) {
        return setting()
                .with(RecordingKind.LOSSES, RecordingKind.NETWORKS)
                .run("unusual_losses.py", losses)
                .thatSucceeded()
                .onlyProcess()
                .properties();
    }

    @Test
    void notes_a_static_graph_whose_losses_it_cannot_see() {
        RecordedProcess process = setting()
                .with(RecordingKind.LOSSES)
                .run("unusual_losses.py", "static_graph")
                .thatSucceeded()
                .onlyProcess();

        assertThat(process.losses()).isEmpty();
        assertThat(process.properties()).containsEntry("static_graph", "paddle.static.Executor.run");
    }

    @Test
    void records_a_loss_of_one_element_and_the_mean_of_several() {
        assertThat(setting()
                        .with(RecordingKind.LOSSES)
                        .run("unusual_losses.py", "one_element")
                        .thatSucceeded()
                        .onlyProcess()
                        .losses())
                .hasSize(1);
        RecordedScript several = setting()
                .with(RecordingKind.LOSSES)
                .run("unusual_losses.py", "several_elements")
                .thatSucceeded();
        assertThat(several.onlyProcess().losses()).singleElement().satisfies(loss -> assertThat(loss.loss())
                .isCloseTo(printedLosses(several).get(0), within(1e-6)));
        assertThat(several.onlyProcess().problems()).isEmpty();
    }

    @Test
    void records_one_iteration_for_backward_as_a_function_and_for_recomputation() {
        RecordedProcess function = setting()
                .with(RecordingKind.LOSSES)
                .run("unusual_losses.py", "function")
                .thatSucceeded()
                .onlyProcess();
        assertThat(function.losses()).hasSize(1);
        RecordedProcess recomputed = setting()
                .with(RecordingKind.LOSSES)
                .run("unusual_losses.py", "recomputed")
                .thatSucceeded()
                .onlyProcess();
        assertThat(recomputed.losses()).hasSize(1);
        assertThat(recomputed.problems()).isEmpty();
    }

    @Test
    void records_both_ranks_of_a_distributed_training_and_nothing_of_its_launcher() {
        RecordedScript script = setting()
                .with(RecordingKind.LOSSES)
                .runModule(
                        "paddle.distributed.launch",
                        "--nproc_per_node",
                        "2",
                        "--backend",
                        "gloo",
                        "--log_dir",
                        directory.resolve("ranks").toString(),
                        RecordedScript.resource("distributed.py").toString())
                .thatSucceeded();

        assertThat(script.recording().processes())
                .extracting(RecordedProcess::rank)
                .containsExactlyInAnyOrder(0, 1);
        assertThat(script.recording().processes()).allSatisfy(process -> assertThat(process.losses())
                .extracting(LossRecord::loss)
                .containsExactly(10.0 + process.rank(), 10.0 + process.rank(), 10.0 + process.rank()));
    }

    @Test
    void runs_the_sitecustomize_it_hides_and_records_child_processes_and_forks() {
        Path own = RecordedScript.resource("own_site");
        RecordedScript script = setting()
                .with(RecordingKind.LOSSES)
                .withVariable("PYTHONPATH", own.toString())
                .run("children.py")
                .thatSucceeded();

        // In the script itself and its three child processes; a fork runs none.
        assertThat(script.printed("own sitecustomize")).containsExactly("own_site", "own_site", "own_site", "own_site");
        assertThat(script.printed("sitecustomize"))
                .containsExactly(own.resolve("sitecustomize.py").toString());
        assertThat(script.printed("pythonpath")).singleElement().asString().endsWith(":" + own);
        assertThat(script.recording().processes())
                .extracting(process ->
                        process.losses().stream().map(LossRecord::loss).toList())
                .containsExactlyInAnyOrder(List.of(2.0), List.of(1.0, 4.0), List.of(3.0));
    }

    @Test
    void tells_which_code_ran_from_elsewhere_and_what_led_there_and_shows_no_variable() throws IOException {
        Path own = RecordedScript.resource("own_site");
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        Path module = Files.writeString(elsewhere.resolve("own_layers.py"), "WIDTH = 3\n");
        Path recipe = Files.writeString(elsewhere.resolve("recipe.py"), "STRIDE = 2\n");
        Path schedule = Files.writeString(elsewhere.resolve("schedule.py"), "RATE = 0.1\n");
        Path tool = Files.writeString(elsewhere.resolve("tool.py"), "pass\n");
        Path copy = Files.createDirectories(directory.resolve("copy"));
        Files.writeString(copy.resolve("committed.py"), "DEPTH = 2\n");
        RecordedScript script = setting()
                .with(RecordingKind.LOSSES)
                .withVariable("PYTHONPATH", elsewhere + ":" + own + ":" + copy)
                .withVariable(Recorder.WORKSPACE_VARIABLE, copy.toString())
                .withVariable("RECIPE", recipe.toString())
                .withVariable("SCHEDULE", schedule.toString())
                .withVariable("TOOL", tool.toString())
                .withVariable("PYTHONWARNINGS", "default")
                .withVariable(
                        "PYTHONPYCACHEPREFIX", directory.resolve("compiled").toString())
                .withVariable("LD_PRELOAD", "libm.so.6")
                .withVariable("FLAGS_benchmark", "0")
                .run("foreign_code.py")
                .thatSucceeded();

        assertThat(script.printed("variables")).containsExactly("[]");
        Map<String, String> told = script.onlyProcess().properties();
        assertThat(told.get("code outside").lines().map(line -> line.substring(65)))
                .containsExactlyInAnyOrder(
                        module.toRealPath().toString(),
                        recipe.toRealPath().toString(),
                        schedule.toRealPath().toString(),
                        tool.toRealPath().toString(),
                        elsewhere.toRealPath().resolve("libown.so").toString(),
                        own.resolve("sitecustomize.py").toRealPath().toString(),
                        RecordedScript.resource("foreign_code.py").toRealPath().toString());
        assertThat(told.get("code outside")).contains(sha256(module) + " " + module.toRealPath());
        assertThat(told.get("code led in").lines())
                .startsWith(
                        "- " + elsewhere,
                        "- " + own,
                        "- " + copy,
                        "- libm.so.6",
                        "- FLAGS_benchmark=0",
                        "- PYTHONPYCACHEPREFIX=" + directory.resolve("compiled"),
                        "- PYTHONWARNINGS=default")
                .contains(sha256(own.resolve("sitecustomize.py")) + " " + own.resolve("sitecustomize.py"));
        assertThat(told.get("code inside")).isEqualTo("committed.py");
    }

    @Test
    void tells_how_children_ended_whether_or_not_anybody_looks() {
        RecordedScript script =
                setting().with(RecordingKind.LOSSES).run("ends_of_children.py").thatSucceeded();

        assertThat(script.recording().processes())
                .extracting(process ->
                        process.argv().get(0) + ": " + process.fault().orElse("well"))
                .containsExactly(
                        "well: well",
                        "raising: ValueError: lost",
                        "leaving: exit status 3",
                        "left: exit status 4",
                        "crashing: signal 11",
                        "sent: well",
                        "-c: exit status 5");
        assertThat(script.recording().processes()).noneMatch(RecordedProcess::isLost);
    }

    @Test
    void tells_installed_code_in_the_place_of_the_repository_s_and_takes_equal_bytes_for_the_same() throws IOException {
        Path copy = Files.createDirectories(directory.resolve("copy"));
        Path script = Files.copy(
                RecordedScript.resource("installed_code.py"),
                Files.createDirectories(copy.resolve("tools")).resolve("train.py"));
        Path packages = directory.resolve("env/site-packages");
        Path clone = directory.resolve("clone");
        // A package that is installed in an older form, one in the same, one that only shares its name, and a clone's
        // module.
        module(copy, "older", "WIDTH = 2\n", "net");
        Path older = module(packages, "older", "WIDTH = 3\n", "net");
        module(copy, "same", "WIDTH = 2\n", "net");
        module(packages, "same", "WIDTH = 2\n", "net");
        module(copy, "other", "DEPTH = 2\n", "boxes");
        module(packages, "other", "WIDTH = 3\n", "tables", "rows", "columns");
        Files.writeString(copy.resolve("cloned.py"), "WIDTH = 1\n");
        Files.writeString(Files.createDirectories(clone).resolve("cloned.py"), "WIDTH = 1\n");
        Files.writeString(copy.resolve("newer.py"), "WIDTH = 1\n");
        Path newer = Files.writeString(clone.resolve("newer.py"), "WIDTH = 2\n");

        Map<String, String> told = setting()
                .with(RecordingKind.LOSSES)
                .withVariable("PYTHONPATH", packages.toString())
                .withVariable(Recorder.WORKSPACE_VARIABLE, copy.toString())
                .run(script.toString(), clone.toString())
                .thatSucceeded()
                .onlyProcess()
                .properties();

        assertThat(told.get("code in its place"))
                .isEqualTo(sha256(older.resolve("net.py")) + " " + older.resolve("net.py"));
        assertThat(told.get("code outside")).isEqualTo(sha256(newer) + " " + newer.toRealPath());
    }

    private static Path module(Path folder, String name, String text, String... parts) throws IOException {
        Path module = Files.createDirectories(folder.resolve(name));
        Files.writeString(
                module.resolve("__init__.py"),
                parts.length > 1 ? "from . import " + String.join(", ", parts) + "\n" : "");
        for (String part : parts) {
            Files.writeString(module.resolve(part + ".py"), text);
        }
        return module;
    }

    @Test
    void code_that_paddle_writes_for_an_export_is_no_code_from_elsewhere() {
        Path script = RecordedScript.resource("translated_code.py");
        RecordedScript exporting = setting()
                .with(RecordingKind.LOSSES)
                .withVariable(Recorder.WORKSPACE_VARIABLE, script.getParent().toString())
                .run("translated_code.py")
                .thatSucceeded();

        assertThat(exporting.recording().processes())
                .noneMatch(process -> process.properties().containsKey("code outside"));
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    @Test
    void leaves_an_empty_recording_of_a_script_that_never_imports_paddle() {
        RecordedScript script = setting().run("without_paddle.py").thatSucceeded();

        assertThat(script.recording().processes()).isEmpty();
        assertThat(script.printed("loaded")).containsExactly("[]");
    }

    @Test
    void lets_the_script_go_on_when_nothing_can_be_recorded() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way");
        RecordedScript script = setting()
                .withVariable("PYTHONPATH", "")
                .run("train.py", "--iterations", "3")
                .thatSucceeded();
        Map<String, String> environment = script.outcome().command().environment();
        change(environment, script.recordingDirectory().toString(), file.toString());
        Setting broken = setting().withVariable("PYTHONPATH", String.valueOf(environment.get("PYTHONPATH")));

        RecordedScript unrecorded =
                broken.runUnrecorded("train.py", "--iterations", "3").thatSucceeded();

        assertThat(printedLosses(unrecorded)).isEqualTo(printedLosses(script));
        assertThat(unrecorded.output()).containsOnlyOnce("tipc recorder: cannot write to " + file);
    }

    @Test
    void records_calls_of_outermost_layers_only() {
        RecordedProcess process = setting()
                .with(RecordingKind.LAYER_CALLS)
                .run("predict.py", "nested")
                .thatSucceeded()
                .onlyProcess();

        assertThat(process.problems()).isEmpty();
        assertThat(process.layerCalls()).extracting(LayerCall::layerClass).containsExactly("Outer", "Outer");
        LayerCall first = process.layerCalls().get(0);
        assertThat(first.training()).isFalse();
        assertThat(first.inputs()).containsExactly(TensorValue.ofFloats("image", List.of(2L), 1, 2));
        // Dicts in the order of their keys, as exported programs have them.
        assertThat(first.outputs())
                .containsExactly(
                        TensorValue.ofFloats("output.a", List.of(2L), 2, 4),
                        TensorValue.ofFloats("output.b[0]", List.of(2L), 2, 4),
                        TensorValue.ofFloats("output.b[1]", List.of(2L), 3, 5));
        LayerCall second = process.layerCalls().get(1);
        assertThat(second.training()).isTrue();
        assertThat(second.inputs()).extracting(TensorValue::name).containsExactly("image", "extra.by");
        assertThat(second.inputs()).extracting(TensorValue::type).containsOnly(DataType.INT64);
        assertThat(second.outputs().get(0).doubleAt(0)).isEqualTo(7);
    }

    @Test
    void takes_a_layer_without_tensors_for_a_transform_and_records_the_model_inside_it() {
        RecordedProcess process = setting()
                .with(RecordingKind.LAYER_CALLS)
                .run("predict.py", "reader")
                .thatSucceeded()
                .onlyProcess();

        assertThat(process.problems()).isEmpty();
        assertThat(process.layerCalls()).extracting(LayerCall::layerClass).containsExactly("Outer");
    }

    @Test
    void records_a_forward_that_is_called_without_its_layer() {
        RecordedProcess process = setting()
                .with(RecordingKind.LAYER_CALLS)
                .run("predict.py", "direct")
                .thatSucceeded()
                .onlyProcess();

        assertThat(process.problems()).isEmpty();
        assertThat(process.layerCalls()).extracting(LayerCall::layerClass).containsExactly("Outer", "Inner", "Outer");
        assertThat(process.layerCalls().get(0)).satisfies(call -> {
            assertThat(call.training()).isFalse();
            assertThat(call.inputs())
                    .containsExactly(
                            TensorValue.ofFloats("image", List.of(2L), 1, 2),
                            TensorValue.ofFloats("extra.by", List.of(1L), 5));
            assertThat(call.outputs()).first().isEqualTo(TensorValue.ofFloats("output.a", List.of(2L), 7, 9));
        });
    }

    @Test
    void keeps_the_tensors_of_256_layer_calls_and_the_digests_of_others() {
        RecordedProcess process = setting()
                .with(RecordingKind.LAYER_CALLS)
                .run("predict.py", "many")
                .thatSucceeded()
                .onlyProcess();

        assertThat(process.layerCalls()).hasSize(256);
        assertThat(process.problems()).isEmpty();
        assertThat(process.digestedCalls())
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.isPredictorRun()).isFalse())
                .allSatisfy(call -> assertThat(call.rows().get(0).get(0)).matches("[0-9a-f]{64}"));
    }

    @Test
    void records_layer_calls_of_several_threads_and_of_static_layers() {
        RecordedProcess threads = setting()
                .with(RecordingKind.LAYER_CALLS)
                .run("predict.py", "threads")
                .thatSucceeded()
                .onlyProcess();
        assertThat(threads.layerCalls())
                .hasSize(80)
                .extracting(LayerCall::layerClass)
                .containsOnly("Outer");
        assertThat(threads.layerCalls()).extracting(LayerCall::index).doesNotHaveDuplicates();
        RecordedProcess statically = setting()
                .with(RecordingKind.LAYER_CALLS)
                .run("predict.py", "static")
                .thatSucceeded()
                .onlyProcess();
        assertThat(statically.problems()).isEmpty();
        assertThat(statically.layerCalls()).singleElement().satisfies(call -> assertThat(call.outputs())
                .containsExactly(TensorValue.ofFloats("output", List.of(3L), 2, 2, 2)));
    }

    @Test
    void digests_saved_and_loaded_weights_alike() {
        Path weights = directory.resolve("w.pdparams");
        RecordedProcess process = setting()
                .with(RecordingKind.CHECKPOINTS)
                .run("train.py", "--iterations", "2", "--output", weights.toString())
                .thatSucceeded()
                .onlyProcess();

        assertThat(process.checkpoints())
                .extracting(CheckpointRecord::operation)
                .containsExactly("save", "load", "set_state_dict");
        CheckpointRecord saved = process.checkpoints().get(0);
        assertThat(saved.path()).isEqualTo(weights.toString());
        assertThat(saved.weightDigests())
                .containsKeys("0.weight", "1._mean", "4.bias")
                .hasSize(8);
        assertThat(process.checkpoints())
                .extracting(CheckpointRecord::weightDigests)
                .containsOnly(saved.weightDigests());
    }

    @Test
    void evaluates_the_exported_layer_as_dygraph_bitwise_like_paddle_inference() {
        for (String mode : List.of("eval", "train", "to_static", "method")) {
            RecordedProcess process = setting()
                    .withInputs(inputs("x"))
                    .run("export.py", "--output", fresh(mode), "--mode", mode, "--infer")
                    .thatSucceeded()
                    .onlyProcess();

            assertThat(process.problems()).as(mode).isEmpty();
            ExportRecord export = process.exports().get(0);
            assertThat(export.api()).isEqualTo("paddle.jit.save");
            assertThat(export.path())
                    .isEqualTo(directory.resolve(mode).resolve("inference").toString());
            assertThat(export.layerClass()).isEqualTo("Net");
            assertThat(export.training()).isEqualTo(mode.equals("train"));
            assertThat(export.inputSpecs())
                    .containsExactly(new ExportRecord.InputSpec("image", "float32", List.of(-1L, 3L, 8L, 8L)));
            assertThat(export.weightDigests())
                    .containsKeys("features.0.weight", "classifier.bias")
                    .hasSize(8);
            assertThat(process.predictorRuns()).hasSize(2);
            for (int call = 0; call < 2; call++) {
                LayerCall dygraph = export.dygraphCalls().get(call);
                PredictorRun inference = process.predictorRuns().get(call);
                assertThat(dygraph.inputs()).isEqualTo(inference.inputs());
                assertThat(dygraph.outputs().get(0).sameBits(inference.outputs().get(0)))
                        .as("%s: output of call %d", mode, call)
                        .isTrue();
            }
        }
    }

    @Test
    void shows_dropout_that_is_active_in_the_exported_program_only() {
        RecordedProcess process = setting()
                .withInputs(inputs("x"))
                .run("export.py", "--output", fresh("dropout"), "--mode", "dropout", "--infer")
                .thatSucceeded()
                .onlyProcess();

        TensorValue dygraph =
                process.exports().get(0).dygraphCalls().get(1).outputs().get(0);
        TensorValue inference = process.predictorRuns().get(1).outputs().get(0);
        assertThat(Math.abs(dygraph.doubleAt(0) - inference.doubleAt(0))).isGreaterThan(1e-4);
    }

    @Test
    void puts_named_inputs_where_a_nested_input_spec_has_them() {
        Path inputs = directory.resolve("named");
        List<List<TensorValue>> calls = new ArrayList<>();
        for (List<TensorValue> call : images("image")) {
            calls.add(List.of(TensorValue.ofFloats("scale", List.of(1L), 2), call.get(0)));
        }
        InputSet.write(inputs, calls);

        RecordedProcess process = setting()
                .withInputs(inputs)
                .run("export.py", "--output", fresh("dict"), "--mode", "dict")
                .thatSucceeded()
                .onlyProcess();

        assertThat(process.problems()).isEmpty();
        ExportRecord export = process.exports().get(0);
        assertThat(export.inputSpecs()).extracting(ExportRecord.InputSpec::name).containsExactly("image", "scale");
        assertThat(export.dygraphCalls()).hasSize(2);
        assertThat(export.dygraphCalls().get(0).inputs())
                .extracting(TensorValue::name)
                .containsExactly("image", "scale");
    }

    @Test
    void says_why_the_exported_layer_refused_given_inputs() {
        Path inputs = directory.resolve("refused");
        InputSet.write(inputs, List.of(List.of(TensorValue.ofFloats("x", List.of(1L, 1L), 1))));

        RecordedProcess process = setting()
                .withInputs(inputs)
                .run("export.py", "--output", fresh("refused"))
                .thatSucceeded()
                .onlyProcess();

        assertThat(process.problems().get(0)).contains("refused the given inputs 0 as dygraph: ValueError");
        assertThat(process.exports().get(0).dygraphCalls()).isEmpty();
    }

    @Test
    void asks_the_exported_layer_nothing_that_another_layer_was_given() {
        Path inputs = directory.resolve("others");
        InputSet.write(
                inputs,
                List.of(
                        List.of(TensorValue.ofFloats("x", List.of(1L, 1L), 1)),
                        images("x").get(0)));

        RecordedProcess process = setting()
                .withInputs(inputs)
                .run("export.py", "--output", fresh("others"))
                .thatSucceeded()
                .onlyProcess();

        assertThat(process.problems()).isEmpty();
        assertThat(process.exports().get(0).dygraphCalls())
                .extracting(LayerCall::index)
                .containsExactly(1);
    }

    @Test
    void lists_the_layers_of_a_backbone_as_the_guide_does() {
        ExportRecord export = setting()
                .with(RecordingKind.EXPORTS)
                .withVariable(Recorder.BACKBONE_VARIABLE, "backbone")
                .run("backbone.py", "--output", fresh("guide"), "--fixture", fixture(), "--size", "640")
                .thatSucceeded()
                .onlyProcess()
                .exports()
                .get(0);

        FeatureMaps maps = export.featureMaps().orElseThrow();
        assertThat(maps.input()).containsExactly(1L, 3L, 640L, 640L);
        assertThat(maps.layers().stream()
                        .skip(1)
                        .map(layer -> "idx: " + layer.index() + " shape "
                                + layer.shapes().get(0)))
                .containsExactly(
                        "idx: 2 shape [1, 16, 320, 320]",
                        "idx: 3 shape [1, 24, 160, 160]",
                        "idx: 4 shape [1, 24, 160, 160]",
                        "idx: 5 shape [1, 40, 80, 80]",
                        "idx: 6 shape [1, 40, 80, 80]",
                        "idx: 7 shape [1, 40, 80, 80]",
                        "idx: 8 shape [1, 80, 40, 40]",
                        "idx: 9 shape [1, 80, 40, 40]",
                        "idx: 10 shape [1, 80, 40, 40]",
                        "idx: 11 shape [1, 80, 40, 40]",
                        "idx: 12 shape [1, 112, 40, 40]",
                        "idx: 13 shape [1, 112, 40, 40]",
                        "idx: 14 shape [1, 160, 20, 20]",
                        "idx: 15 shape [1, 160, 20, 20]",
                        "idx: 16 shape [1, 160, 20, 20]");
        assertThat(maps.used()).extracting(FeatureMaps.UsedMap::index).containsExactly(4, 7, 13, 16);
        assertThat(maps.used()).allMatch(FeatureMaps.UsedMap::matters);
    }

    @Test
    void tells_which_maps_a_backbone_returns_and_whether_they_matter() {
        assertThat(used("earlier")).extracting(FeatureMaps.UsedMap::index).containsExactly(4, 6, 13, 16);
        assertThat(used("computed")).extracting(FeatureMaps.UsedMap::index).containsOnly(0);
        assertThat(used("unused")).extracting(FeatureMaps.UsedMap::matters).containsExactly(true, true, true, false);
    }

    private List<FeatureMaps.UsedMap> used(String fault) {
        return setting()
                .with(RecordingKind.EXPORTS)
                .withVariable(Recorder.BACKBONE_VARIABLE, "backbone")
                .run("backbone.py", "--output", fresh(fault), "--fixture", fixture(), "--fault", fault)
                .thatSucceeded()
                .onlyProcess()
                .exports()
                .get(0)
                .featureMaps()
                .orElseThrow()
                .used();
    }

    @Test
    void says_why_feature_maps_and_multiply_adds_could_not_be_seen() throws IOException {
        RecordedProcess process = setting()
                .with(RecordingKind.EXPORTS)
                .withVariable(Recorder.BACKBONE_VARIABLE, "net.backbone")
                .withVariable(Recorder.MULTIPLY_ADDS_VARIABLE, "true")
                .run("export.py", "--output", fresh("absent"))
                .thatSucceeded()
                .onlyProcess();

        assertThat(process.exports().get(0).featureMaps()).isEmpty();
        assertThat(process.exports().get(0).multiplyAdds()).isPresent();
        assertThat(process.problems())
                .containsExactly("the feature maps of 'net.backbone' could not be recorded: AttributeError: Net has no"
                        + " 'net.backbone'; its sublayers are features, classifier");
    }

    @Test
    void counts_multiply_adds_as_paddle_does_and_changes_nothing_that_is_exported() throws IOException {
        String plain = fresh("plain");
        setting()
                .runUnrecorded("backbone.py", "--output", plain, "--fixture", fixture())
                .thatSucceeded();
        String studied = fresh("studied");

        ExportRecord export = setting()
                .with(RecordingKind.EXPORTS)
                .withVariable(Recorder.BACKBONE_VARIABLE, "backbone")
                .withVariable(Recorder.MULTIPLY_ADDS_VARIABLE, "true")
                .run("backbone.py", "--output", studied, "--fixture", fixture())
                .thatSucceeded()
                .onlyProcess()
                .exports()
                .get(0);

        // The stem alone: 16 x 32 x 32 outputs of 3 x 3 x 3 multiply-adds.
        assertThat(export.multiplyAdds().orElseThrow()).isBetween(16L * 32 * 32 * 27, 50_000_000L);
        assertThat(Path.of(studied, "inference.pdiparams"))
                .hasSameBinaryContentAs(Path.of(plain, "inference.pdiparams"));
    }

    /** Get the folder of the example that has backbones. */
    private static String fixture() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("fixtures/centernet"))) {
            folder = folder.getParent();
        }
        return folder.resolve("fixtures/centernet").toString();
    }

    @Test
    void changes_neither_the_exported_files_nor_the_script_that_exports_them() throws IOException {
        for (String mode : List.of("train", "to_static")) {
            RecordedScript recorded = setting()
                    .withInputs(inputs("x"))
                    .run("export.py", "--output", fresh("recorded-" + mode), "--mode", mode)
                    .thatSucceeded();
            RecordedScript unrecorded = setting()
                    .runUnrecorded("export.py", "--output", fresh("unrecorded-" + mode), "--mode", mode)
                    .thatSucceeded();

            for (String word : List.of("training", "drawn", "forward")) {
                assertThat(recorded.printed(word)).hasSize(1).isEqualTo(unrecorded.printed(word));
            }
            for (String name : List.of("inference", "again")) {
                assertThat(parameters("recorded-" + mode, name)).isEqualTo(parameters("unrecorded-" + mode, name));
                // A .pdmodel is not compared: it holds the Python call stack of every operator.
                Path program = directory.resolve("recorded-" + mode).resolve(name + ".json");
                assertThat(Files.exists(program)).isEqualTo(paddleVersion().startsWith("3."));
                if (Files.exists(program)) {
                    assertThat(program)
                            .hasSameBinaryContentAs(
                                    directory.resolve("unrecorded-" + mode).resolve(name + ".json"));
                }
            }
        }
    }

    @Test
    void records_what_a_predictor_was_given_and_gave_however_it_was_run() {
        RecordedScript export =
                setting().run("export.py", "--output", fresh("model")).thatSucceeded();
        assertThat(export.onlyProcess().exports().get(0).dygraphCalls()).isEmpty();
        String prefix = directory.resolve("model").resolve("inference").toString();

        RecordedProcess process = setting()
                .with(RecordingKind.PREDICTOR_RUNS)
                .run("predictors.py", prefix, "handles")
                .thatSucceeded()
                .onlyProcess();

        assertThat(process.problems()).isEmpty();
        assertThat(process.predictorRuns()).hasSize(3);
        for (int run = 0; run < 3; run++) {
            PredictorRun recorded = process.predictorRuns().get(run);
            assertThat(recorded.index()).isEqualTo(run);
            assertThat(recorded.modelFile()).startsWith(prefix + ".");
            assertThat(recorded.paramsFile()).isEqualTo(prefix + ".pdiparams");
            assertThat(recorded.settings())
                    .containsEntry("cpu_math_thread", "2")
                    .containsEntry("enable_mkldnn", "true")
                    .containsEntry("ir_optim", "true")
                    .containsEntry("memory_optim", "false")
                    .containsEntry("enable_mkldnn_bfloat16", "false")
                    .containsEntry("enable_mkldnn_int8", "false");
            assertThat(recorded.inputs().get(0).name()).isEqualTo("image");
            assertThat(recorded.inputs().get(0).doubleAt(191)).isEqualTo(run + 1.0);
            assertThat(recorded.outputs().get(0).shape()).containsExactly(1L, 5L);
        }
        assertThat(process.properties()).doesNotContainKey(Recorder.READ_NOTE);
        RecordedScript reading = setting()
                .with(RecordingKind.PREDICTOR_RUNS)
                .run("predictors.py", prefix, "reading")
                .thatSucceeded();
        assertThat(reading.onlyProcess().properties())
                .containsEntry(Recorder.READ_NOTE, reading.printed("read").get(0));
    }

    @Test
    void records_predictor_runs_of_several_threads_and_at_most_256_of_them() {
        setting().run("export.py", "--output", fresh("model")).thatSucceeded();
        String prefix = directory.resolve("model").resolve("inference").toString();

        RecordedProcess threads = setting()
                .with(RecordingKind.PREDICTOR_RUNS)
                .run("predictors.py", prefix, "threads")
                .thatSucceeded()
                .onlyProcess();
        assertThat(threads.predictorRuns()).hasSize(40);
        for (int value = 0; value < 4; value++) {
            double wanted = value;
            assertThat(threads.predictorRuns())
                    .filteredOn(run -> run.inputs().get(0).doubleAt(0) == wanted)
                    .hasSize(10)
                    .extracting(PredictorRun::outputs)
                    .as("equal inputs give equal outputs")
                    .containsOnly(threads.predictorRuns().stream()
                            .filter(run -> run.inputs().get(0).doubleAt(0) == wanted)
                            .findFirst()
                            .orElseThrow()
                            .outputs());
        }
        RecordedProcess many = setting()
                .with(RecordingKind.PREDICTOR_RUNS)
                .run("predictors.py", prefix, "many")
                .thatSucceeded()
                .onlyProcess();
        assertThat(many.predictorRuns()).hasSize(256);
        assertThat(many.problems()).isEmpty();
        assertThat(many.digestedCalls()).isNotEmpty().allSatisfy(run -> {
            assertThat(run.isPredictorRun()).isTrue();
            assertThat(run.model()).startsWith(prefix);
        });
    }

    @Test
    void says_that_threads_share_a_predictor() {
        setting().run("export.py", "--output", fresh("model")).thatSucceeded();
        String prefix = directory.resolve("model").resolve("inference").toString();

        RecordedProcess process = setting()
                .with(RecordingKind.PREDICTOR_RUNS)
                .run("predictors.py", prefix, "shared")
                .thatSucceeded()
                .onlyProcess();

        assertThat(process.predictorRuns()).hasSize(2);
        assertThat(process.problems())
                .singleElement()
                .asString()
                .startsWith("several threads ran one predictor at the same time")
                .contains("is_thread_op false, or concurrency 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGTERM", "SIGKILL"})
    void keeps_whole_predictor_runs_of_a_process_that_is_ended(String signal) {
        setting().run("export.py", "--output", fresh("model")).thatSucceeded();
        String prefix = directory.resolve("model").resolve("inference").toString();

        RecordedScript script = setting().with(RecordingKind.PREDICTOR_RUNS).run("predictors.py", prefix, signal);

        assertThat(script.outcome().termination()).isInstanceOf(Termination.Signalled.class);
        assertThat(script.onlyProcess().problems()).isEmpty();
        assertThat(script.onlyProcess().predictorRuns())
                .extracting(run -> run.inputs().get(0).doubleAt(0))
                .containsExactly(0.0, 1.0, 2.0);
        assertThat(script.onlyProcess().predictorRuns())
                .allSatisfy(run -> assertThat(run.outputs().get(0).shape()).containsExactly(1L, 5L));
    }

    @Test
    void tells_predictors_of_less_precision() {
        setting().run("export.py", "--output", fresh("model")).thatSucceeded();
        String prefix = directory.resolve("model").resolve("inference").toString();

        RecordedProcess process = setting()
                .with(RecordingKind.PREDICTOR_RUNS)
                .run("predictors.py", prefix, "bfloat16")
                .thatSucceeded()
                .onlyProcess();

        assertThat(process.predictorRuns())
                .extracting(run -> run.settings().get("enable_mkldnn_bfloat16"))
                .containsExactly("false", "true", "true", "false");
        assertThat(process.predictorRuns())
                .extracting(run -> run.settings().get("enable_mkldnn_int8"))
                .containsExactly("false", "false", "false", "true");
    }

    @Test
    void records_as_many_predictor_runs_as_it_is_told() {
        setting().run("export.py", "--output", fresh("model")).thatSucceeded();
        String prefix = directory.resolve("model").resolve("inference").toString();

        RecordedProcess process = setting()
                .with(RecordingKind.PREDICTOR_RUNS)
                .withVariable(Recorder.MAX_RUNS_VARIABLE, "299")
                .run("predictors.py", prefix, "many")
                .thatSucceeded()
                .onlyProcess();

        assertThat(process.predictorRuns()).hasSize(299);
        assertThat(process.problems())
                .containsExactly(
                        "only the first 299 predictor runs are recorded: that is as many as a recording holds");
    }

    @Test
    void says_that_it_does_not_know_a_kind() throws IOException {
        Path recorder = directory.resolve("recorder");
        Map<String, String> environment = new Recorder(recorder)
                .environment(directory.resolve("recording"), Set.of(), Optional.empty(), Map.of());
        change(environment, "TIPC_RECORDING_KINDS\0", "TIPC_RECORDING_KINDS\0feelings");
        Setting setting = setting().withVariable("PYTHONPATH", String.valueOf(environment.get("PYTHONPATH")));
        setting.runUnrecorded("unusual_losses.py", "function").thatSucceeded();

        assertThat(RecordingReader.read(directory.resolve("recording")).processes())
                .singleElement()
                .satisfies(process -> assertThat(process.problems())
                        .containsExactly(
                                "TIPC_RECORDING_KINDS asks for 'feelings', which this recorder does not know"));
    }

    /** Change what the recorder is told. */
    private static void change(Map<String, String> environment, String text, String other) throws IOException {
        Path settings = Path.of(String.valueOf(environment.get("PYTHONPATH"))).resolve("settings");
        Files.writeString(settings, Files.readString(settings).replace(text, other));
    }

    private static List<Double> printedLosses(RecordedScript script) {
        return script.printed("loss").stream().map(Double::valueOf).toList();
    }

    private String fresh(String name) {
        return directory.resolve(name).toString();
    }

    private byte[] parameters(String folder, String name) throws IOException {
        return Files.readAllBytes(directory.resolve(folder).resolve(name + ".pdiparams"));
    }

    private Path inputs(String name) {
        Path folder = directory.resolve("inputs-" + name);
        InputSet.write(folder, images(name));
        return folder;
    }

    /** The images that export.py runs itself: of batch 1 and 4. */
    private static List<List<TensorValue>> images(String name) {
        List<List<TensorValue>> calls = new ArrayList<>();
        for (int batch : new int[] {1, 4}) {
            float[] values = new float[batch * 3 * 8 * 8];
            for (int index = 0; index < values.length; index++) {
                values[index] = index * 37 % 101 / 101f;
            }
            calls.add(List.of(TensorValue.ofFloats(name, List.of((long) batch, 3L, 8L, 8L), values)));
        }
        return calls;
    }
}
