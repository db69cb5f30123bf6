// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.process.LogTail;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;

/**
 * Looks for an interpreter of a given version where people keep them.
 *
 * <p>Every candidate is run: pyenv's shims, for example, exist for versions that they refuse to start.
 */
final class PythonFinder {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String MARK = "tipc-python";
    private static final String QUESTION = "import platform, struct, sys; print('" + MARK
            + "', platform.python_implementation(), platform.python_version(), struct.calcsize('P') * 8, sys.executable)";

    private final EnvironmentSettings settings;
    private final Commands commands;
    private final Path root;

    /** Create a finder that looks for system folders below {@code root}. */
    PythonFinder(EnvironmentSettings settings, Commands commands, Path root) {
        this.settings = settings;
        this.commands = commands;
        this.root = root;
    }

    /**
     * Find an interpreter for a requirement set.
     *
     * @return its full path
     * @throws EnvironmentException if there is none; the message lists every place with the reason, and the ways out
     */
    Path find(RequirementSet set) {
        List<String> refusals = new ArrayList<>();
        Set<Path> seen = new LinkedHashSet<>();
        try {
            Path directory = Files.createTempDirectory(MARK);
            try {
                for (Place place : places(set.python())) {
                    if (place.candidates().isEmpty()) {
                        refusals.add(place.description() + ": " + place.nothing());
                    }
                    for (Path candidate : place.candidates()) {
                        if (!seen.add(candidate)) {
                            continue;
                        }
                        Answer answer = ask(candidate, set.python(), directory);
                        if (answer.executable().isPresent()) {
                            return answer.executable().get();
                        }
                        refusals.add(candidate + " (" + place.description() + "): " + answer.refusal());
                    }
                }
            } finally {
                Folders.delete(directory);
            }
        } catch (IOException e) {
            throw new EnvironmentException(
                    "Cannot write to the folder for temporary files: " + e, "Check java.io.tmpdir", e);
        }
        throw notFound(set, refusals);
    }

