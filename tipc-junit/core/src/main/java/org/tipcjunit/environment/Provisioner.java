// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;

/**
 * Builds a virtual environment from a requirement set, once per user and content.
 *
 * <p>An environment is built in a folder aside and renamed when it has proved itself, so one that is there is complete.
 */
final class Provisioner {

    private static final Duration CREATE = Duration.ofMinutes(3);
    private static final Duration INSTALL = Duration.ofMinutes(30);

    /** A few small packages, without which there is another way. */
    private static final Duration INSTALL_TOOL = Duration.ofMinutes(1);

    private static final Duration CHECK = Duration.ofMinutes(5);
    private static final long LARGEST_SCRIPT = 1 << 20;

    private final EnvironmentSettings settings;
    private final Consumer<String> progress;
    private final Path root;

    Provisioner(EnvironmentSettings settings, Consumer<String> progress) {
        this(settings, progress, Path.of("/"));
    }

    /** Create one that looks for the system's interpreters below {@code root}. */
    Provisioner(EnvironmentSettings settings, Consumer<String> progress, Path root) {
        this.settings = settings;
        this.progress = progress;
        this.root = root;
    }

    /** Get the folder of a set's environment, which may not exist yet. */
    Path home(RequirementSet set) {
        return settings.cacheDirectory().resolve("environments").resolve(set.key());
    }

    /** Get the interpreter of a set's environment, if that is there. */
    Optional<Path> present(RequirementSet set) {
        Path home = home(set);
        return isUsable(home) ? Optional.of(python(home)) : Optional.empty();
    }

    /** Get the first set whose Python this machine has. */
    RequirementSet suited(List<RequirementSet> sets) {
        Optional<EnvironmentException> first = Optional.empty();
        try (ProcessRunner runner = new ProcessRunner()) {
            PythonFinder finder = new PythonFinder(settings, new Commands(runner, settings.variables()), root);
            for (RequirementSet set : sets) {
                try {
                    finder.find(set);
                    return set;
                } catch (EnvironmentException e) {
                    first = first.or(() -> Optional.of(e));
                }
            }
        }
        throw first.orElseThrow();
    }

    /** Get the interpreter of a set's environment, built when it is not there. */
    Path provision(RequirementSet set) {
        Path home = home(set);
        if (isUsable(home)) {
            return python(home);
        }
        Path cache = settings.cacheDirectory();
        try {
            for (String folder : List.of("environments", "locks", "logs")) {
                Folders.create(cache.resolve(folder));
            }
            return BuildLock.holding(cache.resolve("locks").resolve(set.key()), set.name(), progress, () -> {
                if (!isUsable(home)) {
                    removeRubbish(home);
                    build(set, home);
                }
                return python(home);
            });
        } catch (ClosedByInterruptException e) {
            throw new EnvironmentException(
                    "Provisioning the requirement set " + set.name() + " was interrupted", "", e);
        } catch (IOException e) {
            throw new EnvironmentException(
                    "The requirement set " + set.name() + " cannot be provisioned in the cache folder " + cache + ": "
                            + e,
                    "Make the folder writable, or name another one with -Dtipc.cache=FOLDER (or TIPC_CACHE)",
                    e);
        }
    }

    private void build(RequirementSet set, Path home) throws IOException {
        try (ProcessRunner runner = new ProcessRunner()) {
            build(set, home, new Commands(runner, settings.variables()));
        }
    }

    private void build(RequirementSet set, Path home, Commands commands) throws IOException {
        Path python = new PythonFinder(settings, commands, root).find(set);
        Installer installer = new InstallerFinder(settings, commands, progress).choose(python);
        Path aside = home.resolveSibling("." + set.key() + "-" + UUID.randomUUID());
        try {
            Path lock = Files.writeString(Files.createDirectories(aside).resolve("requirements.txt"), set.lock());
            Path venv = aside.resolve("venv");
            AtomicReference<String> last = new AtomicReference<>("starting");
            Progress.during(progress, () -> status(set, python, installer, venv, String.valueOf(last.get())), () -> {
                run(set, commands, installer, "create", installer.create(python, venv), CREATE, last::set);
                run(
                        set,
                        commands,
                        installer,
                        "install",
                        installer.install(venv, lock, set.hashed()),
                        set.hashed() ? INSTALL : INSTALL_TOOL,
                        last::set);
                if (set.completion().isPresent()) {
                    List<String> completion = completion(aside, set.completion().get());
                    run(set, commands, installer, "complete", completion, CHECK, last::set);
                }
                last.set(set.check());
                List<String> check = List.of(python(aside).toString(), "-c", set.check());
                return run(set, commands, installer, "check", check, CHECK, last::set);
            });
            relocate(aside, home);
            Files.move(aside, home, StandardCopyOption.ATOMIC_MOVE);
            progress.accept("provisioned " + set.name() + " in " + home);
        } finally {
            Folders.delete(aside);
        }
    }

