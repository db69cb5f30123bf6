// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.tipcjunit.config.DigitsConfigs;

/**
 * Measures whether certifying many configs in one run needs memory that grows with their number: certifies a tiny network as
 * often as told and prints, after every tenth, what the collector leaves on the heap and what the process holds.
 *
 * <p>Arguments: the number of configs, and a folder that does not exist.
 */
final class ManyConfigsMemory {

    private static final int EVERY = 10;
    private static final double MEGABYTE = 1 << 20;

    private ManyConfigsMemory() {}

    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[1])).toAbsolutePath();
        Path repository = repository(folder.resolve("repository"), count);
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(ManyConfigsTestCases.class))
                                .configurationParameter("tipc.repository", repository.toString())
                                .configurationParameter(
                                        "tipc.output", folder.resolve("output").toString())
                                .configurationParameter(
                                        "tipc.predict", "tiny.py predict --weights={weights} --image_dir={images}")
                                .build(),
                        new HeapReport());
        System.exit(0);
    }

    private static Path repository(Path repository, int count) throws IOException {
        Files.createDirectories(repository.resolve("images"));
        try (InputStream script =
                Objects.requireNonNull(ManyConfigsMemory.class.getResourceAsStream("/org/tipcjunit/chain/tiny.py"))) {
            Files.write(repository.resolve("tiny.py"), script.readAllBytes());
        }
        for (int seed : List.of(3, 7)) {
            Files.write(repository.resolve("images/" + seed + ".ppm"), image(seed));
        }
        for (int i = 0; i < count; i++) {
            Path config = repository.resolve("test_tipc/configs/tiny%03d/train_infer_python.txt".formatted(i));
            Files.createDirectories(config.getParent());
            DigitsConfigs.altered(
                    config,
                    1,
                    "model_name:tiny%03d".formatted(i),
                    6,
                    "--epochs:lite_train_lite_infer=120",
                    8,
                    "--batch_size:null",
                    10,
                    "train_model_name:latest",
                    11,
                    "train_infer_img_dir:images",
                    15,
                    "norm_train:tiny.py train",
                    23,
                    "eval:tiny.py eval",
                    29,
                    "norm_export:tiny.py export",
                    39,
                    "inference:tiny.py infer",
                    47,
                    "--image_dir:images");
        }
        return repository;
    }

    private static byte[] image(int seed) {
        byte[] header = "P6 4 4 255\n".getBytes(StandardCharsets.US_ASCII);
        byte[] image = java.util.Arrays.copyOf(header, header.length + 48);
        for (int i = 0; i < 48; i++) {
            image[header.length + i] = (byte) (seed * (i % 3 + 1) * (i / 4 + 1));
        }
        return image;
    }

    private static final class HeapReport implements TestExecutionListener {

        private int ended;

        @Override
        public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
            if (identifier.getUniqueIdObject().getLastSegment().getType().equals("class-template-invocation")
                    && ++ended % EVERY == 0) {
                System.gc();
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                System.out.printf(
                        Locale.ROOT,
                        "[memory] %d configs: %.1f MB on the heap after collection, process %s, %d threads%n",
                        ended,
                        (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE,
                        resident(),
                        Thread.getAllStackTraces().size());
            }
        }

        private static String resident() {
            try {
                return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .findFirst()
                        .orElse("")
                        .replaceAll("\\s+", " ");
            } catch (IOException e) {
                return "of unknown size";
            }
        }
    }
}
