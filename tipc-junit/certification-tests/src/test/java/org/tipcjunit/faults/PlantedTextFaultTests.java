// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.ABORTED;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tipcjunit.lanes.PlantsFaults;

/** Plants faults in what scripts print: only the test that reads it must fail, with a message that quotes the lines. */
@Execution(ExecutionMode.CONCURRENT)
@PlantsFaults
class PlantedTextFaultTests {

    private static final String EVAL = "fixtures/digits/eval.py";
    private static final String PRINT = "    print(\"top1:";
    private static final String EVALUATION = """
  command:  <paddle-2.6.2> fixtures/digits/eval.py --config=fixtures/digits/configs/digits.yaml --data_dir=fixtures/digits/data/lite --weights=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams --use_gpu=False (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/evaluate/stage.log, last lines:
""";

    @TempDir
    Path folder;

    @Test
    void percentage_beside_a_documented_fraction() {
        FixtureCopy copy = copy().plant(EVAL, PRINT, "    metrics['top1'] = 81.25\n" + PRINT);

        assertFailure(copy, Set.of("evaluation"), "evaluation", """
[4.1.3-2] @MetricReaches cannot judge digits: top1 is #, documented is #: which of them is a percentage and which a fraction is not said
  expected: top1 >= #, documented in <folder>/repository/fixtures/digits/README.md:12
  observed: documented #
            printed #, in: top1: #, top5: #, loss: #
""" + EVALUATION + """
  remedy:   write both as fractions (#), or both as percentages, with a percent sign beside the number (85%) or in the column's heading (top1 (%))\
""");
    }

    @Test
    void two_different_values_of_the_metric() {
        FixtureCopy copy = copy().plant(EVAL, PRINT, "    print('top1: 0.123456')\n" + PRINT);

        assertFailure(copy, Set.of("evaluation"), "evaluation", """
[4.1.3-2] @MetricReaches cannot judge digits: the evaluation printed several values of top1
  expected: top1 >= #, documented in <folder>/repository/fixtures/digits/README.md:12
  observed: line 1: top1: #
            line 2: top1: #, top5: #, loss: #
""" + EVALUATION + """
  remedy:   print one value under this name, and running values with the batch before them, such as '[3/10] top1: #'\
""");
    }

    @Test
    void best_value_instead_of_the_evaluated_one() {
        FixtureCopy copy = copy().plant(EVAL, PRINT, "    print(\"best top1:");

        assertFailure(copy, Set.of("evaluation"), "evaluation", """
[4.1.3-2] @MetricReaches failed for digits: the evaluation printed no top1
  expected: top1 >= #, documented in <folder>/repository/fixtures/digits/README.md:12
  observed: 1 lines of output, none with top1 and a number, only others' values:
            line 1: best top1: #, top5: #, loss: #
""" + EVALUATION + """
  remedy:   print it, for example as 'top1: #', or name the metric as the script does (case matters); a logger prints only what its level lets through, which importing Paddle may set (logger.setLevel(logging.INFO) after it)\
""");
    }

    @Test
    void scripts_that_print_no_decision() {
        FixtureCopy copy = copy().plant(
                        "fixtures/digits/digits/postprocess.py",
                        "    return \"%s: %s\" % (os.path.basename(path), describe_scores(probabilities, k))",
                        "    return \"processing %s\" % os.path.basename(path)");

        // The README documents decisions, so that its results are others, too.
        assertFailure(copy, Set.of("inference", "documentation"), "inference", """
[4.1.3-3] @InferenceMatchesPrediction cannot judge digits: predict.py printed no decision for 0124.png
  expected: equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= # * max(1, max|y|) + # * |b| with equal decisions; equal printed results; evidence that tells right from wrong
  observed: predict.py: processing 0124.png
            infer.py: processing 0124.png
  command:  <paddle-2.6.2> fixtures/digits/infer.py --use_gpu=False --enable_mkldnn=False --cpu_threads=1 --model_dir=./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null --batch_size=1 --image_dir=fixtures/digits/images --precision=fp32 (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/infer/stage.log, last lines:
  remedy:   print what was decided, a label or a number, beside the image's file name\
""");
    }

    private FixtureCopy copy() {
        return FixtureCopy.into(folder.resolve("repository"));
    }

    private void assertFailure(FixtureCopy copy, Set<String> failed, String test, String stableMessage) {
        Map<String, String> all = new HashMap<>(KeptRuns.on("paddle-2.6.2"));
        all.put("tipc.repository", copy.root().toString());
        CertificationOutcome outcome = CertificationOutcome.of(DigitsTestCases.class, folder.resolve("output"), all);

        assertThat(outcome.containers()).as("classes that did not end well").isEmpty();
        assertThat(outcome.named(FAILED))
                .as("failed tests, of %s", outcome.tests())
                .isEqualTo(failed);
        assertThat(outcome.named(ABORTED)).as("aborted tests").isEmpty();
        assertThat(outcome.hasCertificate()).as("a certificate appeared").isFalse();
        assertThat(StableMessage.of(outcome.tests().get(test).message(), folder))
                .isEqualTo(stableMessage);
    }
}
