// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.NpyFile;
import org.tipcjunit.tensor.TensorValue;

/** The file of one recorded process: one JSON object a line, of which the first has kind {@code start}. */
final class JournalFile {

    private static final int FORMAT = 3;

    private final Path file;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final List<String> argv = new ArrayList<>();
    private final List<SeedRecord> seeds = new ArrayList<>();
    private final List<LossRecord> losses = new ArrayList<>();
    private final List<LayerCall> layerCalls = new ArrayList<>();
    private final List<CheckpointRecord> checkpoints = new ArrayList<>();
    private final List<ExportRecord> exports = new ArrayList<>();
    private final List<PredictorRun> predictorRuns = new ArrayList<>();
    private final List<ClientExchange> exchanges = new ArrayList<>();
    private final List<NetworkState> networkStates = new ArrayList<>();
    private final List<NetworkUse> networkUses = new ArrayList<>();
    private final List<OptimizerRecord> optimizers = new ArrayList<>();
    private final List<Networks.Call> networkCalls = new ArrayList<>();
    private final List<Networks.Colours> colours = new ArrayList<>();
    private final List<DigestedCall> digestedCalls = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private long pid;
    private int rank;
    private long started;

    private JournalFile(Path file) {
        this.file = file;
    }

    static JournalFile read(Path file) throws IOException {
        JournalFile journal = new JournalFile(file);
        ObjectMapper mapper = new ObjectMapper();
        JournalChain chain = new JournalChain(String.valueOf(file.getFileName()).replaceFirst("\\.jsonl$", ""));
        int records = 0;
        // Record by record: that of a long training is large.
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            ByteArrayOutputStream record = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    journal.add(++records, mapper, text(record), chain);
                    record.reset();
                } else {
                    record.write(next);
                }
            }
            if (record.size() > 0) {
                journal.problems.add("record " + (records + 1) + " of " + file.getFileName()
                        + " is incomplete: the process ended while it was writing");
            }
        }
        if (records == 0) {
            throw journal.damaged(1, "it has no complete record", null);
        }
        return journal;
    }

    private static String text(ByteArrayOutputStream record) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(record.toByteArray()))
                .toString();
    }

    /** Nanoseconds since 1970. */
    long started() {
        return started;
    }

    /** The file that holds what the process ended with. */
    Path statusFile() {
        return file.resolveSibling(String.valueOf(file.getFileName()).replaceFirst("\\.jsonl$", ".status"));
    }

    /** Take how children ended, by their numbers, and what this process ended with. */
    void ended(Map<Long, String> ends, int status) {
        if (status > 0) {
            properties.put("status", String.valueOf(status));
        }
        String end = ends.get(pid);
        if (end != null) {
            properties.put("ended", end);
        }
    }

    RecordedProcess process() {
        // Runs of several threads end in another order than they began.
        List<PredictorRun> runs = new ArrayList<>(predictorRuns);
        runs.sort(Comparator.comparingInt(PredictorRun::index));
        List<ClientExchange> sent = new ArrayList<>(exchanges);
        sent.sort(Comparator.comparingInt(ClientExchange::index));
        return new RecordedProcess(
                pid,
                rank,
                argv,
                properties,
                seeds,
                losses,
                layerCalls,
                checkpoints,
                exports,
                runs,
                sent,
                new Networks(networkStates, networkUses, optimizers, colours, networkCalls),
                problems,
                digestedCalls);
    }

    private void add(int number, ObjectMapper mapper, String line, JournalChain chain) {
        try {
            Fields fields = new Fields(mapper.readTree(line));
            chain.require(line);
            add(fields, number == 1);
        } catch (JsonProcessingException e) {
            throw damaged(number, "it is no JSON object: " + e.getOriginalMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(number, String.valueOf(e.getMessage()), e);
        }
    }

    private void add(Fields fields, boolean first) throws IOException {
        String kind = fields.text("kind");
        if (first != kind.equals("start")) {
            throw new IllegalArgumentException("a record of kind '" + kind + "' can't be there");
        }
        switch (kind) {
            case "start" -> start(fields);
            case "seed" -> seeds.add(new SeedRecord(fields.text("generator"), fields.text("value")));
            case "loss" -> losses.add(loss(fields));
            case "layer_call" -> layerCalls.add(layerCall(fields, fields.text("layer_class"), fields.flag("training")));
            case "checkpoint" -> checkpoints.add(CheckpointRecord.read(fields));
            case "network" ->
                networkStates.add(new NetworkState(
                        fields.integer("network"),
                        fields.text("layer_class"),
                        fields.integer("step"),
                        fields.integer("call"),
                        fields.texts("digests"),
                        Set.copyOf(fields.list("trainable")),
                        fields.counts("elements"),
                        Set.copyOf(fields.list("drawn"))));
            case "network_use" ->
                networkUses.add(new NetworkUse(
                        fields.integer("network"),
                        fields.integer("calls"),
                        fields.integer("training_calls"),
                        fields.node("samples").asLong(),
                        fields.list("active"),
                        fields.integer("raised"),
                        fields.integer("different"),
                        Set.copyOf(fields.list("statistics")),
                        Set.copyOf(fields.list("unused"))));
            case "network_call" ->
                networkCalls.add(new Networks.Call(
                        fields.integer("network"),
                        tensors(fields, "inputs"),
                        tensors(fields, "outputs"),
                        fields.object().has("layer") ? Optional.of(layer(fields)) : Optional.empty()));
            case "colours" -> colours.add(colours(fields));
            case "optimizer" ->
                optimizers.add(new OptimizerRecord(
                        fields.integer("optimizer"),
                        fields.text("optimizer_class"),
                        fields.optionalNumber("learning_rate"),
                        fields.integers("networks"),
                        Set.copyOf(fields.list("tensors"))));
            case "digested_call" -> digestedCalls.add(digestedCall(fields));
            case "export" -> exports.add(export(fields));
            case "predictor_run" -> predictorRuns.add(predictorRun(fields));
            case "client_exchange" -> exchanges.add(exchange(fields));
            case "problem" -> problems.add(fields.text("text"));
            case "note" -> properties.put(fields.text("name"), fields.text("value"));
            case "end" -> properties.put("exit", "orderly");
            default -> throw new IllegalArgumentException("its kind '" + kind + "' is not known");
        }
    }

    private void start(Fields fields) {
        int format = fields.integer("format");
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "it has format " + format + " and this version of tipc-junit reads format " + FORMAT);
        }
        pid = fields.node("pid").asLong();
        rank = fields.integer("rank");
        started = fields.node("started").asLong();
        properties.putAll(fields.texts("properties"));
        fields.node("argv").forEach(argument -> argv.add(argument.asText()));
    }

    private static Networks.Colours colours(Fields fields) {
        List<Networks.Channel> channels = new ArrayList<>();
        for (int i = 0; i < fields.node("lows").size(); i++) {
            List<Double> values = new ArrayList<>();
            fields.node("values").get(i).forEach(value -> values.add(value.asDouble()));
            channels.add(new Networks.Channel(
                    values,
                    fields.node("lows").get(i).asDouble(),
                    fields.node("highs").get(i).asDouble()));
        }
        // Recordings that were kept from before have no names.
        List<String> named = fields.object().has("names") ? fields.list("names") : List.of();
        List<List<String>> images =
                named.stream().map(names -> List.of(names.split(" ", -1))).toList();
        return new Networks.Colours(
                fields.text("layer_class"), fields.text("input"), fields.integer("samples"), channels, images);
    }

    private static Networks.Layer layer(Fields fields) {
        Fields layer = new Fields(fields.node("layer"));
        return new Networks.Layer(layer.text("layer_class"), layer.texts("digests"));
    }

    private static LossRecord loss(Fields fields) {
        JsonNode loss = fields.node("loss");
        return new LossRecord(
                fields.integer("iteration"),
                loss.isTextual() ? notFinite(loss.textValue()) : fields.number("loss"),
                fields.number("time"),
                fields.optionalNumber("reader"),
                fields.node("samples").isNull() ? OptionalInt.empty() : OptionalInt.of(fields.integer("samples")),
                fields.optionalNumber("batch"),
                fields.integer("step"),
                fields.text("site"),
                fields.node("networks").isNull() ? Optional.empty() : Optional.of(fields.integers("networks")));
    }

    private static double notFinite(String word) {
        return switch (word) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> throw new IllegalArgumentException("its loss '" + word + "' is no number");
        };
    }

    private LayerCall layerCall(Fields fields, String layerClass, boolean training) throws IOException {
        return new LayerCall(
                fields.integer("index"),
                layerClass,
                training,
                fields.object().has("weightless") && fields.flag("weightless"),
                tensors(fields, "inputs"),
                tensors(fields, "outputs"),
                fields.object().has("inner") ? inner(fields) : List.of());
    }

    private static List<LayerCall.InnerOutput> inner(Fields fields) {
        List<LayerCall.InnerOutput> inner = new ArrayList<>();
        for (JsonNode node : fields.node("inner")) {
            Fields output = new Fields(node);
            inner.add(
                    new LayerCall.InnerOutput(output.text("path"), output.text("layer_class"), output.text("digest")));
        }
        return inner;
    }

    private static DigestedCall digestedCall(Fields fields) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode node : fields.node("inputs")) {
            rows.add(new Fields(node).list("rows"));
        }
        return new DigestedCall(fields.text("of"), fields.text("model"), rows);
    }

    private ExportRecord export(Fields fields) throws IOException {
        String layerClass = fields.text("layer_class");
        List<ExportRecord.InputSpec> specs = new ArrayList<>();
        for (JsonNode node : fields.node("input_specs")) {
            Fields spec = new Fields(node);
            specs.add(new ExportRecord.InputSpec(spec.text("name"), spec.text("type"), spec.extents("shape")));
        }
        List<LayerCall> calls = new ArrayList<>();
        for (JsonNode node : fields.node("calls")) {
            calls.add(layerCall(new Fields(node), layerClass, false));
        }
        return new ExportRecord(
                fields.text("api"),
                fields.text("path"),
                layerClass,
                // Recordings that were kept from before have none.
                fields.object().has("method") ? fields.text("method") : ExportRecord.FORWARD,
                fields.flag("training"),
                specs,
                fields.texts("digests"),
                calls,
                fields.node("feature_maps").isNull()
                        ? Optional.empty()
                        : Optional.of(featureMaps(new Fields(fields.node("feature_maps")))),
                fields.node("multiply_adds").isNull()
                        ? OptionalLong.empty()
                        : OptionalLong.of(fields.node("multiply_adds").asLong()),
                Set.copyOf(fields.list("unused")));
    }

    private static FeatureMaps featureMaps(Fields fields) {
        List<FeatureMaps.CalledLayer> layers = new ArrayList<>();
        for (JsonNode node : fields.node("layers")) {
            Fields layer = new Fields(node);
            List<List<Long>> shapes = new ArrayList<>();
            for (JsonNode shape : layer.node("shapes")) {
                shapes.add(Fields.extents(shape));
            }
            layers.add(new FeatureMaps.CalledLayer(layer.integer("index"), layer.text("layer_class"), shapes));
        }
        List<FeatureMaps.UsedMap> used = new ArrayList<>();
        for (JsonNode node : fields.node("used")) {
            Fields map = new Fields(node);
            used.add(new FeatureMaps.UsedMap(map.extents("shape"), map.integer("index"), map.flag("matters")));
        }
        return new FeatureMaps(fields.text("layer"), fields.text("layer_class"), fields.extents("input"), layers, used);
    }

    private PredictorRun predictorRun(Fields fields) throws IOException {
        return new PredictorRun(
                fields.integer("index"),
                fields.text("model"),
                fields.text("params"),
                fields.texts("settings"),
                tensors(fields, "inputs"),
                tensors(fields, "outputs"));
    }

    private static ClientExchange exchange(Fields fields) {
        return new ClientExchange(
                fields.integer("index"),
                fields.text("transport"),
                fields.text("target"),
                fields.integer("status"),
                fields.node("err_no").isNull() ? OptionalInt.empty() : OptionalInt.of(fields.integer("err_no")),
                fields.text("err_msg"),
                fields.list("request_keys"),
                fields.list("keys"),
                fields.list("values"),
                fields.text("error"),
                fields.number("seconds"));
    }

    private List<TensorValue> tensors(Fields fields, String name) throws IOException {
        List<TensorValue> tensors = new ArrayList<>();
        for (JsonNode node : fields.node(name)) {
            Fields described = new Fields(node);
            DataType type = DataType.valueOf(described.text("type").toUpperCase(Locale.ROOT));
            Path data = file.resolveSibling(described.text("file"));
            TensorValue tensor = NpyFile.read(data, described.text("name"), type);
            if (!tensor.shape().equals(described.extents("shape"))) {
                throw new IOException(
                        data + " has shape " + tensor.shape() + " and not the recorded " + described.extents("shape"));
            }
            tensors.add(tensor);
        }
        return tensors;
    }

    private RecordingException damaged(int record, String reason, @Nullable Exception cause) {
        return new RecordingException(
                "record " + record + " of " + file + " can't be used: " + reason,
                "run the command again into an empty folder, and keep it from touching that folder",
                cause);
    }
}
