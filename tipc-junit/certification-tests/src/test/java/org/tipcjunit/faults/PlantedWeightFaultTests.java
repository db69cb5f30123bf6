// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tipcjunit.lanes.AlsoShownBy;
import org.tipcjunit.lanes.PlantsFaults;

/** Plants faults in which weights: what trained, what was saved, and what ran. */
@Execution(ExecutionMode.CONCURRENT)
@PlantsFaults
class PlantedWeightFaultTests extends PlantedDigits {

    private static final String TRAIN = "fixtures/digits/train.py";
    private static final String EVAL = "fixtures/digits/eval.py";
    private static final String INFER = "fixtures/digits/infer.py";
    private static final String PREDICT = "fixtures/digits/predict.py";
    private static final String LOAD = "    load_weights(model, args.weights)\n";
    private static final String WEIGHTS =
            "<folder>/output/digits/runs/<run>/workspace/test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams";

    @Test
    @AlsoShownBy("weights-of-before-the-training")
    void weights_that_are_saved_before_they_are_trained() {
        FixtureCopy copy = copy().plant(
                        TRAIN,
                        "    started = time.perf_counter()\n",
                        "    started = time.perf_counter()\n"
                                + "    first = {name: tensor.clone() for name, tensor in model.state_dict().items()}\n")
                .plant(
                        TRAIN,
                        "paddle.save(model.state_dict(), prefix + \".pdparams\")",
                        "paddle.save(first, prefix + \".pdparams\")");

        assertFailure(copy, "training", """
[4.1.3-1] @LossConverges failed for digits: the saved weights are those from before the training
  expected: every loss is finite; over the first 100 iterations the median falls by at least # %% (rank test, p <= #), and does not rise again
  observed: all 53 trainable tensors saved to %s are what they were before the first iteration; those that the training ended with are others
""".formatted(WEIGHTS));
    }

    @Test
    @AlsoShownBy("another-layer-is-saved")
    void layer_that_is_put_in_after_the_training() {
        FixtureCopy copy = copy().plant(
                        TRAIN,
                        "paddle.save(model.state_dict(), prefix + \".pdparams\")",
                        "paddle.save({**model.state_dict(), 'classifier.weight': build_model(config).classifier.weight},"
                                + " prefix + \".pdparams\")");

        assertFailure(copy, "training", """
[4.1.3-1] @LossConverges failed for digits: of the saved weights not all are what the training made
  expected: every loss is finite; over the first 100 iterations the median falls by at least # %% (rank test, p <= #), and does not rise again
  observed: what %s holds as classifier.weight is not what any optimizer had, though one had the rest of the network
""".formatted(WEIGHTS));
    }

    @Test
    void weights_that_are_set_again_after_they_were_loaded() {
        FixtureCopy copy = copy().plant(
                        EVAL,
                        LOAD,
                        LOAD + "    model.blocks.set_state_dict(build_model(config).blocks.state_dict())\n");

        assertFailure(copy, "evaluation", """
[4.1.3-2] @MetricReaches failed for digits: the evaluate command ran weights of which some are not the trained ones
  expected: a network that holds the 79 tensors of %s when it is called
""".formatted(WEIGHTS));
    }

    @Test
    void prediction_with_a_checkpoint_whose_names_are_dropped() {
        FixtureCopy copy = copy().plant(
                        PREDICT,
                        LOAD,
                        "    model.set_state_dict({'net.' + name: tensor for name, tensor in"
                                + " paddle.load(args.weights).items()})\n");

        assertFailure(copy, "inference", """
[4.1.3-3] @InferenceMatchesPrediction failed for digits: the predict command ran other weights than the trained ones
  expected: a network that holds the 79 tensors of %s when it is called
  observed: MobileNetV3Digits held none of the 79 tensors that the training made and saved to %s
""".formatted(WEIGHTS, WEIGHTS));
    }

    @Test
    void evaluation_in_training_mode() {
        FixtureCopy copy = copy().plant(EVAL, LOAD, LOAD + "    model.eval = lambda: None\n")
                .plant("fixtures/digits/README.md", "| digits (lite) | 0.85 |", "| digits (lite) | 0.05 |");

        assertFailure(copy, "evaluation", """
[4.1.3-2] @MetricReaches failed for digits: the evaluation ran the network in training mode
""");
    }

    @Test
    void evaluation_that_looks_its_metric_up() {
        FixtureCopy copy = copy().plant(
                        EVAL,
                        "    metrics = evaluate(model, val_set, config[\"eval\"][\"batch_size\"])\n",
                        "    metrics = {'top1': 0.9, 'top5': 1.0, 'loss': 0.3}\n");

        assertFailure(copy, "evaluation", """
[4.1.3-2] @MetricReaches failed for digits: the evaluate command called no network
  expected: a network that holds the 79 tensors of %s when it is called
  observed: no call of a paddle.nn.Layer with parameters was seen
""".formatted(WEIGHTS));
    }

    @Test
    void exception_that_inference_survives() {
        FixtureCopy copy = copy().plant(
                        INFER,
                        "def main():\n",
                        "def main():\n"
                                + "    try:\n"
                                + "        open('nowhere/results.txt')\n"
                                + "    except OSError:\n"
                                + "        __import__('traceback').print_exc()\n");

        assertFailure(copy, "inference", """
[4.1.3-3] @InferenceMatchesPrediction failed for digits: the infer-4 command printed an exception and ended as if nothing had happened
""");
    }
}
