// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference.host;

import java.util.List;
import org.tipcjunit.inference.ModelFiles;
import org.tipcjunit.inference.ModelSpec;
import org.tipcjunit.inference.PredictorOptions;
import org.tipcjunit.tensor.TensorValue;

/** What a {@link PredictorHost} and its child JVM say to each other; {@link PredictorChannel} carries it. */
sealed interface PredictorMessage {

    /** The host asks for a model's inputs and outputs. */
    record Inspect(ModelFiles model) implements PredictorMessage {}

    /** The host asks for one predictor and for runs on it. */
    record Run(ModelFiles model, PredictorOptions options, List<List<TensorValue>> calls) implements PredictorMessage {}

    /** The host asks how long runs on one predictor take, each with the same inputs. */
    record Measure(ModelFiles model, PredictorOptions options, List<TensorValue> inputs, int warmUps, int runs)
            implements PredictorMessage {}

    /** The child has loaded Paddle, or answers with what the library says about itself. */
    record Ready(String version) implements PredictorMessage {}

    /** The child answers {@link Inspect}. */
    record Spec(ModelSpec spec) implements PredictorMessage {}

    /** The child answers {@link Run}: the outputs of each call. */
    record Outputs(List<List<TensorValue>> calls) implements PredictorMessage {}

    /** The child answers {@link Measure}: nanoseconds of each run. */
    record Durations(List<Long> nanoseconds) implements PredictorMessage {}

    /** The child says what Paddle refused. */
    record Refused(String text) implements PredictorMessage {}
}
