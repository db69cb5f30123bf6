// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tipcjunit.artifact.Answer;
import org.tipcjunit.artifact.ClientRun;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.LoadRun;
import org.tipcjunit.artifact.ServedCell;
import org.tipcjunit.artifact.ServiceRun;
import org.tipcjunit.artifact.ServingRun;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.process.Termination;
import org.tipcjunit.recording.ClientExchange;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.serving.LoadResult;
import org.tipcjunit.serving.PipelineResponse;
import org.tipcjunit.serving.ServicePorts;
import org.tipcjunit.serving.ServiceStop;
import org.tipcjunit.tensor.TensorValue;

/** A sound service of two images, of which tests change one thing. */
public final class ServiceRuns {

    public static final Path SERVED = Artifacts.RUN.resolve("workspace/deploy/net_serving");
    public static final List<Path> IMAGES = List.of(Path.of("/repo/images/a.png"), Path.of("/repo/images/b.png"));
    public static final String CELL = "device=cpu, threads=1";

    private static final Map<String, String> SETTINGS =
            Map.of("cpu_math_thread", "1", "ir_optim", "false", "enable_mkldnn", "true", "use_gpu", "false");
    private static final float[][] INPUTS = {{1, 2, 3, 4}, {5, 6, 7, 9}};
    private static final float[][] OUTPUTS = {{0.1f, 0.9f}, {0.8f, 0.2f}};
    private static final String[] RESULTS = {"class 1, score 0.90", "class 0, score 0.80"};

    public final List<Answer> http = answers(1);
    public final List<Answer> grpc = answers(1);
    public final List<Answer> inFlight = answers(2);
    public final List<Answer> later = answers(1);
    public final List<PredictorRun> runs = new ArrayList<>();
    public final List<List<TensorValue>> reference = new ArrayList<>();
    public final List<ClientExchange> exchanges = new ArrayList<>();
    public List<String> clientOutput = List.of("a.png: " + RESULTS[0], "b.png: " + RESULTS[1]);
    public List<String> inferenceOutput = List.of("a.png: " + RESULTS[0], "b.png: " + RESULTS[1]);
    public String referenceError = "";
    public Map<String, String> asked = Map.of("thread_num", "1", "ir_optim", "false", "use_mkldnn", "true");
    Termination serviceEnd = new Termination.Dismissed();

    private ServiceRuns() {
        // The probe, HTTP, gRPC, twice in flight, the client, and later.
        int[] order = {0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1};
        for (int image : order) {
            runs.add(run(runs.size(), SERVED.resolve("inference.pdmodel"), INPUTS[image], OUTPUTS[image]));
            reference.add(List.of(TensorValue.ofFloats("fetch", List.of(1L, 2L), OUTPUTS[image])));
        }
        exchanges.add(exchange(0, OptionalInt.of(0), List.of(RESULTS[0])));
        exchanges.add(exchange(1, OptionalInt.of(0), List.of(RESULTS[1])));
    }

    public static ServiceRuns sound() {
        return new ServiceRuns();
    }

    /** A service that swaps the answers of requests that come together. */
    public static ServiceRuns swapping() {
        return with(runs -> runs.inFlight.set(0, answer(0, 0, result(1))));
    }

    public static ServiceRuns with(Consumer<ServiceRuns> change) {
        ServiceRuns runs = new ServiceRuns();
        change.accept(runs);
        return runs;
    }

    public static PredictorRun run(int index, Path model, float[] input, float[] output) {
        return new PredictorRun(
                index,
                model.toString(),
                "",
                SETTINGS,
                List.of(TensorValue.ofFloats("x", List.of(1L, 1L, 2L, 2L), input)),
                List.of(TensorValue.ofFloats("y", List.of(1L, 2L), output)));
    }

