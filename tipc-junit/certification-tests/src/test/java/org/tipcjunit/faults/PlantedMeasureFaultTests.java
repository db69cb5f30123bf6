// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tipcjunit.lanes.AlsoShownBy;
import org.tipcjunit.lanes.PlantsFaults;

/** Plants faults in what a loss or a metric is measured on, and in how it is counted. */
@Execution(ExecutionMode.CONCURRENT)
@PlantsFaults
class PlantedMeasureFaultTests extends PlantedDigits {

    @Test
    void metric_that_counts_greater_numbers_of_classes_as_right() {
        FixtureCopy copy = greaterNumbersAreRight("DataLoader(val_set, batch_size=16)");

        assertFailure(copy, "evaluation", """
[4.1.3-2] @MetricReaches cannot judge digits: the printed top1 is higher than what the network says gives
  expected: top1 >= #, documented in <folder>/repository/fixtures/digits/README.md:12
  observed: counted from the network's 10 scores and the labels of the data loader: # of 80 samples at most
            top1 = #
""");
    }

    @Test
    @AlsoShownBy("metric_that_counts_greater_numbers_of_classes_as_right")
    void metric_that_counts_greater_numbers_of_classes_as_right_without_a_data_loader() {
        FixtureCopy copy = greaterNumbersAreRight("[(paddle.to_tensor(val_set[i][0][None]),"
                + " paddle.to_tensor(val_set.labels[i:i + 1])) for i in range(len(val_set))]");

        assertFailure(copy, "evaluation", """
[4.1.3-2] @MetricReaches cannot judge digits: top1 counts answers as right that are not
  expected: top1 >= #, documented in <folder>/repository/fixtures/digits/README.md:12
  observed: top1 = # with random numbers in the place of 10 scores each of 80 samples, which chance gives #
            top1 = #
""");
    }

    @Test
    void metric_of_the_last_batch() {
        FixtureCopy copy = copy().plant(
                        "fixtures/digits/eval.py",
                        "    metrics = evaluate(model, val_set, config[\"eval\"][\"batch_size\"])\n",
                        """
    import numpy, paddle
    model.eval()
    for start in range(0, len(val_set), 20):
        images = paddle.to_tensor(numpy.stack([val_set[i][0] for i in range(start, start + 20)]))
        top1 = float((model(images).numpy().argmax(axis=1) == val_set.labels[start:start + 20]).mean())
    metrics = {"top1": top1, "top5": 1.0, "loss": 0.0}
""")
                .plant("fixtures/digits/README.md", "| digits (lite) | 0.85 |", "| digits (lite) | 0.25 |");

        assertFailure(copy, "evaluation", """
[4.1.3-2] @MetricReaches cannot judge digits: top1 does not depend on all of the samples
  expected: top1 >= #, documented in <folder>/repository/fixtures/digits/README.md:12
  observed: top1 = # with random numbers for what the network says in every other call, or of the second half of its samples, from the first one on
            top1 = #
""");
    }

    @Test
    @AlsoShownBy("pictures-moved-at-random")
    void images_that_are_moved_at_random_while_they_are_evaluated() {
        FixtureCopy copy = copy().plant(
                        "fixtures/digits/eval.py",
                        "args.data_dir or config[\"data\"][\"data_dir\"])",
                        "args.data_dir or config[\"data\"][\"data_dir\"], config[\"data\"][\"max_shift\"])")
                .plant("fixtures/digits/README.md", "| digits (lite) | 0.85 |", "| digits (lite) | 0.25 |");

        assertFailure(copy, "evaluation", """
[4.1.3-2] @MetricReaches cannot judge digits: the evaluation draws its images at random
  expected: top1 >= #, documented in <folder>/repository/fixtures/digits/README.md:12
  observed: sample 0 of Digits was not always the same image when the data set was asked for it several times
            top1 = #
""");
    }

    @Test
    @AlsoShownBy("one-batch-for-all-steps")
    void batch_that_each_step_is_made_on() {
        FixtureCopy copy = copy().plant(
                        "fixtures/digits/train.py",
                        "    model = build_model(config)\n",
                        "    loader = [next(iter(loader))] * len(loader)\n    model = build_model(config)\n");

        assertFailure(copy, "training", """
[4.1.3-1] @LossConverges cannot judge digits: each step was trained on the same samples
  expected: every loss is finite; over the first 100 iterations the median falls by at least # % (rank test, p <= #), and does not rise again
  observed: the first 32 steps were made on one of the 10 batches that the data loader has: 32 calls of the network had 16 different samples
""");
    }

    /** In eval.py alone, so that the training is the sound fixture's. */
    private FixtureCopy greaterNumbersAreRight(String batches) {
        return copy().plant(
                        "fixtures/digits/eval.py",
                        "    metrics = evaluate(model, val_set, config[\"eval\"][\"batch_size\"])\n",
                        """
    import paddle
    from paddle.io import DataLoader
    model.eval()
    right = 0
    with paddle.no_grad():
        for images, labels in %s:
            right += int((model(images).numpy().argmax(axis=1) >= labels.numpy()).sum())
    metrics = {"top1": right / len(val_set), "top5": 1.0, "loss": 0.0}
""".formatted(batches));
    }
}
