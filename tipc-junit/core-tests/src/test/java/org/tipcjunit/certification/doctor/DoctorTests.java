// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.certification.doctor.Observation.State;
import org.tipcjunit.environment.EnvironmentSettings;
import org.tipcjunit.process.NativeNames;

class DoctorTests {

    @TempDir
    private Path machine;

    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void makeMachine() throws IOException {
        write("proc/meminfo", "MemTotal:  8000000 kB\nMemAvailable:    4194304 kB\n");
        Path git = machine.resolve("bin/git");
        Files.createDirectories(git.getParent());
        Files.createFile(git, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        variables.put("PATH", machine.resolve("bin").toString());
        variables.put("HOME", machine.toString());
    }

    private void write(String path, String text) throws IOException {
        Path file = machine.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Observation see(String subject) {
        return see(subject, "Linux amd64", NativeNames.ofJvm(), Optional.empty());
    }

    private Observation see(String subject, String system, NativeNames names, Optional<String> python) {
        return new Doctor(
                        new Computer(machine, variables, names, system),
                        new EnvironmentSettings(machine.resolve("cache"), variables),
                        machine.resolve("results"),
                        python,
                        "paddle-none")
                .observations().stream()
                        .filter(found -> found.subject().equals(subject))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void says_how_much_memory_is_free() throws IOException {
        assertThat(see("memory").observed()).startsWith("4.0 GiB free");
        assertThat(see("memory").state()).isEqualTo(State.OK);

        write("sys/fs/cgroup/memory.max", "1073741824\n");

        assertThat(see("memory"))
                .satisfies(memory -> assertThat(memory.state()).isEqualTo(State.NOTE))
                .satisfies(memory -> assertThat(memory.observed()).startsWith("1.0 GiB free"))
                .satisfies(memory -> assertThat(memory.remedy()).contains("docker run --memory"));
    }

    @Test
    void lacks_git_where_there_is_none() throws IOException {
        assertThat(see("git").state()).isEqualTo(State.OK);

        Files.delete(machine.resolve("bin/git"));

        assertThat(see("git").state()).isEqualTo(State.LACKS);
        assertThat(see("git").remedy()).isEqualTo("apt-get install git");
    }

    @Test
    void lacks_an_environment_that_does_not_exist_and_an_interpreter_that_is_none() {
        assertThat(see("paddle-none").state()).isEqualTo(State.LACKS);
        assertThat(see("paddle-none").remedy()).contains("paddle-2.6.2", "paddle-3.3.1");

        Observation python = see("python", "Linux amd64", NativeNames.ofJvm(), Optional.of("/no/such/python"));

        assertThat(python.state()).isEqualTo(State.LACKS);
        assertThat(python.observed()).contains("/no/such/python");
    }

    @Test
    void notes_a_locale_without_chinese_names() {
        Observation locale =
                see("locale", "Linux amd64", new NativeNames(StandardCharsets.US_ASCII, "LC_ALL=C"), Optional.empty());

        assertThat(locale.state()).isEqualTo(State.NOTE);
        assertThat(locale.observed()).startsWith("LC_ALL=C");
        assertThat(locale.remedy()).contains("LC_ALL=C.UTF-8");
    }

    @Test
    void notes_that_nothing_isolates_repositories_and_what_would() {
        assertThat(see("isolation").state()).isEqualTo(State.NOTE);
        assertThat(see("isolation").observed()).contains("bubblewrap is not installed");
        assertThat(see("isolation").remedy()).isEqualTo("apt-get install bubblewrap");
    }

    @Test
    void notes_proxies_and_how_to_unset_them() {
        variables.put("HTTPS_PROXY", "http://10.0.0.1:3128");

        assertThat(see("proxies").remedy()).isEqualTo("unset HTTPS_PROXY");
    }

    @Test
    void lacks_another_system() {
        assertThat(see("system", "Mac OS X aarch64", NativeNames.ofJvm(), Optional.empty())
                        .state())
                .isEqualTo(State.LACKS);
    }
}
