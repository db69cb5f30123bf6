// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.ABORTED;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Plants one fault at a time in a copy of the fixture and runs its real certification: exactly the right test must fail, with
 * a message that says what is wrong, and no certificate may appear.
 */
@Execution(ExecutionMode.CONCURRENT)
class PlantedFaultTests {

    private static final String TRAIN = "fixtures/digits/train.py";
    private static final String EVAL = "fixtures/digits/eval.py";
    private static final String EXPORT = "fixtures/digits/export.py";
    private static final String INFER = "fixtures/digits/infer.py";
    private static final String PREDICT = "fixtures/digits/predict.py";
    private static final String README = "fixtures/digits/README.md";
    private static final String CONFIG = "test_tipc/configs/digits/train_infer_python.txt";

    @TempDir
    Path folder;

    @Test
    void sound_fixture_is_certified() {
        CertificationOutcome outcome = certify(copy(), Map.of());

        assertThat(outcome.tests().values())
                .allSatisfy(result -> assertThat(result.message()).isEmpty());
        assertThat(outcome.hasCertificate()).isTrue();
    }

    @Test
    void sound_fixture_is_certified_on_paddle_3() {
        CertificationOutcome outcome = certify(copy(), Map.of("tipc.environment", "paddle-3.3.1"));

        assertThat(outcome.tests().values())
                .allSatisfy(result -> assertThat(result.message()).isEmpty());
        assertThat(outcome.hasCertificate()).isTrue();
    }

    @Test
    void training_that_crashes_at_iteration_5() {
        FixtureCopy copy = copy().plant(
                        TRAIN,
                        "        loss.backward()\n",
                        "        if iteration == 5:\n            raise RuntimeError('planted crash')\n        loss.backward()\n");

        assertOnlyFailure(
                certify(copy, Map.of()),
                "training",
                Set.of("evaluation", "export", "inference", "documentation"),
                "[4.1.3-1] @LossConverges failed for digits: the train command failed: exit status 1",
                "RuntimeError: planted crash");
    }

    @Test
    void loss_that_turns_nan_at_iteration_20() {
        FixtureCopy copy = copy().plant(
                        TRAIN,
                        "        loss.backward()\n",
                        "        if epoch == 2 and iteration == 10:\n            loss = loss * float('nan')\n        loss.backward()\n");

        assertOnlyFailure(
                certify(copy, Map.of()),
                "training",
                Set.of("evaluation", "export", "inference", "documentation"),
                "the loss is NaN from iteration 20");
    }

    @Test
    void constant_loss() {
        FixtureCopy copy = copy().plant(
                        TRAIN,
                        "        loss.backward()\n",
                        "        loss = loss * 0 + 2.302585\n        loss.backward()\n");

        assertOnlyFailure(
                certify(copy, Map.of()),
                "training",
                Set.of("evaluation", "export", "inference", "documentation"),
                "the loss is constant");
    }

    @Test
    void rising_loss() {
        FixtureCopy copy = copy().plant(
                        TRAIN,
                        "        loss.backward()\n",
                        "        loss.backward()\n        for p in model.parameters():\n            if p.grad is not None:\n                p.grad.set_value(p.grad * -1)\n");

        assertOnlyFailure(
                certify(copy, Map.of()),
                "training",
                Set.of("evaluation", "export", "inference", "documentation"),
                "the loss rises");
    }

    @Test
    void training_that_exits_well_without_a_checkpoint() {
        FixtureCopy copy = copy().plant(TRAIN, "        paddle.save(model.state_dict(), prefix + \".pdparams\")\n", "");

        assertOnlyFailure(
                certify(copy, Map.of()),
                "training",
                Set.of("evaluation", "export", "inference", "documentation"),
                "training ended well but wrote no checkpoint");
    }

    @Test
    void no_iteration_because_the_batch_is_larger_than_the_data() {
        FixtureCopy copy = copy().plant(CONFIG, "lite_train_lite_infer=16|", "lite_train_lite_infer=512|");

        assertOnlyFailure(
                certify(copy, Map.of()),
                "training",
                Set.of("evaluation", "export", "inference", "documentation"),
                "[4.1.3-1] @LossConverges cannot judge digits: training ended well but trained 0 iterations");
    }

