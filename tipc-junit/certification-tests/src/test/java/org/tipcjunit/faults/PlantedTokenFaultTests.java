// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tipcjunit.lanes.PlantsFaults;

/** Plants in the inference of texts what happens between a text and its numbers, and between its result and the print. */
@Execution(ExecutionMode.SAME_THREAD)
@PlantsFaults
class PlantedTokenFaultTests {

    private static final String INFER = "fixtures/world/nlp/deploy/python/predict.py";
    private static final String TOKENIZER = "    tokenizer = WordTokenizer(Vocab(args.vocab_path), args.max_seq_len)\n";
    private static final String OTHER_INPUTS =
            "[4.1.3-3] @InferenceMatchesPrediction failed for littlegru: the inputs of"
                    + " predict.py and deploy/python/predict.py differ";

    @TempDir
    Path folder;

    @Test
    void tokenizer_that_keeps_punctuation_within_words() {
        assertThat(messageOf(TOKENIZER, TOKENIZER + "    tokenizer.cut = lambda text: text.lower().split()\n"))
                .startsWith(OTHER_INPUTS)
                .contains(
                        "'The breakfast: very awful!'",
                        "prepare inputs by the same code in predict.py and deploy/python/predict.py (tokenizer, vocabulary,",
                        "input text looks otherwise prepared: 3 of the first 4 numbers differ, number 2 is 1 against");
    }

    @Test
    void texts_cut_off_earlier() {
        assertThat(messageOf("args.max_seq_len)\n", "args.max_seq_len // 4)\n"))
                .startsWith(OTHER_INPUTS)
                .contains("input text looks cut off: the first 8 numbers are equal");
    }

    @Test
    void results_printed_beside_other_texts() {
        assertThat(messageOf("zip(part, predictor.predict(part", "zip(data[::-1][start:], predictor.predict(part"))
                .startsWith("[4.1.3-3] @InferenceMatchesPrediction failed for littlegru: the printed results for '")
                .contains("Label: positive", "Label: negative", "the texts differ");
    }

    private String messageOf(String text, String fault) {
        FixtureCopy copy = FixtureCopy.of("world/nlp", folder)
                .plant(
                        "fixtures/world/nlp/test_tipc/configs/littlegru/train_infer_python.txt",
                        "--batch_size:1|4",
                        "--batch_size:1")
                .plant(INFER, text, fault);
        Map<String, String> parameters = new HashMap<>(KeptRuns.on("paddle-2.6.2"));
        parameters.put(
                "tipc.repository", copy.root().resolve("fixtures/world/nlp").toString());
        CertificationOutcome outcome =
                CertificationOutcome.of(WorldTestCases.Nlp.class, "littlegru", folder.resolve("output"), parameters);

        assertThat(outcome.named(FAILED)).containsExactly("inference");
        assertThat(outcome.named(SUCCESSFUL)).containsExactly("export");
        assertThat(outcome.hasCertificate()).isFalse();
        return outcome.tests().get("inference").message();
    }
}
