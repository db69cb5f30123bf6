// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HiddenPlacesTests {

    @TempDir
    Path machine;

    private Path user;

    @BeforeEach
    void makeHome() throws IOException {
        machine = machine.toRealPath();
        user = Files.createDirectories(machine.resolve("home/user"));
    }

    private HiddenPlaces places(String path, Path... needed) {
        return HiddenPlaces.of(Map.of("HOME", user.toString(), "PATH", path), List.of(needed));
    }

    @Test
    void homes_of_others_are_hidden_with_the_own_one() throws IOException {
        Path other = Files.createDirectories(machine.resolve("home/other"));

        assertThat(places("").homes()).contains(machine.resolve("home"));
        assertThat(places("").hides(other.resolve("secret"))).isTrue();
        assertThat(places("").hides(Path.of("/usr/bin/python3"))).isFalse();
    }

    @Test
    void interpreter_in_a_home_is_shown_with_the_one_that_it_was_made_from() throws IOException {
        Path original = Files.createDirectories(user.resolve("opt/python/bin"));
        Files.createFile(original.resolve("python3"));
        Path bin = Files.createDirectories(user.resolve("env/bin"));
        Files.createSymbolicLink(bin.resolve("python3"), original.resolve("python3"));
        Path python = Files.createSymbolicLink(bin.resolve("python"), Path.of("python3"));

        assertThat(places("", HiddenPlaces.ofInterpreter(python).toArray(Path[]::new))
                        .shown())
                .containsExactly(user.resolve("env"), user.resolve("opt/python"));
    }

    @Test
    void no_home_is_shown_whole() throws IOException {
        Files.createDirectories(user.resolve("bin"));
        Files.createDirectories(user.resolve(".ssh"));

        assertThat(places(user.resolve("bin") + ":" + user, user).shown()).containsExactly(user.resolve("bin"));
        assertThat(places("", machine.resolve("home")).shown()).doesNotContain(user, machine.resolve("home"));
    }

    @Test
    void downloaded_weights_are_shown_and_linked_to() throws IOException {
        Path weights = user.resolve(".cache/paddle/hapi/weights");
        Files.createDirectories(weights);
        Files.writeString(weights.resolve("resnet.pdparams"), "weights");
        Path other = Files.createDirectories(machine.resolve("run/home"));

        Caches.link(user, other);

        assertThat(places("").shown()).containsExactly(user.resolve(".cache/paddle"));
        assertThat(other.resolve(".cache/paddle/hapi/weights/resnet.pdparams"))
                .isSymbolicLink()
                .hasContent("weights");
        assertThat(Files.isWritable(other.resolve(".cache/paddle/hapi"))).isTrue();
    }

    @Test
    void variables_with_secrets_and_folders_of_the_user_are_taken_away() {
        assertThat(PrivateVariables.of(
                        Map.of("PYTHONPATH", "tools"),
                        Map.of("GITHUB_TOKEN", "x", "AWS_SECRET_ACCESS_KEY", "x", "SSH_AUTH_SOCK", "x", "LANG", "C"),
                        user,
                        machine))
                .containsEntry("HOME", machine.toString())
                .containsEntry("PYTHONPATH", "tools")
                .containsEntry("GITHUB_TOKEN", "")
                .containsEntry("AWS_SECRET_ACCESS_KEY", "")
                .containsEntry("SSH_AUTH_SOCK", "")
                .containsEntry("XDG_CACHE_HOME", "")
                .doesNotContainKey("LANG");
    }

    @Test
    void output_tells_what_was_refused() {
        Refusals refusals = new Refusals(places(""), Network.OFF);

        assertThat(refusals.in(List.of(
                        "OSError: [Errno 30] Read-only file system: '/opt/model.pdparams'",
                        "touch: cannot touch '/etc/x': Read-only file system",
                        "FileNotFoundError: [Errno 2] No such file or directory: '" + user + "'",
                        "FileNotFoundError: [Errno 2] No such file or directory: '/no/such/file'",
                        "wget: unable to resolve host address 'paddle.example.org'")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("it was refused to write to /opt/model.pdparams,"),
                        line -> assertThat(line).startsWith("it was refused to write to /etc/x,"),
                        line -> assertThat(line).startsWith("it was refused to see " + user + ","),
                        line -> assertThat(line).contains("tipc.network=prepare"));
        assertThat(new Refusals(places(""), Network.ON).in(List.of("Network is unreachable")))
                .isEmpty();
    }
}
