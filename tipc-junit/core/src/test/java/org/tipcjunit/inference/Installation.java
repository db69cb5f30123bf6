// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.inference.host.PredictorHost;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.LogTail;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

/** A real Paddle with models that it exported, and its Python as the reference. */
public final class Installation implements AutoCloseable {

    private static final Map<DataType, String> NUMPY_TYPES = Map.of(
            DataType.FLOAT32, "float32",
            DataType.FLOAT64, "float64",
            DataType.FLOAT16, "float16",
            DataType.INT64, "int64",
            DataType.INT32, "int32",
            DataType.UINT8, "uint8",
            DataType.INT8, "int8",
            DataType.BOOL, "bool");

    private final PaddleEnvironment environment;
    private final Path folder;
    private final ProcessRunner runner = new ProcessRunner();
    private final PredictorHost host;

    /** One run of a model; {@code options} for Python are words as {@code run_model.py} explains them. */
    public record Job(String model, String pythonOptions, PredictorOptions options, List<TensorValue> inputs) {}

    Installation(PaddleVersion version, Path folder) {
        this.environment = version.environment(line -> {});
        this.folder = folder;
        this.host = PredictorHost.start(environment.paddleLibrary(), folder.resolve("host"), runner);
        python("export_models.py", folder.resolve("models").toString());
    }

    public Path library() {
        return environment.paddleLibrary();
    }

    public ProcessRunner runner() {
        return runner;
    }

    /** Get a host that is shared by all tests: they must not close or crash it. */
    public PredictorHost host() {
        return host;
    }

    public ModelFiles model(String name) {
        return ModelFiles.in(folder.resolve("models").resolve(name), "inference");
    }

    /** Run jobs in one Python process; returns the outputs of each. */
    public List<List<TensorValue>> runInPython(List<Job> jobs) {
        try {
            Path work = Files.createTempDirectory(folder, "python");
            List<String> lines = new ArrayList<>();
            for (int number = 0; number < jobs.size(); number++) {
                Job job = jobs.get(number);
                ModelFiles model = model(job.model());
                Path inputs = work.resolve(number + ".in");
                write(inputs, job.inputs());
                lines.add(String.join(
                        "\t",
                        model.program().toString(),
                        Files.exists(model.parameters()) ? model.parameters().toString() : "",
                        job.pythonOptions(),
                        inputs.toString(),
                        work.resolve(number + ".out").toString()));
            }
            python("run_model.py", Files.write(work.resolve("jobs.txt"), lines).toString());
            List<List<TensorValue>> outputs = new ArrayList<>();
            for (int number = 0; number < jobs.size(); number++) {
                outputs.add(read(work.resolve(number + ".out")));
            }
            return outputs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        host.close();
        runner.close();
    }

    private void python(String script, String... arguments) {
        try (InputStream source = Installation.class.getResourceAsStream(script)) {
            Path file = folder.resolve(script);
            Files.write(file, source.readAllBytes());
            List<String> argv = new ArrayList<>(List.of(environment.python().toString(), file.toString()));
            argv.addAll(Arrays.asList(arguments));
            ProcessOutcome outcome = runner.run(
                    new Command(argv, folder, Map.of()),
                    folder.resolve(script + ".log"),
                    Duration.ofMinutes(5),
                    OutputListener.none());
            if (!outcome.termination().isSuccess()) {
                throw new IllegalStateException(
                        script + ": " + outcome.termination().describe() + "\n"
                                + String.join("\n", LogTail.lastLines(outcome.log(), 30)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path folder, List<TensorValue> values) throws IOException {
        Files.createDirectories(folder);
        List<String> lines = new ArrayList<>();
        for (int number = 0; number < values.size(); number++) {
            TensorValue value = values.get(number);
            String shape = value.shape().stream().map(String::valueOf).collect(Collectors.joining(","));
            lines.add(String.join("\t", value.name(), NUMPY_TYPES.get(value.type()), shape, number + ".bin"));
            try (FileChannel file = FileChannel.open(
                    folder.resolve(number + ".bin"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                file.write(value.buffer());
            }
        }
        Files.write(folder.resolve("index.txt"), lines);
    }

    private static List<TensorValue> read(Path folder) throws IOException {
        List<TensorValue> values = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("index.txt"))) {
            String[] words = line.split("\t", -1);
            DataType type = NUMPY_TYPES.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(words[1]))
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            List<Long> shape = words[2].isEmpty()
                    ? List.of()
                    : Arrays.stream(words[2].split(",")).map(Long::valueOf).toList();
            values.add(TensorValue.copyOf(
                    words[0], type, shape, ByteBuffer.wrap(Files.readAllBytes(folder.resolve(words[3])))));
        }
        return values;
    }
}
