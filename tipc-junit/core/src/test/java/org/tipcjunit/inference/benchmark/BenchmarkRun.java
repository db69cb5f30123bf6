// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.tipcjunit.environment.EnvironmentRequest;
import org.tipcjunit.environment.EnvironmentSettings;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.environment.PaddleEnvironments;
import org.tipcjunit.inference.ModelFiles;

/**
 * Compares Paddle Inference from Java with Paddle Inference from Python: same library, same model, same machine, in turns.
 *
 * <p>Arguments: the names of requirement sets, such as {@code paddle-2.6.2}; the system property {@code tipc.python.<name>}
 * names an interpreter to use instead. {@code benchmark.rounds} (5) and {@code benchmark.cycles} (1000) are system
 * properties, too.
 */
final class BenchmarkRun {

    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 5);
    private static final int CYCLES = Integer.getInteger("benchmark.cycles", 1000);

    private final PaddleEnvironment environment;
    private final Path folder;

    /** A model and an option, as system properties of the Java side and as arguments of the Python side. */
    private record Subject(ModelFiles model, String shape, String options) {}

    private BenchmarkRun(PaddleEnvironment environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    public static void main(String[] names) throws IOException, InterruptedException, RunnerException {
        for (String name : names) {
            Path folder = Files.createTempDirectory("tipc-benchmark");
            Optional<String> python = Optional.ofNullable(System.getProperty("tipc.python." + name));
            PaddleEnvironment environment = new PaddleEnvironments(EnvironmentSettings.ofSystem(), System.out::println)
                    .resolve(python.map(EnvironmentRequest::named)
                            .orElseGet(() -> EnvironmentRequest.provisioned(name)));
            new BenchmarkRun(environment, folder).run();
        }
    }

    private void run() throws IOException, InterruptedException, RunnerException {
        Path models = folder.resolve("models");
        python("../export_models.py", models.toString(), "mobilenet", "conv");
        ModelFiles mobilenet = ModelFiles.in(models.resolve("mobilenet"), "inference");
        ModelFiles conv = ModelFiles.in(models.resolve("conv"), "inference");
        System.out.println("Paddle " + environment.paddleVersion() + ", " + environment.cpuModel() + ", "
                + environment.cpus() + " CPUs, 1 thread, Java " + Runtime.version());
        for (String options : new String[] {"plain", "ir", "ir onednn"}) {
            compareCalls("MobileNetV3-small 1x3x224x224", new Subject(mobilenet, "1,3,224,224", options));
            compareCalls("small net 1x3x16x16", new Subject(conv, "1,3,16,16", options));
            compareCreation("MobileNetV3-small", new Subject(mobilenet, "1,3,224,224", options));
        }
        for (String options : new String[] {"ir", "ir onednn"}) {
            compareCycles("small net", new Subject(conv, "1,3,16,16", options));
        }
    }

    private void compareCalls(String model, Subject subject) throws IOException, InterruptedException, RunnerException {
        double[] python = new double[ROUNDS];
        double[] java = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            python[round] = 1e6 * numbers(python("predictor_benchmark.py", arguments("call", subject)))[0];
            java[round] = medianMicroseconds(subject);
            ratios[round] = java[round] / python[round];
        }
        print("call", "us", model, subject, python, java, ratios);
    }

    private static void print(
            String what, String unit, String model, Subject subject, double[] python, double[] java, double[] ratios) {
        System.out.printf(
                "%-6s %-30s %-10s Python %9.1f %s   Java %9.1f %s   Java/Python %.3f (rounds %.3f to %.3f)%n",
                what,
                model,
                subject.options(),
                median(python),
                unit,
                median(java),
                unit,
                median(ratios),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow());
    }

    private void compareCreation(String model, Subject subject) throws IOException, InterruptedException {
        double[] python = new double[ROUNDS];
        double[] java = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            python[round] = 1e3 * numbers(python("predictor_benchmark.py", arguments("create", subject)))[0];
            java[round] = 1e3 * numbers(java(subject, "create"))[0];
            ratios[round] = java[round] / python[round];
        }
        print("create", "ms", model, subject, python, java, ratios);
    }

    private void compareCycles(String model, Subject subject) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(Arrays.asList(arguments("cycles", subject)));
        arguments.add(String.valueOf(CYCLES));
        double[] python = numbers(python("predictor_benchmark.py", arguments.toArray(String[]::new)));
        double[] java = numbers(java(subject, "cycles", String.valueOf(CYCLES)));
        System.out.printf(
                "%d cycles %-25s %-10s growth after the first 10 %%: Python %.1f MB (%.0f to %.0f)   Java %.1f MB (%.0f to"
                        + " %.0f)%n",
                CYCLES,
                model,
                subject.options(),
                (python[1] - python[0]) / 1024,
                python[0] / 1024,
                python[1] / 1024,
                (java[1] - java[0]) / 1024,
                java[0] / 1024,
                java[1] / 1024);
    }

    private double medianMicroseconds(Subject subject) throws RunnerException {
        RunResult result = new Runner(new OptionsBuilder()
                        .include(PredictorBenchmark.class.getName().replace(".", "\\.") + "\\.call")
                        .forks(1)
                        .jvmArgsAppend(properties(subject).toArray(String[]::new))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle();
        return result.getPrimaryResult().getStatistics().getPercentile(50);
    }

    private String[] arguments(String mode, Subject subject) {
        return new String[] {
            mode,
            subject.model().program().toString(),
            subject.model().parameters().toString(),
            subject.options(),
            subject.shape()
        };
    }

    private List<String> properties(Subject subject) {
        List<String> properties = new ArrayList<>(List.of(
                "-Dbenchmark.library=" + environment.paddleLibrary(),
                "-Dbenchmark.program=" + subject.model().program(),
                "-Dbenchmark.parameters=" + subject.model().parameters(),
                "-Dbenchmark.options=" + subject.options(),
                "-Dbenchmark.shape=" + subject.shape()));
        if (Runtime.version().feature() >= 22) {
            properties.add("--enable-native-access=ALL-UNNAMED");
        }
        return properties;
    }

    private String java(Subject subject, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(properties(subject));
        if (arguments[0].equals("cycles")) {
            // A heap that is all there from the start, so that what grows is Paddle's memory.
            command.addAll(List.of("-Xms16m", "-Xmx16m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), CreationBenchmark.class.getName()));
        command.addAll(Arrays.asList(arguments));
        return output(command);
    }

    private String python(String script, String... arguments) throws IOException, InterruptedException {
        Path file = folder.resolve(Path.of(script).getFileName());
        try (InputStream source = BenchmarkRun.class.getResourceAsStream(script)) {
            Files.write(file, source.readAllBytes());
        }
        List<String> command = new ArrayList<>(List.of(environment.python().toString(), file.toString()));
        command.addAll(Arrays.asList(arguments));
        return output(command);
    }

    private String output(List<String> command) throws IOException, InterruptedException {
        Path log = folder.resolve("log.txt");
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(
                    "exit status " + status + " of " + String.join(" ", command) + "\n" + Files.readString(log));
        }
        return output;
    }

    private static double[] numbers(String output) {
        String[] lines = output.strip().split("\n");
        return Arrays.stream(lines[lines.length - 1].split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
