// SPDX-License-Identifier: Apache-2.0

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compiles the JNI shim with the machine's C++ compiler, when its inputs have changed.
 *
 * <p>Run by the Maven build as a single-file program: {@code java CompileShim.java <source folder> <library> <stamp>}. The
 * stamp file holds a digest of everything that went into the library.
 */
final class CompileShim {

    private static final List<String> FLAGS = List.of(
            "-std=c++17", "-O2", "-fPIC", "-shared", "-fvisibility=hidden", "-Wall", "-Wextra", "-Werror", "-Wl,-z,defs");

    private CompileShim() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            compile(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
        } catch (Failure failure) {
            System.err.println(failure.getMessage());
            System.exit(1);
        }
    }

    private static void compile(Path sources, Path library, Path stamp) throws IOException, InterruptedException {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!platform.equals("Linux amd64")) {
            throw new Failure("The JNI shim is for Paddle's wheels on Linux x86-64, but this machine is " + platform
                    + ". Build on Linux x86-64 (WSL 2 and containers work).");
        }
        List<String> compiler = findCompiler();
        Path include = findJniHeaders();
        List<Path> units = files(sources, ".cpp");

        List<String> command = new ArrayList<>(compiler);
        command.addAll(FLAGS);
        command.add("-I" + include);
        command.add("-I" + include.resolve("linux"));
        command.add("-Wl,--version-script=" + sources.resolve("exports.map"));
        units.forEach(unit -> command.add(unit.toString()));
        // By its name, and though it holds nothing since glibc 2.34: where it is older, dlopen is there and nowhere else.
        command.addAll(List.of("-Wl,--push-state,--no-as-needed", "-l:libdl.so.2", "-Wl,--pop-state"));

        List<Path> inputs = new ArrayList<>(units);
        inputs.addAll(files(sources, ".hpp"));
        inputs.add(sources.resolve("exports.map"));
        inputs.add(include.resolve("jni.h"));
        String digest = digest(command, version(compiler), inputs);
        if (Files.isRegularFile(library)
                && Files.isRegularFile(stamp)
                && Files.readString(stamp).equals(digest)) {
            return;
        }

        Files.createDirectories(library.toAbsolutePath().getParent());
        Files.createDirectories(stamp.toAbsolutePath().getParent());
        Files.deleteIfExists(stamp);
        Path unfinished = library.resolveSibling(library.getFileName() + ".part");
        command.add("-o");
        command.add(unfinished.toString());
        System.out.println("Compiling the JNI shim with " + String.join(" ", compiler));
        Process process = new ProcessBuilder(command).inheritIO().start();
        int status = process.waitFor();
        if (status != 0) {
            throw new Failure("The JNI shim was not compiled: exit status " + status + " of\n  "
                    + String.join(" ", command)
                    + "\nThe compiler's messages are above. It must know C++17 (GCC 9, Clang 10 or newer).");
        }
        Files.move(unfinished, library, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Files.writeString(stamp, digest);
    }

    private static List<String> findCompiler() {
        String chosen = System.getenv("CXX");
        if (chosen != null && !chosen.isBlank()) {
            List<String> words = List.of(chosen.trim().split("\\s+"));
            if (onPath(words.get(0)).isEmpty()) {
                throw new Failure("The JNI shim needs a C++ compiler, and the environment variable CXX names '" + chosen
                        + "', but there is no such program. Correct CXX or remove it.");
            }
            return words;
        }
        List<String> names = List.of("c++", "g++", "clang++");
        for (String name : names) {
            List<Path> found = onPath(name);
            if (!found.isEmpty()) {
                return List.of(found.get(0).toString());
            }
        }
        throw new Failure("The JNI shim needs a C++ compiler, and this machine has none. Looked for the environment variable"
                + " CXX (not set) and for " + String.join(", ", names) + " in PATH=" + System.getenv("PATH")
                + ".\nInstall one and run the build again:"
                + "\n  Debian, Ubuntu:  apt-get install g++"
                + "\n  Fedora, RHEL:    dnf install gcc-c++"
                + "\n  Alpine:          apk add g++ (Paddle's wheels themselves need a glibc system)"
                + "\nor name one:       CXX=/path/to/g++ mvn ...");
    }

    private static List<Path> onPath(String program) {
        if (program.contains("/")) {
            return Files.isExecutable(Path.of(program)) ? List.of(Path.of(program)) : List.of();
        }
        String path = System.getenv("PATH");
        return Stream.of((path == null ? "" : path).split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .toList();
    }

    private static Path findJniHeaders() {
        Path include = Path.of(System.getProperty("java.home"), "include");
        if (!Files.isRegularFile(include.resolve("jni.h"))) {
            throw new Failure("The JNI shim needs the header jni.h of a JDK, but there is none in " + include
                    + ". Run Maven with a whole JDK (JAVA_HOME), not a run-time image.");
        }
        return include;
    }

    private static String version(List<String> compiler) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(compiler);
        command.add("--version");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new Failure("The C++ compiler doesn't work: '" + String.join(" ", command) + "' printed:\n" + text);
        }
        return text;
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> listed = Files.list(folder)) {
            return listed.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    private static String digest(List<String> command, String compilerVersion, List<Path> inputs) throws IOException {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update((command + compilerVersion).getBytes(StandardCharsets.UTF_8));
            for (Path input : inputs) {
                sha.update((input.getFileName() + " " + Files.size(input) + "\n").getBytes(StandardCharsets.UTF_8));
                sha.update(Files.readAllBytes(input));
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure(String message) {
            super(message);
        }
    }
}
