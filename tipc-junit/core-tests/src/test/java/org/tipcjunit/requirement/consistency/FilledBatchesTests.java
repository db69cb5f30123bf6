// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Inference.Batched;
import org.tipcjunit.artifact.Inference.Replay;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.tensor.TensorValue;

class FilledBatchesTests {

    private static final TensorValue TWO_TEXTS = words(2, 8, 9, 0, 0, 5, 6, 7, 4);
    private static final TensorValue SHORT = words(1, 8, 9);
    private static final TensorValue LONG = words(1, 5, 6, 7, 4);

    @Test
    void texts_that_a_batch_fills_up_are_compared_in_the_batches_of_prediction() {
        Optional<Inference> found = found(TWO_TEXTS, SHORT, LONG);

        assertThat(found).isPresent();
        assertThat(found.get().runs()).singleElement().satisfies(run -> {
            assertThat(run.inputs().get(0).sameBits(TWO_TEXTS)).isTrue();
            assertThat(run.outputs().get(0).sameBits(scores(2, 0, 1))).isTrue();
        });
        assertThat(found.get().replays().get(0).outputs().get(0).get(0).sameBits(scores(2, 10, 11)))
                .isTrue();
    }

    @Test
    void texts_in_another_order_keep_their_outputs() {
        assertThat(found(TWO_TEXTS, LONG, SHORT)
                        .orElseThrow()
                        .runs()
                        .get(0)
                        .outputs()
                        .get(0)
                        .sameBits(scores(2, 1, 0)))
                .isTrue();
    }

    @Test
    void other_words_such_as_unknown_ones_are_no_filling() {
        assertThat(found(TWO_TEXTS, words(1, 8, 1), LONG)).isEmpty();
    }

    @Test
    void a_last_word_that_is_missing_everywhere_is_no_filling() {
        assertThat(found(words(2, 8, 9, 4, 5, 6, 4), words(1, 8, 9), words(1, 5, 6)))
                .isEmpty();
    }

    @Test
    void texts_that_were_cut_off_are_no_filling() {
        assertThat(found(TWO_TEXTS, SHORT, words(1, 5, 6))).isEmpty();
    }

    @Test
    void a_text_that_was_left_out_is_no_filling() {
        assertThat(found(TWO_TEXTS, SHORT, SHORT)).isEmpty();
        assertThat(found(TWO_TEXTS, LONG)).isEmpty();
    }

    @Test
    void labels_of_words_are_compared_where_both_have_words() {
        TensorValue ofPrediction = labels(2, 31, 32, 90, 90, 33, 34, 35, 36);
        List<PredictorRun> runs = List.of(run(0, SHORT, labels(1, 31, 32)), run(1, LONG, labels(1, 33, 34, 99, 36)));
        Inference inference =
                inference(runs, new Batched(2, List.of(List.of(TWO_TEXTS)), List.of(List.of(ofPrediction))));

        assertThat(FilledBatches.of(inference, List.of(call(TWO_TEXTS, ofPrediction))))
                .hasValueSatisfying(
                        found -> assertThat(found.runs().get(0).outputs().get(0))
                                .isEqualTo(labels(2, 31, 32, 90, 90, 33, 34, 99, 36)));
    }

    @Test
    void labels_of_what_fills_up_in_the_inference_are_left_out() {
        List<PredictorRun> runs = List.of(run(0, TWO_TEXTS, labels(2, 31, 32, 90, 90, 33, 34, 35, 36)));
        Inference inference = inference(
                runs,
                new Batched(
                        1,
                        List.of(List.of(SHORT), List.of(LONG)),
                        List.of(List.of(labels(1, 31, 32)), List.of(labels(1, 33, 34, 35, 36)))));

        assertThat(FilledBatches.of(
                        inference, List.of(call(SHORT, labels(1, 31, 32)), call(LONG, labels(1, 33, 34, 35, 36)))))
                .hasValueSatisfying(found -> assertThat(
                                found.runs().stream().map(run -> run.outputs().get(0)))
                        .containsExactly(labels(1, 31, 32), labels(1, 33, 34, 35, 36)));
    }

    private static PredictorRun run(int index, TensorValue input, TensorValue output) {
        return new PredictorRun(index, "inference.pdmodel", "", Map.of(), List.of(input), List.of(output));
    }

    private static LayerCall call(TensorValue input, TensorValue output) {
        return new LayerCall(0, "Net", false, List.of(input), List.of(output));
    }

    private static Inference inference(List<PredictorRun> runs, Batched predicted) {
        return new Inference(
                Artifacts.stage(StageKind.INFER, List.of("python3", "infer.py")),
                runs,
                List.of(new Replay(
                        "plain", true, runs.stream().map(PredictorRun::outputs).toList(), "")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(predicted));
    }

    private static TensorValue labels(int texts, float... numbers) {
        return TensorValue.ofFloats("labels", List.of((long) texts, (long) numbers.length / texts), numbers);
    }

    private static Optional<Inference> found(TensorValue predicted, TensorValue... inferred) {
        List<PredictorRun> runs = IntStream.range(0, inferred.length)
                .mapToObj(i -> run(i, inferred[i], scores(1, i)))
                .toList();
        Batched batched = new Batched(2, List.of(List.of(predicted)), List.of(List.of(scores(2, 10, 11))));
        return FilledBatches.of(inference(runs, batched), List.of(call(predicted, scores(2, 10, 11))));
    }

    private static TensorValue words(int texts, float... numbers) {
        return TensorValue.ofFloats("words", List.of((long) texts, (long) numbers.length / texts), numbers);
    }

    private static TensorValue scores(int texts, float... numbers) {
        return TensorValue.ofFloats("scores", List.of((long) texts, 1L), numbers);
    }
}