    /** Find a command by name on {@code PATH}, without running it. */
    static List<Path> onPath(EnvironmentSettings settings, String name) {
        return Arrays.stream(settings.variable("PATH").orElse("").split(":", -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toAbsolutePath)
                .toList();
    }

    private Answer ask(Path candidate, String version, Path directory) {
        ProcessOutcome outcome = commands.run(
                List.of(candidate.toString(), "-c", QUESTION),
                directory,
                Map.of("PYTHONHOME", "", "PYTHONPATH", ""),
                directory.resolve("answer.log"),
                LIMIT,
                OutputListener.none());
        List<String> lines = LogTail.lastLines(outcome.log(), 5);
        String last = lines.isEmpty() ? "it printed nothing" : lines.get(lines.size() - 1);
        if (!outcome.termination().isSuccess()) {
            String first = lines.isEmpty() ? last : lines.get(0);
            return Answer.refused(outcome.termination().describe() + " (" + first + ")");
        }
        String[] words = last.split(" ", 5);
        if (words.length < 5 || !words[0].equals(MARK)) {
            return Answer.refused("it does not answer as Python does (" + last + ")");
        }
        if (!words[2].startsWith(version + ".")) {
            return Answer.refused("it is Python " + words[2] + ", not " + version);
        }
        if (!words[1].equals("CPython") || !words[3].equals("64")) {
            return Answer.refused("it is " + words[3] + "-bit " + words[1] + ", Paddle needs 64-bit CPython");
        }
        return new Answer(Optional.of(Path.of(words[4])), "");
    }

    private List<Place> places(String version) {
        List<String> names = List.of("python" + version, "python3", "python");
        Path home = settings.variable("HOME").map(Path::of).orElse(root.resolve("nonexistent"));
        Path data = settings.variable("XDG_DATA_HOME").map(Path::of).orElse(home.resolve(".local/share"));
        List<Place> places = new ArrayList<>();
        places.add(new Place(
                "PATH",
                names.stream().flatMap(name -> onPath(settings, name).stream()).toList(),
                "no " + String.join(", ", names)));
        places.add(installs(
                "pyenv",
                settings.variable("PYENV_ROOT")
                        .map(Path::of)
                        .orElse(home.resolve(".pyenv"))
                        .resolve("versions"),
                version + "*"));
        places.add(installs(
                "uv",
                settings.variable("UV_PYTHON_INSTALL_DIR").map(Path::of).orElse(data.resolve("uv/python")),
                "cpython-" + version + ".*"));
        places.add(installs("mise", data.resolve("mise/installs/python"), version + "*"));
        places.add(installs("asdf", home.resolve(".asdf/installs/python"), version + "*"));
        settings.variable("CONDA_PREFIX").map(Path::of).ifPresent(conda -> places.add(conda(conda)));
        Stream.of("miniconda3", "anaconda3", "miniforge3", "mambaforge")
                .map(home::resolve)
                .forEach(conda -> places.add(conda(conda)));
        places.add(conda(root.resolve("opt/conda")));
        for (String folder : List.of("usr/bin", "usr/local/bin")) {
            Path bin = root.resolve(folder);
            places.add(new Place(
                    bin.toString(),
                    executables(bin, names.subList(0, 2)),
                    "no " + String.join(", ", names.subList(0, 2))));
        }
        Path opt = root.resolve("opt");
        List<Path> inOpt = Stream.concat(
                        Folders.matching(opt, "python*").stream(),
                        Folders.matching(opt, "python*").stream()
                                .flatMap(folder -> Folders.matching(folder, "*").stream()))
                .flatMap(folder -> executables(folder.resolve("bin"), List.of("python" + version)).stream())
                .toList();
        places.add(new Place(opt.resolve("python*").toString(), inOpt, "no python" + version));
        return places;
    }

    private static Place installs(String manager, Path folder, String glob) {
        List<Path> candidates = Folders.matching(folder, glob).stream()
                .flatMap(install -> executables(install.resolve("bin"), List.of("python3", "python")).stream()
                        .limit(1))
                .toList();
        return new Place(manager + " in " + folder, candidates, "no " + glob);
    }

    private static Place conda(Path prefix) {
        List<Path> candidates = Stream.concat(Stream.of(prefix), Folders.matching(prefix.resolve("envs"), "*").stream())
                .flatMap(environment -> executables(environment.resolve("bin"), List.of("python")).stream())
                .toList();
        return new Place("conda in " + prefix, candidates, "no bin/python");
    }

    private static List<Path> executables(Path bin, List<String> names) {
        Function<String, Path> resolve = bin::resolve;
        return names.stream().map(resolve).filter(Files::isExecutable).toList();
    }

    private static EnvironmentException notFound(RequirementSet set, List<String> refusals) {
        String what = "No Python " + set.python() + " was found, which the requirement set " + set.name()
                + " needs. Tried:\n"
                + refusals.stream().map(refusal -> "  - " + refusal).collect(Collectors.joining("\n"));
        String remedy =
                "  1. Name a Python that already has Paddle: -Dtipc.python=/path/to/bin/python (or TIPC_PYTHON)."
                        + "\n  2. Install Python " + set.python() + " and run again, with one of: uv python install "
                        + set.python()
                        + "; pyenv install " + set.python() + "; conda create -p ~/miniconda3/envs/py python="
                        + set.python()
                        + "; the package python" + set.python() + " of your distribution."
                        + "\n  3. Choose another requirement set with -Dtipc.environment=NAME: "
                        + RequirementSet.alternatives(set) + ".";
        return new EnvironmentException(what + "\nThree ways out:\n" + remedy, what, remedy, null);
    }

    /** A place with what was found there. */
    private record Place(String description, List<Path> candidates, String nothing) {}

    /** What a candidate turned out to be. */
    private record Answer(Optional<Path> executable, String refusal) {
        static Answer refused(String refusal) {
            return new Answer(Optional.empty(), refusal);
        }
    }
}
