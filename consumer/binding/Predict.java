///usr/bin/env jbang "$0" "$@" ; exit $?
// SPDX-License-Identifier: Apache-2.0
//JAVA 17+
//REPOS mavencentral,mavenlocal
//DEPS org.tipcjunit:paddle-inference:0.1.0-SNAPSHOT
import java.nio.file.Path;
import java.util.Arrays;
import org.tipcjunit.inference.Config;
import org.tipcjunit.inference.PaddleInference;
import org.tipcjunit.inference.Predictor;
import org.tipcjunit.inference.Tensor;

/** Runs an exported model for images of digits on one gray image, and prints the scores: libpaddle.so, .pdmodel, .pdiparams. */
class Predict {

    public static void main(String[] arguments) {
        PaddleInference paddle = PaddleInference.load(Path.of(arguments[0]));
        Config config = paddle.newConfig(Path.of(arguments[1]), Path.of(arguments[2]));
        config.disableGlogInfo();
        try (Predictor predictor = paddle.createPredictor(config)) {
            String input = predictor.getInputNames().get(0);
            int[] shape = predictor.getInputTensorShape().get(input).stream()
                    .mapToInt(size -> Math.max(1, size.intValue()))
                    .toArray();
            try (Tensor image = predictor.getInputHandle(input)) {
                image.reshape(shape);
                image.copyFromCpu(new float[elements(shape)]);
            }
            predictor.run();
            for (String name : predictor.getOutputNames()) {
                try (Tensor scores = predictor.getOutputHandle(name)) {
                    float[] values = new float[elements(scores.shape())];
                    scores.copyToCpu(values);
                    System.out.println(name + " " + Arrays.toString(values));
                }
            }
        }
    }

    private static int elements(int[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
}