    @Test
    void dropout_that_stays_active_in_the_exported_program() {
        FixtureCopy copy = copy().plant(
                        EXPORT,
                        "    prefix = ",
                        // Paddle switches every dropout off when it exports, so one is written out by hand.
                        "    model.dropout.forward = lambda x: x * paddle.cast(\n"
                                + "        paddle.rand([1, 192]) > 0.2, 'float32') / 0.8\n    prefix = ");

        assertOnlyFailure(
                certify(copy, Map.of()),
                "inference",
                Set.of("documentation"),
                "the exported program is not deterministic");
    }

    @Test
    void export_of_other_weights_than_the_trained_ones() {
        FixtureCopy copy = copy().plant(EXPORT, "    load_weights(model, args.weights)\n", "");

        assertOnlyFailure(
                certify(copy, Map.of()),
                "inference",
                Set.of("documentation"),
                "exported weights are not the trained ones");
    }

    @Test
    void inference_script_with_another_normalisation() {
        FixtureCopy copy = copy().plant(
                        INFER, "image.copy_from_cpu(batch)", "image.copy_from_cpu((batch - 0.1).astype('float32'))");

        assertOnlyFailure(certify(copy, Map.of()), "inference", Set.of("documentation"), "mean");
    }

    @Test
    void inference_script_that_prints_a_canned_result() {
        FixtureCopy copy = copy().plant(
                        INFER,
                        "print(describe(path, probabilities))",
                        "print('%s: class 3, score 0.998713, top3: 3=0.998713 5=0.000400 8=0.000200' % os.path.basename(path))");

        assertOnlyFailure(certify(copy, Map.of()), "inference", Set.of("documentation"), "printed");
    }

    @Test
    void inference_script_that_never_runs_the_model() {
        FixtureCopy copy = copy().plant(
                        INFER,
                        "        predictor.run()\n        logits = output.copy_to_cpu()\n",
                        "        import numpy\n        logits = numpy.eye(10, dtype='float32')[:len(paths)]\n");

        assertOnlyFailure(
                certify(copy, Map.of()),
                "inference",
                Set.of("documentation"),
                "never ran a Paddle Inference predictor");
    }

    @Test
    void failing_export_that_leaves_yesterdays_model_in_place() {
        FixtureCopy copy = copy().plant(
                        EXPORT,
                        "    print(\"inference model: %s\" % prefix)",
                        "    raise SystemExit('planted: disk full')");

        assertOnlyFailure(
                certify(copy, Map.of()),
                "export",
                Set.of("inference", "documentation"),
                "the export command failed: exit status 1",
                "planted: disk full");
    }

    @Test
    void export_that_copies_yesterdays_model() {
        FixtureCopy copy = copy();
        CertificationOutcome yesterday = certify(copy, Map.of());
        Path model = yesterday.onlyRun().resolve("export/output");
        copy.plant(
                EXPORT,
                "    paddle.jit.save(model, prefix, input_spec=[InputSpec([None, 3, SIZE, SIZE], \"float32\", \"image\")])\n",
                "    import shutil\n    shutil.copytree('" + model + "', args.output_dir, dirs_exist_ok=True)\n");

        assertThat(yesterday.hasCertificate()).isTrue();
        assertOnlyFailure(
                certify(copy, Map.of()), "export", Set.of("inference", "documentation"), "no export was recorded");
        assertThat(yesterday.directory().resolve("superseded")).isNotEmptyDirectory();
    }

    @Test
    void evaluation_of_other_weights_than_the_trained_ones() {
        FixtureCopy copy = copy().plant(EVAL, "    load_weights(model, args.weights)\n", "");

        assertOnlyFailure(
                certify(copy, Map.of()),
                "evaluation",
                Set.of("documentation"),
                "the evaluate command did not load the trained weights",
                "observed: paddle.load was not called");
    }

    @Test
    void metric_one_step_below_the_documented_value() {
        FixtureCopy copy = copy().plant(EVAL, "    print(\"top1:", "    metrics['top1'] = 67 / 80\n    print(\"top1:");

        assertOnlyFailure(certify(copy, Map.of()), "evaluation", Set.of(), "0.837500");
    }

