// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.tipcjunit.faults.DigitsTestCases;
import org.tipcjunit.faults.FixtureCopy;

/**
 * A JVM that certifies the fixture with Allure listening.
 *
 * @param process the JVM
 * @param log what it printed
 */
record CertificationProcess(Process process, Path log) {

    private static final long PATIENCE_SECONDS = 180;

    static CertificationProcess start(FixtureCopy copy, Path output, Path allureResults, Path log) {
        return start(copy, output, allureResults, log, Map.of());
    }

    /** Start one with further parameters, by their names. */
    static CertificationProcess start(
            FixtureCopy copy, Path output, Path allureResults, Path log, Map<String, String> parameters) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Dtipc.output=" + output,
                "-Dtipc.repository=" + copy.root(),
                "-Dallure.results.directory=" + allureResults,
                "-Djunit.jupiter.extensions.autodetection.enabled=true"));
        parameters.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                CertifyMain.class.getName(),
                DigitsTestCases.class.getName()));
        try {
            return new CertificationProcess(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Wait for the end and get the number of failed tests and classes. */
    int failures() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the certification did not end: " + output());
        }
        return process.exitValue();
    }

    /** Wait until a training below {@code output} has printed a loss. */
    void awaitTraining(Path output) {
        awaitUntil(() -> !process.isAlive() || trains(output));
        if (!process.isAlive()) {
            throw new AssertionError("the certification ended before it trained: " + output());
        }
    }

    /** Wait until a condition holds; whether it did, is for the caller to check. */
    static void awaitUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    String output() {
        return text(log);
    }

    private static boolean trains(Path output) {
        try (Stream<Path> files = Files.walk(output)) {
            return files.anyMatch(file ->
                    file.endsWith(Path.of("train", "stage.log")) && text(file).contains("[TRAIN]"));
        } catch (IOException | UncheckedIOException e) {
            return false; // It does not exist yet, or changes while it is being walked.
        }
    }

    /** Get a file's text; empty when it cannot be read. */
    static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
