// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.tipcjunit.inference.PaddleInference;
import org.tipcjunit.inference.Predictor;
import org.tipcjunit.inference.Tensor;
import org.tipcjunit.tensor.DataType;

/**
 * The program that measures creation and memory from Java, with the model in system properties.
 *
 * <p>{@code create} prints the median seconds of creating a predictor, {@code cycles <count>} the resident kilobytes after
 * 10 % and after all of the create/run/close cycles.
 */
final class CreationBenchmark {

    private static final int CREATIONS = 20;

    private CreationBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        PaddleInference paddle = PaddleInference.load(Path.of(System.getProperty("benchmark.library")));
        if (arguments[0].equals("create")) {
            System.out.println(medianCreation(paddle));
        } else {
            cycles(paddle, Integer.parseInt(arguments[1]));
        }
    }

    private static double medianCreation(PaddleInference paddle) {
        double[] seconds = new double[CREATIONS];
        for (int i = 0; i < CREATIONS; i++) {
            long start = System.nanoTime();
            Predictor predictor = PredictorBenchmark.newPredictor(paddle);
            seconds[i] = (System.nanoTime() - start) / 1e9;
            predictor.close();
        }
        Arrays.sort(seconds);
        return (seconds[CREATIONS / 2 - 1] + seconds[CREATIONS / 2]) / 2;
    }

    private static void cycles(PaddleInference paddle, int count) throws IOException {
        int[] shape = PredictorBenchmark.shape();
        ByteBuffer image = PredictorBenchmark.image(shape);
        ByteBuffer output = PredictorBenchmark.direct(1 << 16);
        long early = 0;
        for (int number = 1; number <= count; number++) {
            try (Predictor predictor = PredictorBenchmark.newPredictor(paddle)) {
                Tensor source =
                        predictor.getInputHandle(predictor.getInputNames().get(0));
                source.reshape(shape);
                source.copyFromCpu(image, DataType.FLOAT32);
                predictor.run();
                predictor.getOutputHandle(predictor.getOutputNames().get(0)).copyToCpu(output.clear());
            }
            if (number == count / 10) {
                early = residentKilobytes();
            }
        }
        System.out.println(early + " " + residentKilobytes());
    }

    private static long residentKilobytes() throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]) * 4;
    }
}