    private static List<String> completion(Path aside, RequirementSet.Completion completion) throws IOException {
        List<String> argv = new ArrayList<>();
        argv.add(python(aside).toString());
        argv.add(Files.writeString(aside.resolve(completion.file()), completion.text())
                .toString());
        argv.addAll(completion.arguments());
        return argv;
    }

    private ProcessOutcome run(
            RequirementSet set,
            Commands commands,
            Installer installer,
            String step,
            List<String> argv,
            Duration limit,
            OutputListener listener) {
        Path cache = settings.cacheDirectory();
        // What a user's shell may carry that would lead an installer elsewhere.
        Map<String, String> changes = new HashMap<>(installer.variables());
        for (String name : List.of(
                "PYTHONHOME",
                "PYTHONPATH",
                "PYTHONDONTWRITEBYTECODE",
                "PIP_TARGET",
                "PIP_PREFIX",
                "PIP_USER",
                "PIP_REQUIREMENT",
                "VIRTUAL_ENV")) {
            changes.put(name, "");
        }
        Path log = cache.resolve("logs").resolve(set.key() + "-" + step + ".log");
        ProcessOutcome outcome = commands.run(argv, cache.resolve("environments"), changes, log, limit, listener);
        if (!outcome.termination().isSuccess()) {
            String what = "The requirement set " + set.name() + " could not be provisioned with "
                    + installer.description() + ": step '" + step + "': " + Commands.failure(outcome);
            String remedy = "  - Behind a proxy, set HTTPS_PROXY; with a mirror, set UV_DEFAULT_INDEX or PIP_INDEX_URL."
                    + "\n  - Without a network, put the wheels into a folder and name it with UV_FIND_LINKS and UV_OFFLINE=1,"
                    + " or with tipc.uv=off, PIP_FIND_LINKS and PIP_NO_INDEX=1."
                    + "\n  - Or name a Python that already has Paddle: -Dtipc.python=/path/to/bin/python.";
            throw new EnvironmentException(what + "\nWhat to do:\n" + remedy, what, remedy, null);
        }
        return outcome;
    }

    private static String status(RequirementSet set, Path python, Installer installer, Path venv, String last) {
        long installed = Folders.matching(venv.resolve("lib/python" + set.python() + "/site-packages"), "*.dist-info")
                .size();
        return "provisioning " + set.name() + " on " + python + " with " + installer.description() + ": "
                + Math.min(installed, set.size()) + " of " + set.size() + " packages (" + compiling(venv, last) + ")";
    }

    /** When all is installed, uv compiles it, which takes longest and of which it says nothing. */
    static String compiling(Path venv, String last) {
        return last.startsWith("Installed ")
                ? last + "; " + Folders.count(venv.resolve("lib"), ".pyc") + " of "
                        + Folders.count(venv.resolve("lib"), ".py") + " files are compiled"
                : last;
    }

    /** Make the scripts that name the folder they were built in name the final one. */
    private static void relocate(Path aside, Path home) throws IOException {
        List<Path> scripts = new ArrayList<>(Folders.matching(aside.resolve("venv/bin"), "*"));
        scripts.add(aside.resolve("venv/pyvenv.cfg"));
        for (Path script : scripts) {
            if (!Files.isRegularFile(script) || Files.isSymbolicLink(script) || Files.size(script) > LARGEST_SCRIPT) {
                continue;
            }
            // One character a byte, so that whatever the script's encoding is stays.
            String text = Files.readString(script, StandardCharsets.ISO_8859_1);
            String from = new String(aside.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            String to = new String(home.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            if (text.contains(from)) {
                Files.writeString(script, text.replace(from, to), StandardCharsets.ISO_8859_1);
            }
        }
    }

    private static void removeRubbish(Path home) throws IOException {
        // Only the holder of this key's lock builds in such folders: what is here, its builder left when it was killed.
        for (Path rubbish : Folders.matching(home.resolveSibling("."), "." + home.getFileName() + "-*")) {
            Folders.delete(rubbish);
        }
        Folders.delete(home);
    }

    private static boolean isUsable(Path home) {
        // Follows the link to the base interpreter, which may have been removed since.
        return Files.isExecutable(python(home));
    }

    private static Path python(Path home) {
        return home.resolve("venv/bin/python");
    }
}
