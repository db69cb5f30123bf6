// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.lanes.OnEveryJdk;
import org.tipcjunit.process.NativeNames;

/** A JVM in the locale C, as containers start it, with names in Chinese: refused with the locale and the remedy, not lost. */
@OnEveryJdk
class LocaleTests {

    private static final String CONFIG = "test_tipc/configs/digits/train_infer_python.txt";
    private static final String REMEDY =
            "remedy: set a locale of UTF-8 before Java starts, such as: export LC_ALL=C.UTF-8";

    @TempDir
    Path folder;

    private record Ended(int status, String output) {}

    @BeforeEach
    void needs_a_locale_that_can_make_such_names() {
        assumeThat(NativeNames.ofJvm().holds("仓库")).isTrue();
    }

    @Test
    void a_repository_that_is_named() throws Exception {
        Path repository = configs(folder.resolve("仓库"), CONFIG);

        Ended plan = planInC(folder, "--repository", repository.toString(), "--config", CONFIG);

        assertThat(plan.status()).isEqualTo(2);
        assertThat(plan.output())
                .contains("an argument has a name that this Java cannot use: ")
                .contains("its locale (LC_ALL=C) knows names in US-ASCII only", REMEDY);
    }

    @Test
    void a_repository_that_is_the_working_directory() throws Exception {
        Ended plan = planInC(configs(folder.resolve("仓库"), CONFIG), "--config", CONFIG);

        assertThat(plan.status()).isEqualTo(2);
        assertThat(plan.output())
                .contains("the working directory has a name that this Java cannot use: ", "(LC_ALL=C)", REMEDY);
    }

    @Test
    void a_config_that_a_glob_finds() throws Exception {
        Path repository = configs(folder.resolve("repository"), "test_tipc/configs/数字/train_infer_python.txt");

        Ended plan = planInC(folder, "--repository", repository.toString(), "--config", "test_tipc/configs/*/*.txt");

        assertThat(plan.status()).isEqualTo(2);
        assertThat(plan.output()).contains("a config has a name that this Java cannot use: ", "(LC_ALL=C)", REMEDY);
    }

    @Test
    void names_in_ascii_need_no_locale() throws Exception {
        Path repository = configs(folder.resolve("repository"), CONFIG);

        Ended plan = planInC(folder, "--repository", repository.toString(), "--config", CONFIG);

        assertThat(plan.status()).as(plan.output()).isZero();
        assertThat(plan.output()).contains("fixtures/digits/train.py");
    }

    private static Path configs(Path repository, String config) throws IOException {
        Path file = repository.resolve(config);
        Files.createDirectories(file.getParent());
        Files.copy(FixtureCopy.projectRoot().resolve(CONFIG), file);
        return repository;
    }

    private Ended planInC(Path workingDirectory, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Tipc.class.getName(),
                "plan"));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", "C");
        int status = builder.start().waitFor();
        return new Ended(status, new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
    }
}