    @Test
    void documented_value_that_is_missing() {
        FixtureCopy copy = copy().plant(README, "| digits (lite) | 0.85 |", "| digits (lite) | - |");

        assertOnlyFailure(certify(copy, Map.of()), "evaluation", Set.of(), README);
    }

    @Test
    void saturated_model_whose_outputs_are_blind() {
        String load = "    load_weights(model, args.weights)\n";
        String saturate = load
                + "    raw = model.classifier.forward\n"
                + "    model.classifier.forward = lambda x: paddle.nn.functional.softmax(raw(x) * 1e4)\n";
        FixtureCopy copy = copy().plant(PREDICT, load, saturate).plant(EXPORT, load, saturate);

        assertOnlyFailure(
                certify(copy, Map.of()),
                "inference",
                Set.of(),
                "[4.1.3-3] @InferenceMatchesPrediction cannot judge digits: blind evidence");
    }

    @Test
    void hang_with_a_grandchild_process() {
        FixtureCopy copy = copy().plant(
                        TRAIN,
                        "        loss.backward()\n",
                        "        import subprocess\n"
                                + "        subprocess.Popen(['sleep', '600.25'], start_new_session=True)\n"
                                + "        subprocess.run(['sleep', '600.25'])\n        loss.backward()\n");

        assertOnlyFailure(
                certify(copy, Map.of("tipc.stage.limit", "15")),
                "training",
                Set.of("evaluation", "export", "inference", "documentation"),
                "the train command failed: ended after its time limit of 15 s");
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains("sleep 600.25")))
                .isEmpty();
    }

    @Test
    void program_of_random_bytes() {
        FixtureCopy copy = copy().plant(
                        EXPORT,
                        "    print(\"inference model: %s\" % prefix)",
                        "    open(prefix + '.pdmodel', 'wb').write(os.urandom(2000))");

        assertOnlyFailure(certify(copy, Map.of()), "export", Set.of("inference", "documentation"), ".pdmodel");
    }

    @Test
    void parameters_that_are_missing_on_paddle_3() {
        FixtureCopy copy = copy().plant(
                        EXPORT, "    print(\"inference model: %s\" % prefix)", "    os.remove(prefix + '.pdiparams')");

        assertOnlyFailure(
                certify(copy, Map.of("tipc.environment", "paddle-3.3.1")),
                "export",
                Set.of("inference", "documentation"),
                ".pdiparams");
    }

    @Test
    void output_folder_that_cannot_be_written() {
        Path unwritable = Path.of("/proc/tipc-junit-output"); // Not even root may write there.

        CertificationOutcome outcome = CertificationOutcome.of(
                DigitsTestCases.class,
                unwritable,
                Map.of("tipc.repository", copy().root().toString()));

        assertThat(outcome.tests()).as("tests that ran").isEmpty();
        assertThat(outcome.containers()).containsOnlyKeys("DigitsTestCases");
        assertThat(outcome.containers().get("DigitsTestCases").message())
                .contains("cannot retire the certificate of an earlier run", "/proc/tipc-junit-output");
        assertThat(outcome.hasCertificate()).isFalse();
    }

    private FixtureCopy copy() {
        return FixtureCopy.into(folder.resolve("repository"));
    }

    private CertificationOutcome certify(FixtureCopy copy, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("tipc.repository", copy.root().toString());
        return CertificationOutcome.of(DigitsTestCases.class, folder.resolve("output"), all);
    }

    private static void assertOnlyFailure(
            CertificationOutcome outcome, String test, Set<String> aborted, String... messageParts) {
        assertThat(outcome.containers()).as("classes that did not end well").isEmpty();
        assertThat(outcome.named(FAILED))
                .as("failed tests, of %s", outcome.tests())
                .containsExactly(test);
        assertThat(outcome.named(ABORTED)).as("aborted tests").isEqualTo(aborted);
        assertThat(outcome.named(SUCCESSFUL)).hasSize(outcome.tests().size() - 1 - aborted.size());
        assertThat(outcome.tests().get(test).message()).contains(messageParts);
        assertThat(outcome.hasCertificate()).as("a certificate appeared").isFalse();
    }
}
