// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tipcjunit.process.LogTail;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;

/** Chooses the installer: uv where there is one or one can be had, else venv and pip. */
final class InstallerFinder {

    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final Duration DOWNLOAD = Duration.ofMinutes(10);

    private final EnvironmentSettings settings;
    private final Commands commands;
    private final Path cache;
    private final Consumer<String> progress;

    InstallerFinder(EnvironmentSettings settings, Commands commands, Consumer<String> progress) {
        this.settings = settings;
        this.commands = commands;
        this.cache = settings.cacheDirectory();
        this.progress = progress;
    }

    /**
     * Choose for an interpreter.
     *
     * @param python the interpreter that will be provisioned, whose pip can fetch uv
     */
    Installer choose(Path python) throws IOException {
        Optional<String> named = settings.variable("TIPC_UV");
        if (named.isPresent()) {
            return named.get().equals("off") ? new Installer.Pip() : named(named.get(), python);
        }
        Path home = settings.variable("HOME").map(Path::of).orElse(cache);
        Stream<Path> candidates = Stream.concat(
                PythonFinder.onPath(settings, "uv").stream(),
                Stream.of(home.resolve(".local/bin/uv"), home.resolve(".cargo/bin/uv"))
                        .filter(Files::isExecutable));
        for (Path candidate : candidates.toList()) {
            Optional<String> version = version(candidate);
            if (version.isPresent()) {
                return uv(candidate, version.get(), python);
            }
        }
        RequirementSet tool = new RequirementSet("uv", "", "", RequirementSet.resource("uv/requirements.txt"));
        Path folder = cache.resolve("tools").resolve(tool.key());
        Optional<String> present = version(folder.resolve("bin/uv"));
        if (present.isEmpty()) {
            present = fetch(tool, folder, python);
        }
        return present.isPresent() ? uv(folder.resolve("bin/uv"), present.get(), python) : new Installer.Pip();
    }

    private Installer named(String name, Path python) {
        Path file = name.contains("/")
                ? Path.of(name).toAbsolutePath()
                : PythonFinder.onPath(settings, name).stream().findFirst().orElse(Path.of(name));
        String version = version(file)
                .orElseThrow(() -> new EnvironmentException(
                        "tipc.uv (or TIPC_UV) names '" + name + "', which does not answer to --version as uv does",
                        "Name another uv, set it to 'off' to use venv" + " and pip, or leave it unset"));
        return uv(file, version, python);
    }

    private Installer uv(Path executable, String version, Path python) {
        Map<String, String> variables = new HashMap<>(Map.of("UV_PYTHON_DOWNLOADS", "never", "UV_NO_PROGRESS", "1"));
        variables.putAll(indexesOfPip(python));
        return new Installer.Uv(executable, version, Map.copyOf(variables));
    }

    /** Take pip's settings over where uv has none of its own: mirrors are mostly configured for pip alone. */
    private Map<String, String> indexesOfPip(Path python) {
        Map<String, String> uvNames = Map.of(
                "index-url", "UV_DEFAULT_INDEX",
                "extra-index-url", "UV_INDEX",
                "find-links", "UV_FIND_LINKS",
                "trusted-host", "UV_INSECURE_HOST",
                "cert", "SSL_CERT_FILE");
        Path log = cache.resolve("logs/pip-config.log");
        ProcessOutcome outcome = commands.run(
                List.of(python.toString(), "-m", "pip", "config", "list"),
                cache,
                Map.of(),
                log,
                SHORT,
                OutputListener.none());
        Map<String, String> found = new HashMap<>();
        if (!outcome.termination().isSuccess()) {
            return found;
        }
        for (String line : LogTail.lastLines(log, 100)) {
            int equals = line.indexOf("='");
            if (equals < 0 || !line.endsWith("'")) {
                continue;
            }
            String option = line.substring(line.lastIndexOf('.', equals) + 1, equals);
            String name = uvNames.get(option);
            boolean installs = line.startsWith(":env:") || line.startsWith("global.") || line.startsWith("install.");
            if (name == null || !installs || settings.variable(name).isPresent()) {
                continue;
            }
            String value = line.substring(equals + 2, line.length() - 1)
                    .replace("\\n", " ")
                    .strip();
            found.putIfAbsent(name, name.equals("UV_FIND_LINKS") ? value.replaceAll("\\s+", ",") : value);
        }
        if (settings.variable("UV_INDEX_URL").isPresent()) {
            found.remove("UV_DEFAULT_INDEX");
        }
        return found;
    }

    private Optional<String> fetch(RequirementSet tool, Path folder, Path python) throws IOException {
        Folders.create(cache.resolve("tools"));
        return BuildLock.holding(cache.resolve("tools").resolve(tool.key() + ".lock"), "uv", progress, () -> {
            Optional<String> built = version(folder.resolve("bin/uv"));
            if (built.isPresent()) {
                return built;
            }
            Folders.delete(folder);
            Path aside = folder.resolveSibling("." + tool.key() + "-" + UUID.randomUUID());
            try {
                Files.createDirectories(aside);
                ProcessOutcome outcome =
                        Progress.during(progress, () -> "fetching uv with pip", () -> pipInstall(tool, aside, python));
                if (!outcome.termination().isSuccess()) {
                    progress.accept("uv cannot be had (" + outcome.termination().describe() + ", log " + outcome.log()
                            + "): venv and pip are used, which take longer");
                    return Optional.empty();
                }
                Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
                return version(folder.resolve("bin/uv"));
            } finally {
                Folders.delete(aside);
            }
        });
    }

    private ProcessOutcome pipInstall(RequirementSet tool, Path target, Path python) throws IOException {
        Path requirements = Files.writeString(target.resolve("requirements.txt"), tool.lock());
        List<String> argv = List.of(
                python.toString(),
                "-m",
                "pip",
                "install",
                "--no-deps",
                "--require-hashes",
                "--no-input",
                "--progress-bar=off",
                "--target",
                target.toString(),
                "-r",
                requirements.toString());
        return commands.run(argv, target, Map.of(), cache.resolve("logs/uv.log"), DOWNLOAD, OutputListener.none());
    }

    /** Get what an executable answers when asked for its version, if that is uv's. */
    private Optional<String> version(Path uv) {
        if (!Files.isExecutable(uv)) {
            return Optional.empty();
        }
        Path log = cache.resolve("logs/uv-version.log");
        ProcessOutcome outcome =
                commands.run(List.of(uv.toString(), "--version"), cache, Map.of(), log, SHORT, OutputListener.none());
        return LogTail.lastLines(log, 1).stream()
                .filter(line -> outcome.termination().isSuccess() && line.matches("uv \\d+\\..*"))
                .map(line -> line.split(" ", 3)[0] + " " + line.split(" ", 3)[1])
                .findFirst();
    }
}
