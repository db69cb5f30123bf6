// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tipcjunit.environment.EnvironmentException;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.change.ScratchFolder;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;

/** Runs a tool on copies of the Python files that a change touches, beside copies of what configures it; of other files it sees none. */
record ToolRun(ToolFinder finder, ProcessRunner runner, Duration limit, HookPlan plan) {

    private static final String SCRIPT = "hook.py";

    /** More would take minutes, and whoever changes so many did not write them by hand. */
    private static final int MOST = 200;

    private static final List<String> CONFIGURATION =
            List.of(".style.yapf", ".yapfignore", "setup.cfg", "pyproject.toml", "tox.ini", ".flake8");

    /** What is no option, and no folder above, to anybody. */
    private static final Pattern PLAIN = Pattern.compile("(?!-)[\\w+. /-]+");

    HookRun run(Hook hook) {
        HookTool tool = hook.tool().orElseThrow();
        Optional<String> version = Revisions.version(hook, tool);
        if (version.isEmpty()) {
            String why = hook.isLocal()
                    ? "the suite pins no version of it"
                    : "its revision " + hook.revision() + " is no release that is known here";
            return HookRun.none(tool, "", why);
        }
        List<String> arguments = hook.arguments().stream()
                .filter(argument -> !HookTool.isIdle(argument))
                .toList();
        Optional<String> strange =
                arguments.stream().filter(argument -> !tool.takes(argument)).findFirst();
        if (strange.isPresent()) {
            return HookRun.none(tool, version.get(), "its argument " + strange.get() + " is not known here");
        }
        List<FileContent> files = files();
        if (files.isEmpty()) {
            return new HookRun(tool, version.get(), arguments, 0, List.of(), Optional.empty());
        }
        if (files.size() > MOST) {
            return HookRun.none(
                    tool,
                    version.get(),
                    files.size() + " Python files are changed, more than the " + MOST + " that are looked at");
        }
        try (ScratchFolder scratch = ScratchFolder.create("tipc-hook-")) {
            Path python = finder.find(tool, version.get());
            return run(
                    hook,
                    new HookRun(tool, version.get(), arguments, 0, List.of(), Optional.empty()),
                    files,
                    python,
                    scratch.path());
        } catch (EnvironmentException e) {
            return HookRun.none(
                    tool,
                    version.get(),
                    "it cannot be had: " + firstLine(e.problem().what()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<FileContent> files() {
        return plan.change().touched(path -> path.endsWith(".py")).stream()
                .flatMap(path -> plan.sources().view().read(path).stream())
                .toList();
    }

    private HookRun run(Hook hook, HookRun bare, List<FileContent> files, Path python, Path scratch)
            throws IOException {
        Path tree = Files.createDirectory(scratch.resolve("tree"));
        Files.createDirectory(tree.resolve(".git")); // Nobody looks for configuration above it.
        List<String> unread = new ArrayList<>();
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode job = mapper.createObjectNode();
        job.put("tool", bare.tool().label());
        bare.arguments().forEach(job.putArray("arguments")::add);
        job.put("include", hook.include());
        hook.exclude().forEach(job.putArray("exclude")::add);
        for (String name : CONFIGURATION) {
            Optional<String> text = plan.sources().text(name);
            if (text.isPresent()) {
                Files.writeString(tree.resolve(name), text.get());
            }
        }
        ArrayNode names = job.putArray("files");
        for (FileContent file : files) {
            if (file.form() == FileContent.Form.TEXT
                    && PLAIN.matcher(file.path()).matches()) {
                Path copy = tree.resolve(file.path());
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, file.text());
                names.add(file.path());
            } else {
                unread.add(file.path() + ": its name or its text is not plain");
            }
        }
        Path script = scratch.resolve(SCRIPT);
        try (InputStream resource = ToolRun.class.getResourceAsStream(SCRIPT)) {
            if (resource == null) {
                throw new IllegalStateException("there is no " + SCRIPT);
            }
            Files.copy(resource, script);
        }
        Path order = Files.write(scratch.resolve("job.json"), mapper.writeValueAsBytes(job));
        Path answers = Files.createFile(scratch.resolve("answers"));
        String home = scratch.toString();
        ProcessOutcome outcome = runner.run(
                new Command(
                        List.of(
                                python.toString(),
                                "-I",
                                "-X",
                                "utf8",
                                "-W",
                                "ignore",
                                script.toString(),
                                order.toString(),
                                answers.toString()),
                        tree,
                        Map.of("HOME", home, "XDG_CONFIG_HOME", home, "XDG_CACHE_HOME", home, "BLACK_CACHE_DIR", home)),
                scratch.resolve("hook.log"),
                limit,
                OutputListener.none());
        return conclude(bare, names.size(), answers, outcome, unread);
    }

    private HookRun conclude(HookRun bare, int files, Path answers, ProcessOutcome outcome, List<String> unread)
            throws IOException {
        List<HookFault> faults = new ArrayList<>();
        Optional<String> problem = Optional.empty();
        int excluded = 0;
        int looked = 0;
        for (String line : Files.readAllLines(answers, StandardCharsets.US_ASCII)) {
            JsonNode answer = new ObjectMapper().readTree(line);
            String path = answer.path("file").asText();
            if (answer.has("pattern")) {
                problem = Optional.of(
                        "its pattern cannot be read: " + answer.get("pattern").asText());
            } else if (answer.has("excluded")) {
                excluded++;
            } else if (answer.has("failed")) {
                unread.add(path + ": " + answer.get("failed").asText());
            } else {
                looked++;
                faults.addAll(faults(path, answer));
            }
        }
        if (problem.isEmpty() && !outcome.termination().isSuccess()) {
            problem = Optional.of(outcome.termination().describe());
        }
        if (problem.isEmpty() && !unread.isEmpty()) {
            problem = Optional.of(unread.get(0) + (unread.size() > 1 ? ", and " + (unread.size() - 1) + " more" : ""));
        }
        if (problem.isEmpty() && looked + excluded < files) {
            problem = Optional.of("it did not come to " + (files - looked - excluded) + " files");
        }
        return new HookRun(bare.tool(), bare.version(), bare.arguments(), looked, faults, problem);
    }

    private static List<HookFault> faults(String path, JsonNode answer) {
        List<HookFault> faults = new ArrayList<>();
        for (JsonNode fault : answer.path("faults")) {
            int line = fault.get(0).asInt();
            faults.add(new HookFault(path, line, line, fault.get(1).asText()));
        }
        for (JsonNode place : answer.path("places")) {
            faults.add(new HookFault(path, place.get(0).asInt(), place.get(1).asInt(), ""));
        }
        return faults;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
