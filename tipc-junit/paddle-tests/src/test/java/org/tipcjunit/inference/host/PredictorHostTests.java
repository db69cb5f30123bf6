// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tipcjunit.inference.ChildConnection;
import org.tipcjunit.inference.Device;
import org.tipcjunit.inference.Installation;
import org.tipcjunit.inference.Installations;
import org.tipcjunit.inference.ModelFiles;
import org.tipcjunit.inference.ModelSpec;
import org.tipcjunit.inference.PaddleException;
import org.tipcjunit.inference.PaddleVersion;
import org.tipcjunit.inference.PredictorOptions;
import org.tipcjunit.inference.TensorValues;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.lanes.OnEveryJdk;
import org.tipcjunit.process.Termination;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

@ExtendWith(Installations.Resolver.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@NeedsPaddle
@OnEveryJdk
class PredictorHostTests {

    private static final PredictorOptions PLAIN = PredictorOptions.plain();
    private static final PredictorOptions ONE_DNN = PredictorOptions.defaults().withOneDnn(true);

    @ParameterizedTest
    @EnumSource
    void gives_the_bits_of_pythons_paddle_inference(PaddleVersion version, Installations installations) {
        Installation installation = installations.of(version);
        List<TensorValue> images = List.of(TensorValues.images(3));
        List<Installation.Job> jobs = List.of(
                new Installation.Job("conv", "", PLAIN, images),
                new Installation.Job("conv", "ir", PredictorOptions.defaults(), images),
                new Installation.Job("conv", "onednn", PLAIN.withOneDnn(true), images),
                new Installation.Job("conv", "ir onednn", ONE_DNN, images),
                new Installation.Job("conv", "ir onednn threads=2", ONE_DNN.withThreads(2), images),
                new Installation.Job(
                        "conv", "ir threads=2", PredictorOptions.defaults().withThreads(2), images),
                new Installation.Job("conv", "ir onednn bfloat16", ONE_DNN.withBfloat16(true), images),
                new Installation.Job("many", "", PLAIN, TensorValues.severalInputs()),
                new Installation.Job("carry", "", PLAIN, TensorValues.everyType()),
                new Installation.Job("scalar", "", PLAIN, List.of(TensorValues.rows("x", DataType.FLOAT32))),
                new Installation.Job("doubling", "ir", ONE_DNN, List.of(TensorValues.rows("x", DataType.FLOAT32))));

        List<List<TensorValue>> reference = installation.runInPython(jobs);

        SoftAssertions softly = new SoftAssertions();
        for (int i = 0; i < jobs.size(); i++) {
            Installation.Job job = jobs.get(i);
            List<TensorValue> outputs = installation
                    .host()
                    .run(installation.model(job.model()), job.options(), List.of(job.inputs()))
                    .get(0);
            // Values are equal if names, types, shapes and bits are.
            softly.assertThat(outputs)
                    .as("%s with '%s'", job.model(), job.pythonOptions())
                    .isEqualTo(reference.get(i));
        }
        softly.assertAll();
        assertThat(reference.get(0)).as("different options give different bits").isNotEqualTo(reference.get(6));
    }

    @ParameterizedTest
    @EnumSource
    void runs_one_predictor_on_several_inputs_in_order(PaddleVersion version, Installations installations) {
        Installation installation = installations.of(version);
        ModelFiles model = installation.model("doubling");
        List<List<TensorValue>> calls = LongStream.rangeClosed(1, 5)
                .mapToObj(rows -> List.of(TensorValue.ofFloats("x", List.of(rows, 2L), numbers(2 * (int) rows, rows))))
                .toList();

        List<List<TensorValue>> outputs = installation.host().run(model, PLAIN, calls);

        assertThat(outputs).hasSize(5);
        for (int rows = 1; rows <= 5; rows++) {
            assertThat(outputs.get(rows - 1)
                            .get(0)
                            .sameBits(
                                    TensorValue.ofFloats("x", List.of((long) rows, 2L), numbers(2 * rows, 2f * rows))))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void carries_bfloat16(PaddleVersion version, Installations installations) {
        Installation installation = installations.of(version);
        TensorValue input = TensorValues.rows("x", DataType.BFLOAT16);

        TensorValue output = installation
                .host()
                .run(installation.model("bfloat16"), PLAIN, List.of(List.of(input)))
                .get(0)
                .get(0);

        assertThat(output.type()).isEqualTo(DataType.BFLOAT16);
        assertThat(output.shape()).containsExactly(4L);
        assertThat(output.buffer()).isEqualTo(input.buffer());
    }

    @ParameterizedTest
    @EnumSource
    void tells_inputs_and_outputs_with_their_types_and_shapes(PaddleVersion version, Installations installations) {
        Installation installation = installations.of(version);

        ModelSpec spec = installation.host().inspect(installation.model("carry"));

        assertThat(spec.inputs())
                .extracting(ModelSpec.TensorSpec::name)
                .containsExactly("f32", "f64", "f16", "i64", "i32", "u8", "i8", "truth");
        assertThat(spec.inputs())
                .extracting(ModelSpec.TensorSpec::type)
                .containsExactlyElementsOf(TensorValues.everyType().stream()
                        .map(value -> Optional.of(value.type()))
                        .toList());
        assertThat(spec.outputs())
                .extracting(ModelSpec.TensorSpec::type)
                .contains(Optional.of(DataType.FLOAT64))
                .hasSize(8);
        assertThat(installation.host().inspect(installation.model("conv")).inputs())
                .containsExactly(new ModelSpec.TensorSpec(
                        "image", Optional.of(DataType.FLOAT32), Optional.of(List.of(-1L, 3L, 16L, 16L))));
    }

    @ParameterizedTest
    @EnumSource
    void names_version_and_commit(PaddleVersion version, Installations installations) {
        assertThat(installations.of(version).host().version())
                .startsWith("version: " + version.number())
                .contains("commit: ");
    }

    @ParameterizedTest
    @EnumSource
    void passes_on_what_paddle_refuses_and_stays_usable(PaddleVersion version, Installations installations) {
        Installation installation = installations.of(version);
        ModelFiles conv = installation.model("conv");
        float[] pixels = new float[3 * 16 * 16];

        assertRefused(installation, conv, TensorValue.ofFloats("image", List.of(768L), pixels))
                .contains("Op(Conv)");
        assertRefused(installation, conv, TensorValue.ofFloats("image", List.of(1L, 12L, 8L, 8L), pixels))
                .contains("call 0 of the predictor for " + conv.program())
                .contains("image FLOAT32[1, 12, 8, 8]")
                .contains("number of input's channels should be equal to filter's channels");
        assertRefused(installation, conv, TensorValues.rows("image", DataType.INT64))
                .contains("(at /paddle/paddle/");
        assertRefused(installation, conv, TensorValues.images(1).withName("picture"))
                .contains("gives the inputs [picture], but the model has the inputs [image]");
        assertRefused(installation, conv).contains("gives the inputs []");

        assertThat(installation
                        .host()
                        .run(conv, PLAIN, List.of(List.of(TensorValues.images(1))))
                        .get(0))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void refuses_what_the_library_lacks(PaddleVersion version, Installations installations) {
        Installation installation = installations.of(version);
        ModelFiles conv = installation.model("conv");
        PredictorOptions gpu = PLAIN.withDevice(Device.GPU);

        assertThatExceptionOfType(PaddleException.class)
                .isThrownBy(() -> installation.host().run(conv, gpu, List.of()))
                .withMessageContaining(
                        "does not take enableUseGpu: it was built without CUDA; install paddlepaddle-gpu")
                .withMessageContaining(version.number());
        assertThatExceptionOfType(PaddleException.class)
                .isThrownBy(() -> installation.host().run(conv, gpu.withTensorRt(true), List.of()))
                .withMessageContaining("enableUseGpu");
    }

    @ParameterizedTest
    @EnumSource
    void refuses_broken_files_before_native_code_sees_them(
            PaddleVersion version, Installations installations, @TempDir Path folder) throws IOException {
        Installation installation = installations.of(version);
        ModelFiles sound = installation.model("conv");
        Path noise = Files.write(folder.resolve("noise.pdmodel"), noise(5000));
        Path empty = Files.createFile(folder.resolve("empty"));

        assertRefused(installation, new ModelFiles(noise, sound.parameters()))
                .startsWith("The program file " + noise + " is broken: ")
                .contains("export the model again");
        assertRefused(installation, new ModelFiles(sound.program(), folder.resolve("none.pdiparams")))
                .isEqualTo("The parameter file " + folder.resolve("none.pdiparams")
                        + " does not exist; export the model, or correct the path");
        assertRefused(installation, new ModelFiles(sound.program(), empty))
                .isEqualTo("The parameter file " + empty + " is empty; export the model again");
    }

    @ParameterizedTest
    @EnumSource
    void names_a_crash_of_native_code_and_goes_on_with_a_new_child(
            PaddleVersion version, Installations installations, @TempDir Path folder) throws IOException {
        Installation installation = installations.of(version);
        ModelFiles conv = installation.model("conv");
        ModelFiles noise = new ModelFiles(Files.write(folder.resolve("noise.pdmodel"), noise(5000)), conv.parameters());
        try (PredictorHost host =
                PredictorHost.start(installation.library(), folder.resolve("work"), installation.runner())) {

            assertThatExceptionOfType(PredictorCrashException.class)
                    .isThrownBy(() -> host.runUnchecked(noise, PLAIN, List.of()))
                    .withMessageStartingWith("The child JVM of Paddle Inference was running " + noise.program()
                            + " when it ended: SIGSEGV (0xb) at pc=")
                    .withMessageContaining("paddle::framework::NaiveExecutor::CreateVariables")
                    .withMessageContaining("crash report " + folder.resolve("work/predictor-1.crash.log"))
                    .withMessageContaining(
                            folder.resolve("work/predictor-1.log").toString())
                    .withMessageContaining("The next call starts a new child JVM.")
                    .satisfies(crash -> {
                        assertThat(crash.crashReport()).isRegularFile();
                        assertThat(crash.outcome().termination().isSuccess()).isFalse();
                    });
            assertThat(host.run(conv, PLAIN, List.of(List.of(TensorValues.images(1)))))
                    .hasSize(1);
        }
    }

    @Test
    void ends_a_call_at_its_time_limit(Installations installations, @TempDir Path folder) {
        Installation installation = installations.of(PaddleVersion.PADDLE_2_6);
        try (PredictorHost host =
                PredictorHost.start(installation.library(), folder, installation.runner(), Duration.ofMillis(1))) {

            assertThatExceptionOfType(PredictorCrashException.class)
                    .isThrownBy(host::version)
                    .withMessageContaining("was loading Paddle when it ended: ended after its time limit of")
                    .withMessageContaining("Give the host a longer limit");
        }
    }

    @Test
    void works_with_two_paddle_versions_at_once(Installations installations) {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<CompletableFuture<List<TensorValue>>> outputs = List.of(PaddleVersion.values()).stream()
                    .map(installations::of)
                    .map(installation -> CompletableFuture.supplyAsync(
                            () -> IntStream.range(0, 20)
                                    .mapToObj(run -> installation
                                            .host()
                                            .run(
                                                    installation.model("conv"),
                                                    PLAIN,
                                                    List.of(List.of(TensorValues.images(2))))
                                            .get(0)
                                            .get(0))
                                    .toList(),
                            threads))
                    .toList();

            TensorValue first = outputs.get(0).join().get(0);
            assertThat(outputs).allSatisfy(runs -> assertThat(runs.join()).allMatch(first::sameBits));
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void refuses_calls_after_close_and_ends_the_one_that_runs(Installations installations, @TempDir Path folder) {
        Installation installation = installations.of(PaddleVersion.PADDLE_2_6);
        PredictorHost host = PredictorHost.start(installation.library(), folder, installation.runner());
        List<List<TensorValue>> endless = Collections.nCopies(5_000, List.of(TensorValues.images(8)));
        CompletableFuture<?> running = CompletableFuture.supplyAsync(() -> {
            host.version();
            return host.run(installation.model("conv"), PLAIN, endless);
        });
        host.version();

        host.close();

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(running::join)
                .withCauseInstanceOf(IllegalStateException.class)
                .withMessageContaining("is closed; start another");
        assertThatIllegalStateException().isThrownBy(host::version).withMessageContaining("is closed; start another");
    }

    @Test
    void an_interrupt_ends_the_call_and_the_next_one_works(Installations installations, @TempDir Path folder)
            throws InterruptedException {
        Installation installation = installations.of(PaddleVersion.PADDLE_2_6);
        ModelFiles conv = installation.model("conv");
        try (PredictorHost host = PredictorHost.start(installation.library(), folder, installation.runner())) {
            host.version();
            CompletableFuture<Boolean> flagAfterwards = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                try {
                    host.run(conv, PLAIN, Collections.nCopies(5_000, List.of(TensorValues.images(8))));
                } catch (CancellationException e) {
                    flagAfterwards.complete(Thread.currentThread().isInterrupted());
                } catch (RuntimeException e) {
                    flagAfterwards.completeExceptionally(e);
                }
            });
            caller.start();
            caller.interrupt();
            caller.join();

            assertThat(flagAfterwards).isCompletedWithValue(true);
            assertThat(host.run(conv, PLAIN, List.of(List.of(TensorValues.images(1)))))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void gives_every_damaged_model_a_named_end(PaddleVersion version, Installations installations, @TempDir Path folder)
            throws IOException {
        Installation installation = installations.of(version);
        ModelFiles sound = installation.model("conv");
        byte[] program = Files.readAllBytes(sound.program());
        Random random = new Random(11);
        int damagedSeen = 0;
        try (PredictorHost host =
                PredictorHost.start(installation.library(), folder.resolve("work"), installation.runner())) {
            for (int round = 0; round < 40; round++) {
                byte[] damaged = program.clone();
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                Path file =
                        Files.write(folder.resolve(sound.program().getFileName().toString()), damaged);
                try {
                    host.run(new ModelFiles(file, sound.parameters()), PLAIN, List.of(List.of(TensorValues.images(1))));
                } catch (PaddleException | PredictorCrashException e) {
                    assertThat(e).message().contains(file.toString());
                    damagedSeen++;
                }
            }
        }
        assertThat(damagedSeen).isPositive();
    }

    @Test
    void names_a_library_that_is_missing_or_is_not_paddle(Installations installations, @TempDir Path folder)
            throws IOException {
        Installation installation = installations.of(PaddleVersion.PADDLE_2_6);
        Path missing = folder.resolve("libpaddle.so");
        Path text = Files.writeString(folder.resolve("text.so"), "no library");
        Path other = folder.resolve("other.so");
        try (var shim = PredictorHost.class.getResourceAsStream(
                "/org/tipcjunit/inference/native/linux-x86_64/libtipcjunit.so")) {
            Files.copy(shim, other, StandardCopyOption.REPLACE_EXISTING);
        }

        assertThat(refusalOf(installation, missing, folder))
                .startsWith("There is no Paddle library " + missing)
                .contains("paddle/base/libpaddle.so in the site-packages folder");
        assertThat(refusalOf(installation, text, folder)).startsWith("can't load the Paddle library " + text);
        assertThat(refusalOf(installation, other, folder))
                .contains(
                        "lacks the function 'paddle_infer::GetVersion[abi:cxx11]()' (symbol _ZN12paddle_infer10GetVersion");
    }

    @Test
    void tells_a_refusal_also_when_the_first_call_comes_late(Installations installations, @TempDir Path folder) {
        Installation installation = installations.of(PaddleVersion.PADDLE_2_6);
        Path missing = folder.resolve("libpaddle.so");
        try (PredictorHost refusing = PredictorHost.start(missing, folder.resolve("refusing"), installation.runner());
                PredictorHost slower =
                        PredictorHost.start(installation.library(), folder.resolve("slower"), installation.runner())) {
            // Loading a real library takes longer than finding that there is none.
            assertThat(slower.version()).contains("2.6.2");

            assertThatExceptionOfType(PaddleException.class)
                    .isThrownBy(refusing::version)
                    .withMessageStartingWith("There is no Paddle library " + missing);
        }
    }

    @Test
    void tells_a_missing_shim_with_every_place_it_tried(Installations installations, @TempDir Path folder)
            throws IOException {
        Installation installation = installations.of(PaddleVersion.PADDLE_2_6);
        Path missing = folder.resolve("libtipcjunit.so");
        try (ChildConnection child =
                ChildConnection.open(installation.runner(), folder, installation.library(), "-Dtipc.shim=" + missing)) {

            assertThat(child.channel().receive())
                    .isInstanceOfSatisfying(PredictorMessage.Refused.class, refused -> assertThat(refused.text())
                            .contains("could not be loaded. Tried:")
                            .contains("system property tipc.shim=" + missing)
                            .contains("Build the module with 'mvn compile'"));
        }
    }

    @Test
    void child_ends_when_its_host_is_gone(Installations installations, @TempDir Path folder) throws IOException {
        Installation installation = installations.of(PaddleVersion.PADDLE_2_6);
        ChildConnection child = ChildConnection.open(installation.runner(), folder, installation.library());
        assertThat(child.channel().receive()).isInstanceOf(PredictorMessage.Ready.class);

        child.channel().close();

        assertThat(child.process().await().termination()).isEqualTo(new Termination.Exited(0));
        child.close();
    }

    private static String refusalOf(Installation installation, Path library, Path folder) {
        try (PredictorHost host = PredictorHost.start(library, folder, installation.runner())) {
            host.version();
            return "accepted";
        } catch (PaddleException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static AbstractStringAssert<?> assertRefused(
            Installation installation, ModelFiles model, TensorValue... inputs) {
        try {
            return assertThat("accepted: " + installation.host().run(model, PLAIN, List.of(List.of(inputs))));
        } catch (PaddleException e) {
            return assertThat(e.getMessage());
        }
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static float[] numbers(int count, float value) {
        float[] numbers = new float[count];
        Arrays.fill(numbers, value);
        return numbers;
    }
}
