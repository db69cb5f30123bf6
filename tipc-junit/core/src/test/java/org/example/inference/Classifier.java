// SPDX-License-Identifier: Apache-2.0
package org.example.inference;

import java.nio.file.Path;
import java.util.Arrays;
import org.tipcjunit.inference.Config;
import org.tipcjunit.inference.PaddleInference;
import org.tipcjunit.inference.Predictor;
import org.tipcjunit.inference.Tensor;

/** Scores images by an exported model. To be used by one thread at a time. */
public final class Classifier implements AutoCloseable {

    private final Predictor predictor;

    private Classifier(Predictor predictor) {
        this.predictor = predictor;
    }

    /** Load a model into this JVM. */
    public static Classifier load(Path libpaddle, Path program, Path parameters) {
        PaddleInference paddle = PaddleInference.load(libpaddle);
        Config config = paddle.newConfig(program, parameters)
                .setCpuMathLibraryNumThreads(2)
                .disableGlogInfo();
        return new Classifier(paddle.createPredictor(config));
    }

    /** Get the scores of a batch of images, such as {@code pixels} of the shape 1, 3, 224, 224. */
    public float[] scores(float[] pixels, int... shape) {
        try (Tensor input = predictor.getInputHandle(predictor.getInputNames().get(0));
                Tensor output =
                        predictor.getOutputHandle(predictor.getOutputNames().get(0))) {
            input.reshape(shape);
            input.copyFromCpu(pixels);
            predictor.run();
            float[] scores = new float[Arrays.stream(output.shape()).reduce(1, Math::multiplyExact)];
            output.copyToCpu(scores);
            return scores;
        }
    }

    /** Get a classifier for another thread; it shares the parameters, and is closed on its own. */
    public Classifier forAnotherThread() {
        return new Classifier(predictor.clonePredictor());
    }

    @Override
    public void close() {
        predictor.close();
    }
}
