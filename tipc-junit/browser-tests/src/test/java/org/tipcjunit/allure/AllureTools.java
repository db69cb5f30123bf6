// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.allure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Both generations of Allure's command line, which make a report of results in one file. */
final class AllureTools {

    private static final Path TWO = Path.of("target", "allure2");
    private static final Path THREE = Path.of("allure3");
    private static final int PATIENCE = 120;

    private AllureTools() {}

    /** Make a report with Allure 2, which the build unpacked from Maven's repository. */
    static Path two(Path results, Path report) throws IOException, InterruptedException {
        Path program;
        try (Stream<Path> versions = Files.list(TWO)) {
            program = versions.findFirst().orElseThrow().resolve("bin/allure");
        }
        Optional<String> fault = run(
                Path.of("."),
                "bash",
                program.toString(),
                "generate",
                "--single-file",
                "--clean",
                "--output",
                report.toString(),
                results.toString());
        if (fault.isPresent()) {
            throw new IOException(fault.get());
        }
        return report.resolve("index.html");
    }

    /** Install Allure 3 where it can be had; what keeps it from that where it cannot. */
    static Optional<String> install() throws IOException, InterruptedException {
        Path folder = installed();
        if (Files.isRegularFile(program())) {
            return Optional.empty();
        }
        Files.createDirectories(folder);
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(THREE.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        return run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
    }

    /** Make a report with Allure 3, which takes the categories from its config and not from the results. */
    static Path three(Path results, Path report, String language) throws IOException, InterruptedException {
        Path config = Files.writeString(
                report.resolveSibling("allurerc-" + language + ".json"),
                "{\"categories\": " + Files.readString(results.resolve("categories.json")) + "}");
        Optional<String> fault = run(
                Path.of("."),
                "node",
                program().toString(),
                "awesome",
                "--config",
                config.toAbsolutePath().toString(),
                "--single-file",
                "--report-language",
                language,
                "--group-by",
                "parentSuite,suite,subSuite",
                "--output",
                report.toAbsolutePath().toString(),
                results.toString());
        if (fault.isPresent()) {
            throw new IOException(fault.get());
        }
        return report.resolve("index.html");
    }

    /** It outlives a clean build, as it is the same for all builds of its versions. */
    private static Path installed() throws IOException {
        int versions = Files.readString(THREE.resolve("package-lock.json")).hashCode();
        return Path.of(
                System.getProperty("user.home"), ".cache", "tipc-junit", "allure3-" + Integer.toHexString(versions));
    }

    private static Path program() throws IOException {
        return installed().resolve("node_modules/allure/cli.js");
    }

    /** Run a command; why it failed, empty where it did not. */
    private static Optional<String> run(Path folder, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(words));
        Path log = Files.createTempFile("allure", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            // Else each report asks Google who reads it.
            builder.environment().put("ALLURE_NO_ANALYTICS", "true");
            Process process = builder.start();
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return Optional.of(command + " did not end within " + PATIENCE + " s");
            }
            return process.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of(command + " ended with " + process.exitValue() + ":\n" + Files.readString(log));
        } catch (IOException e) {
            return Optional.of(command + " cannot be run: " + e.getMessage());
        } finally {
            Files.delete(log);
        }
    }
}