    public static ClientExchange exchange(int index, OptionalInt errNo, List<String> values) {
        return new ClientExchange(
                index,
                "http",
                "http://127.0.0.1:18080/net/prediction",
                200,
                errNo,
                errNo.orElse(0) == 0 ? "" : "planted",
                List.of("image"),
                List.of("result"),
                values,
                "",
                0.01);
    }

    public static Answer answer(int image, int errNo, String value) {
        return new Answer(
                IMAGES.get(image),
                Optional.of(new PipelineResponse(
                        200,
                        errNo,
                        errNo == 0 ? "" : "planted",
                        List.of("result"),
                        errNo == 0 ? List.of(value) : List.of(),
                        Duration.ofMillis(8))),
                "",
                Duration.ofMillis(8));
    }

    public static Answer lost(int image, String error) {
        return new Answer(IMAGES.get(image), Optional.empty(), error, Duration.ofMillis(3));
    }

    public static String result(int image) {
        return RESULTS[image];
    }

    private static List<Answer> answers(int times) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < times * IMAGES.size(); i++) {
            answers.add(answer(i % IMAGES.size(), 0, RESULTS[i % IMAGES.size()]));
        }
        return answers;
    }

    public Inference inference() {
        return new Inference(
                Artifacts.stage(
                        StageKind.INFER, List.of("python3", "infer.py"), inferenceOutput.toArray(String[]::new)),
                IntStream.range(0, IMAGES.size())
                        .mapToObj(image -> run(image, Path.of("/repo/net.pdmodel"), INPUTS[image], OUTPUTS[image]))
                        .toList(),
                List.of(),
                List.of());
    }

    public static ExportedModel exported() {
        return Artifacts.exported("inference.pdmodel", List.of(), List.of(), "");
    }

    public ServiceRun service() {
        StageRun stage = Artifacts.stage(
                StageKind.SERVE,
                List.of("python3", "web_service.py", "--config=config.yml"),
                serviceEnd,
                List.of(),
                "start proxy service");
        return new ServiceRun(
                stage,
                "net",
                "image",
                new ServicePorts(18_080, 9993),
                new ServicePorts(40_001, 40_002),
                List.of("http_proxy"),
                Duration.ofMillis(1234),
                http,
                grpc,
                inFlight,
                List.of(new ClientRun(
                        Artifacts.stage(
                                StageKind.REQUEST,
                                List.of("python3", "http_client.py", "--image_dir=images"),
                                clientOutput.toArray(String[]::new)),
                        exchanges)),
                later,
                runs,
                new ServiceRun.Reference("no graph optimisation, oneDNN, 1 thread", reference, referenceError),
                new ServiceStop(stage.outcome(), 100, Duration.ofMillis(200), List.of()),
                asked);
    }

    public ServingRun serving() {
        return serving(new ServedCell(CELL, Map.of(), Optional.empty(), Optional.empty(), Optional.of(service())));
    }

    public static ServingRun serving(ServedCell... cells) {
        return new ServingRun(
                Artifacts.stage(
                        StageKind.CONVERT,
                        List.of("python3", "-m", "paddle_serving_client.convert", "--dirname=./output/inference/")),
                Path.of("/run/workspace/output/inference"),
                SERVED,
                List.of(cells));
    }

    /** A load of requests that are answered as they are alone, each in {@code milliseconds}. */
    public LoadRun load(int requests, long milliseconds, Consumer<List<LoadResult.Sample>> change) {
        List<LoadResult.Sample> samples = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            samples.add(new LoadResult.Sample(
                    i,
                    answer(i % IMAGES.size(), 0, RESULTS[i % IMAGES.size()]).response(),
                    "",
                    Duration.ofMillis(milliseconds)));
        }
        change.accept(samples);
        StageRun stage = service().stage();
        return new LoadRun(
                stage,
                CELL,
                Duration.ofMillis(1234),
                IMAGES,
                new LoadResult(4, Duration.ofSeconds(2), samples),
                200L << 20,
                210L << 20,
                true,
                new ServiceStop(stage.outcome(), 100, Duration.ofMillis(200), List.of()));
    }
}
