// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.process.LogTail;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;

/** The descriptions of interpreters, kept in the cache folder because importing Paddle takes a second. */
final class Descriptions {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final EnvironmentSettings settings;
    private final Consumer<String> progress;

    Descriptions(EnvironmentSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** Get an interpreter's description; runs it only if it, its packages or its Paddle changed since the last time. */
    Description of(Path python) {
        Path file = settings.cacheDirectory().resolve("descriptions").resolve(fileName(python));
        return read(file)
                .filter(kept -> kept.fingerprint().equals(fingerprint(python, kept)))
                .orElseGet(() -> {
                    Description fresh = ask(python);
                    write(file, fresh);
                    return fresh;
                });
    }

    private Description ask(Path python) {
        Path directory;
        try {
            directory = Files.createTempDirectory("tipc-describe");
        } catch (IOException e) {
            throw new EnvironmentException(
                    "Cannot write to the folder for temporary files: " + e, "Check java.io.tmpdir", e);
        }
        Path answer = directory.resolve("description.json");
        List<String> argv = List.of(python.toString(), "-c", RequirementSet.resource("describe.py"), answer.toString());
        Path log = directory.resolve("describe.log");
        ProcessOutcome outcome;
        try (ProcessRunner runner = new ProcessRunner()) {
            Commands commands = new Commands(runner, settings.variables());
            outcome = Progress.during(
                    progress,
                    () -> "importing Paddle with " + python,
                    () -> commands.run(argv, directory, Map.of(), log, LIMIT, OutputListener.none()));
        }
        if (!outcome.termination().isSuccess()) {
            throw unusable(python, failure(python, outcome), null);
        }
        try {
            Description said = Description.read(answer);
            Folders.delete(directory);
            return said.with(fingerprint(python, said));
        } catch (IOException e) {
            throw unusable(
                    python,
                    python + " does not describe itself as a Python with Paddle does (" + e + "): "
                            + Commands.failure(outcome),
                    e);
        }
    }

    private static String failure(Path python, ProcessOutcome outcome) {
        String last = LogTail.lastLines(outcome.log(), 1).stream().findFirst().orElse("");
        String what = last.equals("ModuleNotFoundError: No module named 'paddle'")
                ? python + " has no paddle: " + last
                : python + " cannot import its Paddle";
        return what + ": " + Commands.failure(outcome);
    }

    private static EnvironmentException unusable(Path python, String what, @Nullable Throwable cause) {
        String remedy = "install Paddle there (" + python + " -m pip install paddlepaddle==2.6.2), name another"
                + " interpreter with tipc.python, or name none and let the requirement set "
                + EnvironmentRequest.DEFAULT_PROVISION + " be provisioned.";
        return new EnvironmentException(what + "\nWhat to do: " + remedy, what, remedy, cause);
    }

    private static Optional<Description> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Description.read(file)) : Optional.empty();
        } catch (IOException e) {
            // Written by another version, or cut off: asking again mends it.
            return Optional.empty();
        }
    }

    private void write(Path file, Description description) {
        Path aside = file.resolveSibling("." + file.getFileName() + "-" + UUID.randomUUID());
        try {
            Folders.create(settings.cacheDirectory().resolve("descriptions"));
            description.write(aside);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            progress.accept("the description of the Python environment is not kept: " + e);
        }
    }

    /** Get what changes when the interpreter, an installed package or Paddle's library changes. */
    private String fingerprint(Path python, Description description) {
        return String.join(
                ";",
                stamp(python),
                stamp(Path.of(description.sitePackages())),
                stamp(Path.of(description.paddleLibrary())),
                settings.variable("PYTHONPATH").orElse(""),
                settings.variable("PYTHONHOME").orElse(""));
    }

    private static String stamp(Path path) {
        try {
            Path real = path.toRealPath();
            return real + " " + Files.getLastModifiedTime(real).toMillis() + " " + Files.size(real);
        } catch (IOException e) {
            return path + " missing";
        }
    }

    /** A description made by another version of the describing script is no answer to this one. */
    private static String fileName(Path python) {
        String described = python + "\n" + RequirementSet.resource("describe.py");
        return UUID.nameUUIDFromBytes(described.getBytes(StandardCharsets.UTF_8)) + ".json";
    }
}
