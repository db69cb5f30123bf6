// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.ABORTED;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tipcjunit.lanes.AlsoShownBy;
import org.tipcjunit.lanes.PlantsFaults;

/**
 * Plants one fault at a time in a copy of the fixture and runs its real certification: exactly the right test must fail, with
 * a message that says what is wrong, and no certificate may appear.
 */
@Execution(ExecutionMode.CONCURRENT)
@PlantsFaults
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
        CertificationOutcome outcome = certifyAfresh(copy(), Map.of());

        assertThat(outcome.tests().values())
                .allSatisfy(result -> assertThat(result.message()).isEmpty());
        assertThat(outcome.hasCertificate()).isTrue();
    }

    @Test
    void sound_fixture_is_certified_on_paddle_3() {
        CertificationOutcome outcome = certifyAfresh(copy(), Map.of("tipc.environment", "paddle-3.3.1"));

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
                """
[4.1.3-1] @LossConverges failed for digits: the train command failed: exit status 1
  expected: exit status 0
  observed: exit status 1; recorded iterations before: 4
  command:  <paddle-2.6.2> fixtures/digits/train.py --config=fixtures/digits/configs/digits.yaml --data_dir=fixtures/digits/data/lite --use_gpu=False --output_dir=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null --epochs=12 --batch_size=16 (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 1 after # s
  log:      <folder>/output/digits/runs/<run>/train/stage.log, last lines:
  remedy:   run the command by hand in <folder>/output/digits/runs/<run>/workspace and correct what its log names\
""",
                "RuntimeError: planted crash");
    }

    @Test
    void loss_that_turns_nan_at_iteration_20() {
        FixtureCopy copy = copy().plant(
                        TRAIN,
                        "        loss.backward()\n",
                        "        if epoch == 2 and iteration == 10:\n            loss = loss * float('nan')\n        loss.backward()\n");

        assertOnlyFailure(certify(copy, Map.of()), "training", Set.of("evaluation", "inference", "documentation"), """
[4.1.3-1] @LossConverges failed for digits: the loss is NaN from iteration 20
  expected: every loss is finite; over the first 100 iterations the median falls by at least # % (rank test, p <= #), and does not rise again
  observed: 101 of 120 losses are not finite; the loss before was #
  command:  <paddle-2.6.2> fixtures/digits/train.py --config=fixtures/digits/configs/digits.yaml --data_dir=fixtures/digits/data/lite --use_gpu=False --output_dir=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null --epochs=12 --batch_size=16 (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/train/stage.log, last lines:
  remedy:   lower the learning rate, clip gradients, and look for a logarithm or a division of zero; look at the batch of iteration 20\
""");
    }

    @Test
    void constant_loss() {
        FixtureCopy copy = copy().plant(
                        TRAIN,
                        "        loss.backward()\n",
                        "        loss = loss * 0 + 2.302585\n        loss.backward()\n");

        CertificationOutcome outcome = certify(copy, Map.of());

        assertOnlyFailure(outcome, "training", Set.of("evaluation", "inference", "documentation"), """
[4.1.3-1] @LossConverges failed for digits: the loss is constant
  expected: every loss is finite; over the first 100 iterations the median falls by at least # % (rank test, p <= #), and does not rise again
  observed: every loss is #
  command:  <paddle-2.6.2> fixtures/digits/train.py --config=fixtures/digits/configs/digits.yaml --data_dir=fixtures/digits/data/lite --use_gpu=False --output_dir=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null --epochs=12 --batch_size=16 (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/train/stage.log, last lines:
  remedy:   check that the optimizer holds the model's parameters, that the learning rate is not 0, and that the loss depends on the network\
""");
        // One run shows everything: what builds on the training is judged all the same, and says what it rests on.
        String rests = "this rests on @LossConverges, which failed: the loss is constant";
        assertThat(outcome.tests().get("evaluation").message())
                .startsWith("[4.1.3-2] @MetricReaches failed for digits: top1 is ")
                .contains(rests);
        assertThat(outcome.tests().get("inference").message())
                .contains("the exported network has parts that no loss trained");
        assertThat(outcome.directory().resolve("not-certified.md"))
                .content()
                .contains(rests)
                .containsPattern("\\| 4\\.1\\.3-2 \\|.*\\*\\*FAIL\\*\\*")
                .containsPattern("\\| 4\\.1\\.3 \\|.*\\*\\*PASS\\*\\*");
    }

    @Test
    @AlsoShownBy("constant_loss")
    void rising_loss() {
        FixtureCopy copy = copy().plant(
                        TRAIN,
                        "        loss.backward()\n",
                        "        loss.backward()\n        for p in model.parameters():\n            if p.grad is not None:\n                p.grad.set_value(p.grad * -1)\n");

        assertOnlyFailure(certify(copy, Map.of()), "training", Set.of("evaluation", "documentation"), """
[4.1.3-1] @LossConverges failed for digits: the loss rises
  expected: every loss is finite; over the first 100 iterations the median falls by at least # % (rank test, p <= #), and does not rise again
  observed: median loss # over iterations 1-15, # over iterations 76-100: a rise of # %, p = #
  command:  <paddle-2.6.2> fixtures/digits/train.py --config=fixtures/digits/configs/digits.yaml --data_dir=fixtures/digits/data/lite --use_gpu=False --output_dir=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null --epochs=12 --batch_size=16 (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/train/stage.log, last lines:
  remedy:   check the sign of the loss and lower the learning rate\
""");
    }

    @Test
    void training_that_exits_well_without_a_checkpoint() {
        FixtureCopy copy = copy().plant(TRAIN, "        paddle.save(model.state_dict(), prefix + \".pdparams\")\n", "");

        assertOnlyFailure(
                certify(copy, Map.of()), "training", Set.of("evaluation", "export", "inference", "documentation"), """
[4.1.3-1] @LossConverges failed for digits: training ended well but wrote no checkpoint
  expected: weights at <folder>/output/digits/runs/<run>/workspace/test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams
  observed: no such file; the folder <folder>/output/digits/runs/<run>/workspace/test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null holds latest.pdopt
  command:  <paddle-2.6.2> fixtures/digits/train.py --config=fixtures/digits/configs/digits.yaml --data_dir=fixtures/digits/data/lite --use_gpu=False --output_dir=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null --epochs=12 --batch_size=16 (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/train/stage.log, last lines:
  remedy:   let the training save its weights there, or correct the line train_model_name of the config\
""");
    }

    @Test
    void no_iteration_because_the_batch_is_larger_than_the_data() {
        FixtureCopy copy = copy().plant(CONFIG, "lite_train_lite_infer=16|", "lite_train_lite_infer=512|");

        assertOnlyFailure(
                certify(copy, Map.of()), "training", Set.of("evaluation", "export", "inference", "documentation"), """
[4.1.3-1] @LossConverges cannot judge digits: training ended well but trained 0 iterations
  expected: at least one call of Tensor.backward()
  observed: 0 calls of Tensor.backward() in 1 process(es) that imported paddle
  command:  <paddle-2.6.2> fixtures/digits/train.py --config=fixtures/digits/configs/digits.yaml --data_dir=fixtures/digits/data/lite --use_gpu=False --output_dir=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null --epochs=12 --batch_size=512 (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/train/stage.log, last lines:
  remedy:   make the batch size smaller than the data set (with drop_last a larger batch leaves no iteration) or train for at least one epoch\
""");
    }

    @Test
    void dropout_that_stays_active_in_the_exported_program() {
        FixtureCopy copy = copy().plant(
                        EXPORT,
                        "    prefix = ",
                        // Paddle switches every dropout off when it exports, so one is written out by hand.
                        "    model.dropout.forward = lambda x: x * paddle.cast(\n"
                                + "        paddle.rand([1, 192]) > 0.2, 'float32') / 0.8\n    prefix = ");

        assertOnlyFailureStarting(certify(copy, Map.of()), "inference", Set.of(), """
[4.1.3-3] @InferenceMatchesPrediction failed for digits: the exported program is not deterministic: dropout or another random op is active
  expected: equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= # * max(1, max|y|) + # * |b| with equal decisions; equal printed results; evidence that tells right from wrong
  observed: plain, repeated, 0124.png: max abs #, max rel #, max # ULP
""");
    }

    @Test
    void export_of_other_weights_than_the_trained_ones() {
        FixtureCopy copy = copy().plant(
                        EXPORT,
                        "    load_weights(model, args.weights)\n",
                        "    paddle.seed(7)\n    model = build_model(config)\n");

        assertOnlyFailure(certify(copy, Map.of()), "inference", Set.of("documentation"), """
[4.1.3-3] @InferenceMatchesPrediction failed for digits: the exported weights are not the trained ones
  expected: equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= # * max(1, max|y|) + # * |b| with equal decisions; equal printed results; evidence that tells right from wrong
  observed: exported layer in dygraph, 0124.png: max abs #, max rel #, max # ULP
            plain, 0124.png: max abs #, max rel #, max # ULP
            plain (repeated), 0124.png: max abs #, max rel #, max # ULP
            exported weights are not the trained ones: 79 of 79 exported tensors are not among those saved to <folder>/output/digits/runs/<run>/workspace/test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams: blocks.0.body.0.0.weight, blocks.0.body.0.1._mean, blocks.0.body.0.1._variance, ...
            infer.py, 0124.png: max abs #, max rel #, max # ULP
            predict.py: 0124.png: class #, score #, top3: #
            infer.py: 0124.png: class #, score #, top3: #
            # against #
  command:  <paddle-2.6.2> fixtures/digits/infer.py --use_gpu=False --enable_mkldnn=False --cpu_threads=1 --model_dir=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null --batch_size=1 --image_dir=fixtures/digits/images --precision=fp32 (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/infer/stage.log, last lines:
  remedy:   load <folder>/output/digits/runs/<run>/workspace/test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams into the layer before exporting it\
""");
    }

    @Test
    void inference_script_with_another_normalisation() {
        FixtureCopy copy = copy().plant(
                        INFER, "image.copy_from_cpu(batch)", "image.copy_from_cpu((batch - 0.1).astype('float32'))");

        assertOnlyFailure(certify(copy, Map.of()), "inference", Set.of(), """
[4.1.3-3] @InferenceMatchesPrediction failed for digits: the inputs of predict.py and infer.py differ
  expected: equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= # * max(1, max|y|) + # * |b| with equal decisions; equal printed results; evidence that tells right from wrong
  observed: inputs, 0124.png: max abs #, max rel #, max # ULP; looks like another mean: inferred = 1 x - #
            predict.py: 0124.png: class #, score #, top3: #
            infer.py: 0124.png: class #, score #, top3: #
            # against #
  command:  <paddle-2.6.2> fixtures/digits/infer.py --use_gpu=False --enable_mkldnn=False --cpu_threads=1 --model_dir=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null --batch_size=1 --image_dir=fixtures/digits/images --precision=fp32 (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/infer/stage.log, last lines:
  remedy:   prepare images by the same code in predict.py and infer.py (decoding, size, channel order, scale, mean, std)\
""");
    }

    @Test
    @AlsoShownBy("inference_script_that_never_runs_the_model")
    void inference_script_that_prints_a_canned_result() {
        FixtureCopy copy = copy().plant(
                        INFER,
                        "print(describe(path, probabilities))",
                        "print('%s: class 3, score 0.998713, top3: 3=0.998713 5=0.000400 8=0.000200' % os.path.basename(path))");

        assertOnlyFailure(certify(copy, Map.of()), "inference", Set.of("documentation"), """
[4.1.3-3] @InferenceMatchesPrediction failed for digits: the printed results for 0124.png differ
  expected: equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= # * max(1, max|y|) + # * |b| with equal decisions; equal printed results; evidence that tells right from wrong
  observed: predict.py: 0124.png: class #, score #, top3: #
            infer.py: 0124.png: class #, score #, top3: #
            # against #
  command:  <paddle-2.6.2> fixtures/digits/infer.py --use_gpu=False --enable_mkldnn=False --cpu_threads=1 --model_dir=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null --batch_size=1 --image_dir=fixtures/digits/images --precision=fp32 (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/infer/stage.log, last lines:
  remedy:   print results in the same form in predict.py and infer.py; if the numbers differ while the outputs agree, look at what happens between the output tensor and the print\
""");
    }

    @Test
    void inference_script_that_never_runs_the_model() {
        FixtureCopy copy = copy().plant(
                        INFER,
                        "        predictor.run()\n        logits = output.copy_to_cpu()\n",
                        "        import numpy\n        logits = numpy.eye(10, dtype='float32')[:len(paths)]\n");

        assertOnlyFailure(certify(copy, Map.of()), "inference", Set.of("documentation"), """
[4.1.3-3] @InferenceMatchesPrediction failed for digits: infer.py never ran a Paddle Inference predictor
  expected: equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= # * max(1, max|y|) + # * |b| with equal decisions; equal printed results; evidence that tells right from wrong
  observed: 0 predictor runs
  command:  <paddle-2.6.2> fixtures/digits/infer.py --use_gpu=False --enable_mkldnn=False --cpu_threads=1 --model_dir=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null --batch_size=1 --image_dir=fixtures/digits/images --precision=fp32 (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/infer/stage.log, last lines:
  remedy:   let infer.py create a predictor with paddle.inference.create_predictor and run it on every test image; a result that is printed without running the model is no inference\
""");
    }

    @Test
    void inference_script_that_switches_onednn_on_unasked() {
        FixtureCopy copy =
                copy().plant(INFER, "            config.disable_mkldnn()\n", "            config.enable_mkldnn()\n");

        assertOnlyFailure(certify(copy, Map.of()), "inference", Set.of(), """
[4.1.3-3] @InferenceMatchesPrediction failed for digits: infer.py ignores --enable_mkldnn
  expected: equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= # * max(1, max|y|) + # * |b| with equal decisions; equal printed results; evidence that tells right from wrong
  observed: device=cpu, mkldnn=False, threads=1, batch_size=1, precision=fp32: asked for was --enable_mkldnn=False, recorded was oneDNN on
  command:  <paddle-2.6.2> fixtures/digits/infer.py --use_gpu=False --enable_mkldnn=False --cpu_threads=1 --model_dir=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null --batch_size=1 --image_dir=fixtures/digits/images --precision=fp32 (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/infer/stage.log, last lines:
  remedy:   call config.enable_mkldnn() where it is True and config.disable_mkldnn() where it is False: Paddle from # on uses oneDNN on a CPU unless it is switched off; read it as text, since bool('False') is True\
""");
    }

    @Test
    void inference_script_that_ignores_threads_batch_size_and_precision() {
        FixtureCopy copy = copy().plant(CONFIG, "--enable_mkldnn:False|True", "--enable_mkldnn:True")
                .plant(CONFIG, "--batch_size:1\n", "--batch_size:1|4\n")
                .plant(CONFIG, "--precision:fp32", "--precision:fp32|bf16")
                .plant(INFER, "num_threads(args.cpu_threads)", "num_threads(1)")
                .plant(INFER, "args.precision == \"bf16\":\n                config", "False:\n                config")
                .plant(INFER, "read_batches(images, args.batch_size)", "read_batches(images, 1)");

        assertOnlyFailure(certify(copy, Map.of()), "inference", Set.of("documentation"), """
[4.1.3-3] @InferenceMatchesPrediction failed for digits: infer.py ignores --cpu_threads
  expected: equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= # * max(1, max|y|) + # * |b| with equal decisions; equal printed results; evidence that tells right from wrong
  observed: device=cpu, mkldnn=True, threads=2, batch_size=4, precision=bf16: asked for was --cpu_threads=2, recorded was 1 thread
            device=cpu, mkldnn=True, threads=2, batch_size=4, precision=bf16: asked for was --precision=bf16, recorded was fp32
            device=cpu, mkldnn=True, threads=2, batch_size=4, precision=bf16: asked for was --batch_size=4, recorded was batches of 1
  command:  <paddle-2.6.2> fixtures/digits/infer.py --use_gpu=False --enable_mkldnn=True --cpu_threads=1 --model_dir=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null --batch_size=1 --image_dir=fixtures/digits/images --precision=fp32 (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/infer/stage.log, last lines:
  remedy:   give its number to config.set_cpu_math_library_num_threads\
""");
    }

    @Test
    void inference_script_that_takes_options_as_upstreams_scripts_do_is_certified() {
        // Batches end with a smaller one, or hold all images; the number of threads is oneDNN's.
        FixtureCopy copy = copy().plant(CONFIG, "--batch_size:1\n", "--batch_size:1|5|32\n")
                .plant(
                        INFER,
                        "        config.set_cpu_math_library_num_threads(args.cpu_threads)\n        if args.enable_mkldnn:\n",
                        "        if args.enable_mkldnn:\n"
                                + "            config.set_cpu_math_library_num_threads(args.cpu_threads)\n");

        CertificationOutcome outcome = certify(copy, Map.of());

        assertThat(outcome.tests().values())
                .allSatisfy(result -> assertThat(result.message()).isEmpty());
        assertThat(outcome.hasCertificate()).isTrue();
    }

    @Test
    void failing_export_that_leaves_yesterdays_model_in_place() {
        FixtureCopy copy = copy().plant(
                        EXPORT,
                        "    print(\"inference model: %s\" % prefix)",
                        "    raise SystemExit('planted: disk full')");

        assertOnlyFailure(
                certify(copy, Map.of()), "export", Set.of("inference", "documentation"), """
[4.1.3] @ExportsInferenceModel failed for digits: the export command failed: exit status 1
  expected: exit status 0
  observed: exit status 1
  command:  <paddle-2.6.2> fixtures/digits/export.py --config=fixtures/digits/configs/digits.yaml --weights=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams --output_dir=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 1 after # s
  log:      <folder>/output/digits/runs/<run>/export/stage.log, last lines:
  remedy:   run the command by hand in <folder>/output/digits/runs/<run>/workspace and correct what its log names\
""", "planted: disk full");
    }

    @Test
    void export_that_copies_yesterdays_model() {
        FixtureCopy copy = copy();
        CertificationOutcome yesterday = certify(copy, Map.of());
        Path model = yesterday
                .directory()
                .resolve("test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null");
        copy.plant(
                EXPORT,
                "    paddle.jit.save(model, prefix, input_spec=[InputSpec([None, 3, SIZE, SIZE], \"float32\", \"image\")])\n",
                "    import shutil\n    shutil.copytree('" + model + "', args.output_dir, dirs_exist_ok=True)\n");

        assertThat(yesterday.hasCertificate()).isTrue();
        assertOnlyFailure(certify(copy, Map.of()), "export", Set.of(), """
[4.1.3] @ExportsInferenceModel failed for digits: no export was recorded, so the files may be those of another run
  expected: a program and a parameter file, written by this run, that Paddle Inference loads with the declared inputs
  observed: neither paddle.jit.save nor paddle.static.save_inference_model was called
  command:  <paddle-2.6.2> fixtures/digits/export.py --config=fixtures/digits/configs/digits.yaml --weights=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams --output_dir=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/export/stage.log, last lines:
  remedy:   let the script export the model itself instead of copying files\
""");
        assertThat(yesterday.directory().resolve("superseded")).isNotEmptyDirectory();
    }

    @Test
    void evaluation_of_other_weights_than_the_trained_ones() {
        FixtureCopy copy = copy().plant(EVAL, "    load_weights(model, args.weights)\n", "");

        assertOnlyFailure(certify(copy, Map.of()), "evaluation", Set.of(), """
[4.1.3-2] @MetricReaches failed for digits: the evaluate command did not load the trained weights
  expected: a network that holds the 79 tensors of <folder>/output/digits/runs/<run>/workspace/test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams when it is called
  observed: paddle.load was not called; MobileNetV3Digits held none of the 79 tensors that the training made and saved to <folder>/output/digits/runs/<run>/workspace/test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams
  command:  <paddle-2.6.2> fixtures/digits/eval.py --config=fixtures/digits/configs/digits.yaml --data_dir=fixtures/digits/data/lite --weights=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams --use_gpu=False (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/evaluate/stage.log, last lines:
  remedy:   let the script load the weights that its command line names\
""");
    }

    @Test
    void metric_one_step_below_the_documented_value() {
        FixtureCopy copy = copy().plant(EVAL, "    print(\"top1:", "    metrics['top1'] = 67 / 80\n    print(\"top1:");

        assertOnlyFailure(certify(copy, Map.of()), "evaluation", Set.of(), """
[4.1.3-2] @MetricReaches failed for digits: top1 is #, below the documented #
  expected: top1 >= #, documented in <folder>/repository/fixtures/digits/README.md:12
  observed: top1 = #, in: top1: #, top5: #, loss: #
  command:  <paddle-2.6.2> fixtures/digits/eval.py --config=fixtures/digits/configs/digits.yaml --data_dir=fixtures/digits/data/lite --weights=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams --use_gpu=False (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/evaluate/stage.log, last lines:
  remedy:   train longer or correct the model; document only what the training reaches on this data\
""");
    }

    @Test
    void documented_value_that_is_missing() {
        FixtureCopy copy = copy().plant(README, "| digits (lite) | 0.85 |", "| digits (lite) | - |");

        assertOnlyFailure(certify(copy, Map.of()), "evaluation", Set.of(), """
[4.1.3-2] @MetricReaches failed for digits: the README documents no value of top1
  expected: top1 reaches the value documented in <folder>/repository/fixtures/digits/README.md
  observed: <folder>/repository/fixtures/digits/README.md has cells of column top1 that are not for this model or no number:
            line 11: #
            line 12: -
            the evaluation printed: top1: #, top5: #, loss: #
  command:  <paddle-2.6.2> fixtures/digits/eval.py --config=fixtures/digits/configs/digits.yaml --data_dir=fixtures/digits/data/lite --weights=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams --use_gpu=False (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/evaluate/stage.log, last lines:
  remedy:   add a table with a column top1 and a row for digits (lite), or a line 'top1: #' outside code blocks\
""");
    }

    @Test
    void saturated_model_whose_outputs_are_blind() {
        String load = "    load_weights(model, args.weights)\n";
        String saturate = load
                + "    raw = model.classifier.forward\n"
                + "    model.classifier.forward = lambda x: paddle.nn.functional.softmax(raw(x) * 1e4)\n";
        FixtureCopy copy = copy().plant(PREDICT, load, saturate).plant(EXPORT, load, saturate);

        assertOnlyFailure(certify(copy, Map.of()), "inference", Set.of(), """
[4.1.3-3] @InferenceMatchesPrediction cannot judge digits: blind evidence: a wrong input gives the same outputs (channels swapped)
  expected: equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= # * max(1, max|y|) + # * |b| with equal decisions; equal printed results; evidence that tells right from wrong
  observed: channels swapped: the outputs of # of 16 images changed by more than the tolerance
            mean shifted by #: the outputs of # of 16 images changed by more than the tolerance
  command:  <paddle-2.6.2> fixtures/digits/infer.py --use_gpu=False --enable_mkldnn=False --cpu_threads=1 --model_dir=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null --batch_size=1 --image_dir=fixtures/digits/images --precision=fp32 (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/infer/stage.log, last lines:
  remedy:   train longer, or let the model give scores instead of saturated probabilities, so that a wrong input can be seen\
""");
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
                """
[4.1.3-1] @LossConverges failed for digits: the train command failed: ended after its time limit of 15 s
  expected: exit status 0
  observed: ended after its time limit of 15 s; recorded iterations before: 0
  command:  <paddle-2.6.2> fixtures/digits/train.py --config=fixtures/digits/configs/digits.yaml --data_dir=fixtures/digits/data/lite --use_gpu=False --output_dir=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null --epochs=12 --batch_size=16 (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    ended after its time limit of 15 s after # s
  log:      <folder>/output/digits/runs/<run>/train/stage.log, last lines:
  remedy:   where its log shows that it went on, give it more time, in seconds: --stage-limit (tipc.stage.limit) for one stage, --limit (tipc.limit) for all together; where it does not, find out what it waits for\
""");
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
                        "    import random; open(prefix + '.pdmodel', 'wb').write(random.Random(7).randbytes(2000))");

        assertOnlyFailure(certify(copy, Map.of()), "export", Set.of("inference", "documentation"), """
[4.1.3] @ExportsInferenceModel failed for digits: Paddle Inference cannot load the exported model
  expected: a program and a parameter file, written by this run, that Paddle Inference loads with the declared inputs
  observed: The program file <folder>/output/digits/runs/<run>/workspace/test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/inference.pdmodel is broken: the program has a field of wire type 4, so it is not in the format of a program; export the model again; a .pdmodel is made by paddle.jit.save or paddle.static.save_inference_model
  command:  <paddle-2.6.2> fixtures/digits/export.py --config=fixtures/digits/configs/digits.yaml --weights=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams --output_dir=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/export/stage.log, last lines:
  remedy:   load it by hand with paddle.inference of the same Paddle; export it again\
""");
    }

    @Test
    @AlsoShownBy("ExportedFilesTests")
    void parameters_that_are_missing_on_paddle_3() {
        FixtureCopy copy = copy().plant(
                        EXPORT, "    print(\"inference model: %s\" % prefix)", "    os.remove(prefix + '.pdiparams')");

        assertOnlyFailure(
                certify(copy, Map.of("tipc.environment", "paddle-3.3.1")),
                "export",
                Set.of("inference", "documentation"),
                """
[4.1.3] @ExportsInferenceModel failed for digits: export ended with exit status 0 but wrote no parameter file inference.pdiparams
  expected: the export stage writes the parameter file <folder>/output/digits/runs/<run>/workspace/test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/inference.pdiparams
  observed: no file <folder>/output/digits/runs/<run>/workspace/test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/inference.pdiparams
  command:  <paddle-3.3.1> fixtures/digits/export.py --config=fixtures/digits/configs/digits.yaml --weights=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams --output_dir=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/export/stage.log, last lines:
  remedy:   make the script write it there, or correct the path in the test_tipc config; if the script reports an error, let it end with a status other than 0\
""");
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
                .contains(
                        "cannot make the folder for results",
                        "path:   /proc/tipc-junit-output",
                        "cause:  ",
                        "remedy: ");
        assertThat(outcome.hasCertificate()).isFalse();
    }

    private FixtureCopy copy() {
        return FixtureCopy.into(folder.resolve("repository"));
    }

    /** What no fault touches is repeated, not run again. */
    private CertificationOutcome certify(FixtureCopy copy, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        String environment = all.remove("tipc.environment");
        all.putAll(KeptRuns.on(environment == null ? "paddle-2.6.2" : environment));
        return certifyAfresh(copy, all);
    }

    private CertificationOutcome certifyAfresh(FixtureCopy copy, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("tipc.repository", copy.root().toString());
        return CertificationOutcome.of(DigitsTestCases.class, folder.resolve("output"), all);
    }

    private void assertOnlyFailure(
            CertificationOutcome outcome, String test, Set<String> aborted, String stableMessage, String... logged) {
        assertOnlyFailure(outcome, test, aborted);
        String message = outcome.tests().get(test).message();
        assertThat(StableMessage.of(message, folder)).isEqualTo(stableMessage);
        assertThat(List.of(logged)).allSatisfy(line -> assertThat(message).contains(line));
    }

    /** For faults whose numbers are random. */
    private void assertOnlyFailureStarting(
            CertificationOutcome outcome, String test, Set<String> aborted, String startOfStableMessage) {
        assertOnlyFailure(outcome, test, aborted);
        assertThat(StableMessage.of(outcome.tests().get(test).message(), folder))
                .startsWith(startOfStableMessage);
    }

    private static void assertOnlyFailure(CertificationOutcome outcome, String test, Set<String> aborted) {
        assertThat(outcome.containers()).as("classes that did not end well").isEmpty();
        assertThat(outcome.named(FAILED))
                .as("failed tests, of %s", outcome.tests())
                .containsExactly(test);
        assertThat(outcome.named(ABORTED)).as("aborted tests").isEqualTo(aborted);
        assertThat(outcome.named(SUCCESSFUL)).hasSize(outcome.tests().size() - 1 - aborted.size());
        assertThat(outcome.hasCertificate()).as("a certificate appeared").isFalse();
    }
}
