// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.lanes.PlantsFaults;

/** Plants faults in a model that embeds images: only the test that compares embeddings must fail, and say what is wrong. */
@PlantsFaults
class PlantedEmbeddingFaultTests {

    private static final String MODEL = "fixtures/arcface/arcface/model.py";
    private static final String NORMALISED = "        return F.normalize(self.norm(self.linear(x)), axis=1)\n";

    @TempDir
    Path folder;

    @Test
    void embedding_that_only_the_prediction_normalises() {
        FixtureCopy copy = FixtureCopy.of("arcface", folder)
                .plant(
                        "test_tipc/configs/arcface/train_infer_python.txt",
                        "lite_train_lite_infer=10",
                        "lite_train_lite_infer=1")
                .plant(MODEL, NORMALISED, """
                                x = self.norm(self.linear(x))
                                return F.normalize(x, axis=1) if paddle.in_dynamic_mode() else x
                        """);

        CertificationOutcome outcome = CertificationOutcome.of(
                EmbeddingsTestCases.class,
                "arcface",
                folder.resolve("output"),
                Map.of("tipc.repository", copy.root().toString()));

        assertThat(outcome.named(FAILED)).containsExactly("inference");
        assertThat(outcome.named(SUCCESSFUL)).containsExactly("export");
        assertThat(outcome.hasCertificate()).isFalse();
        String message = outcome.tests().get("inference").message();
        assertThat(StableMessage.of(message, folder)).isEqualTo("""
[4.1.3-3] @InferenceMatchesPrediction failed for arcface: the export changed what the layer computes
  expected: equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= # * max(1, max|y|) + # * |b| with equal decisions; equal printed results; evidence that tells right from wrong
  observed: plain against the exported layer, 0000.png: max abs #, max rel #, max # ULP, equal directions of other lengths, as when one side alone normalises
            plain, 0000.png: max abs #, max rel #, max # ULP, equal directions of other lengths, as when one side alone normalises
            plain (repeated), 0000.png: max abs #, max rel #, max # ULP, equal directions of other lengths, as when one side alone normalises
            infer.py, 0000.png: max abs #, max rel #, max # ULP, equal directions of other lengths, as when one side alone normalises
            predict.py: 0000.png: embedding of length #, first # # # # # # # #
            infer.py: 0000.png: embedding of length #, first # # # # # # # #
            # against #
  command:  <paddle-2.6.2> fixtures/arcface/infer.py --use_gpu=False --enable_mkldnn=False --cpu_threads=1 --model_dir=./test_tipc/output/arcface/lite_train_lite_infer/norm_train_gpus_-1_autocast_null --batch_size=1 --image_dir=fixtures/arcface/images --precision=fp32 (cwd <folder>/output/arcface/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/arcface/runs/<run>/infer/stage.log, last lines:
  remedy:   look in the layer for dropout or batch statistics that stay active in evaluation mode, and for control flow that depends on values\
""");
        assertThat(message).contains("predict.py: 0000.png: embedding of length 1.0000");
    }
}
