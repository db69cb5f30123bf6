// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.change.ScratchFolder;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;

/**
 * Has Python parse Python: many files in one process for each core, which is isolated from the repository and executes nothing of it.
 *
 * @param runner runs Python
 * @param python the Python, 3.8 or newer
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PythonOutlines(ProcessRunner runner, String python) implements PythonReader {

    private static final String SCRIPT = "outline.py";
    private static final String TEXTS = "texts";
    private static final String PLACES = "places";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Fewer are parsed before another Python has started. */
    private static final int FEW = 100;

    /**
     * What Python is given.
     *
     * @param folder where all of this lies
     * @param script what Python runs
     * @param texts the files
     */
    private record Job(Path folder, Path script, List<FileContent> texts) {}

    @Override
    public List<PythonFile> read(Collection<FileContent> files) {
        List<FileContent> texts = files.stream().filter(FileContent::isText).toList();
        Map<String, PythonFile> read = new LinkedHashMap<>();
        files.forEach(
                file -> read.put(file.path(), PythonFile.unreadable(file.path(), "it is no text that can be read", 1)));
        try {
            try (ScratchFolder scratch = ScratchFolder.create("tipc-python-")) {
                outlines(scratch.path(), texts).forEach(file -> read.put(file.path(), file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(read.values());
    }

    private List<PythonFile> outlines(Path folder, List<FileContent> texts) throws IOException {
        Path script = folder.resolve(SCRIPT);
        try (InputStream resource = PythonOutlines.class.getResourceAsStream(SCRIPT)) {
            if (resource == null) {
                throw new IllegalStateException("there is no " + SCRIPT);
            }
            Files.copy(resource, script);
        }
        Path all = folder.resolve(TEXTS);
        Path places = folder.resolve(PLACES);
        StringBuilder offsets = new StringBuilder();
        try (OutputStream out = Files.newOutputStream(all)) {
            long at = 0;
            for (FileContent file : texts) {
                byte[] bytes = file.text().getBytes(StandardCharsets.UTF_8);
                out.write(bytes);
                offsets.append(at).append(' ').append(bytes.length).append('\n');
                at += bytes.length;
            }
        }
        Files.writeString(places, offsets);
        return together(new Job(folder, script, texts));
    }

    private List<PythonFile> together(Job job) throws IOException {
        int size = job.texts().size();
        int parts = Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), size / FEW));
        ExecutorService pool = Executors.newFixedThreadPool(parts);
        try {
            List<Callable<List<PythonFile>>> work = new ArrayList<>();
            for (int i = 0; i < parts; i++) {
                int from = i * size / parts;
                int to = (i + 1) * size / parts;
                work.add(() -> part(job, from, to));
            }
            // Nobody reads or writes in the folder any more when one of them has failed, and the folder is removed.
            List<Future<List<PythonFile>>> answers = pool.invokeAll(work);
            List<PythonFile> read = new ArrayList<>();
            for (Future<List<PythonFile>> answer : answers) {
                read.addAll(answer.get());
            }
            return read;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while Python parsed");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IOException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** Read some of the texts, those from one on and before another. */
    private List<PythonFile> part(Job job, int from, int to) throws IOException {
        List<PythonFile> read = new ArrayList<>();
        while (read.size() < to - from) {
            int first = from + read.size();
            Path answers = job.folder().resolve("answers-" + first);
            ProcessOutcome outcome = runner.run(
                    new Command(
                            List.of(
                                    python,
                                    "-I",
                                    "-S",
                                    "-W",
                                    "ignore",
                                    job.script().toString(),
                                    job.folder().resolve(PLACES).toString(),
                                    job.folder().resolve(TEXTS).toString(),
                                    answers.toString(),
                                    String.valueOf(first),
                                    String.valueOf(to - first)),
                            job.folder(),
                            Map.of()),
                    job.folder().resolve("python-" + first + ".log"),
                    LIMIT,
                    OutputListener.none());
            if (!Files.exists(answers)) {
                throw ConfigException.of(
                        "Python cannot parse the repository's files: " + python + ": "
                                + outcome.termination().describe(),
                        "put a python3 of version 3.8 or newer on the PATH, or name one with --python");
            }
            read.addAll(outlined(answers, job.texts().subList(first, to)));
            if (read.size() < to - from) {
                // The parser itself died of this one; the others are read without it.
                String path = job.texts().get(from + read.size()).path();
                read.add(PythonFile.unreadable(path, "Python's parser fails on it", 1));
            }
        }
        return read;
    }

    private static List<PythonFile> outlined(Path answers, List<FileContent> texts) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<PythonFile> read = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(answers, StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode node;
                try {
                    node = mapper.readTree(line);
                } catch (JsonProcessingException e) {
                    return read; // Cut off in the middle.
                }
                read.add(file(texts.get(read.size()).path(), node));
            }
        }
        return read;
    }

    private static PythonFile file(String path, JsonNode node) {
        if (node.has("error")) {
            return PythonFile.unreadable(
                    path,
                    node.get("error").asText(),
                    Math.max(1, node.get("errorLine").asInt()));
        }
        List<PythonImport> imports = new ArrayList<>();
        node.get("imports")
                .forEach(used -> imports.add(new PythonImport(
                        used.get("module").asText(),
                        used.get("level").asInt(),
                        texts(used.get("names")),
                        texts(used.get("bound")),
                        used.get("line").asInt(),
                        used.get("optional").asBoolean())));
        Map<String, List<String>> listed = new LinkedHashMap<>();
        node.get("listed").properties().forEach(field -> listed.put(field.getKey(), texts(field.getValue())));
        List<Integer> fluid = new ArrayList<>();
        node.get("fluid").forEach(line -> fluid.add(line.asInt()));
        List<PythonClass> classes = new ArrayList<>();
        node.get("classes").forEach(type -> classes.add(type(type)));
        Optional<Set<String>> exported = node.get("exported").isNull()
                ? Optional.empty()
                : Optional.of(new HashSet<>(texts(node.get("exported"))));
        return new PythonFile(
                path,
                Optional.empty(),
                classes,
                functions(node.get("functions")),
                imports,
                exported,
                listed,
                lines(node.get("strings")),
                new HashSet<>(texts(node.get("bound"))),
                new HashSet<>(texts(node.get("top"))),
                uses(node),
                lines(node.get("undefined")),
                fluid,
                new HashSet<>(texts(node.get("given"))));
    }

    private static PythonUses uses(JsonNode node) {
        List<PythonUses.Call> calls = new ArrayList<>();
        node.get("calls")
                .forEach(call -> calls.add(new PythonUses.Call(
                        call.get(0).asText(), call.get(1).asInt(), call.get(2).asInt(), texts(call.get(3)))));
        return new PythonUses(lines(node.get("members")), calls, lines(node.get("asked")), lines(node.get("packages")));
    }

    private static Map<String, Integer> lines(JsonNode node) {
        Map<String, Integer> lines = new LinkedHashMap<>();
        node.properties()
                .forEach(field -> lines.put(field.getKey(), field.getValue().asInt()));
        return lines;
    }

    private static PythonClass type(JsonNode node) {
        return new PythonClass(
                node.get("name").asText(),
                node.get("line").asInt(),
                texts(node.get("bases")),
                texts(node.get("decorators")),
                texts(node.get("names")),
                node.get("documentation").asText(),
                functions(node.get("methods")),
                new HashSet<>(texts(node.get("fields"))),
                node.get("reads").isNull() ? Optional.empty() : Optional.of(lines(node.get("reads"))));
    }

    private static List<PythonFunction> functions(JsonNode nodes) {
        List<PythonFunction> functions = new ArrayList<>();
        nodes.forEach(node -> functions.add(new PythonFunction(
                node.get("name").asText(),
                node.get("line").asInt(),
                texts(node.get("parameters")),
                texts(node.get("required")),
                texts(node.get("passes")),
                texts(node.get("variable")),
                texts(node.get("decorators")),
                node.get("superArguments").asInt())));
        return functions;
    }

    private static List<String> texts(JsonNode nodes) {
        List<String> texts = new ArrayList<>();
        nodes.forEach(node -> texts.add(node.asText()));
        return texts;
    }
}
