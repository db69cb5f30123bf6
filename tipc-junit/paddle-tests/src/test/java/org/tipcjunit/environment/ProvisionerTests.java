// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tipcjunit.lanes.NeedsPython;

/** Provisions a requirement set of two small packages with the machine's own Python, uv and pip. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@NeedsPython
class ProvisionerTests {

    private static final RequirementSet TINY = RequirementSet.committed("tiny");

    @TempDir
    Path cache;

    private final List<String> progress = new CopyOnWriteArrayList<>();

    @BeforeEach
    void share_the_tools_of_the_default_cache() throws IOException {
        Path tools = EnvironmentSettings.ofSystem().cacheDirectory().resolve("tools");
        Files.createSymbolicLink(cache.resolve("tools"), Files.createDirectories(tools));
    }

    @AfterEach
    void remove_what_links_out_of_the_cache() throws IOException {
        Folders.delete(cache.resolve("environments"));
        Files.deleteIfExists(cache.resolve("tools"));
    }

    @Test
    void fetches_uv_where_there_is_none() throws IOException {
        Files.delete(cache.resolve("tools"));
        Map<String, String> changes = Map.of(
                "PATH", withoutUv(System.getenv("PATH")),
                "HOME", cache.toString(),
                "PYENV_ROOT", System.getenv().getOrDefault("PYENV_ROOT", System.getProperty("user.home") + "/.pyenv"));
        assertThat(provisioner(changes).provision(TINY)).isExecutable();
        assertThat(progress).first().isEqualTo("fetching uv with pip");
        assertThat(progress).anyMatch(line -> line.contains(" with uv 0.13.9: 0 of 2 packages"));
        Folders.delete(cache.resolve("tools"));
    }

    @Test
    void provisions_with_the_installer_at_hand_and_works_after_the_rename() throws Exception {
        Path python = provisioner(Map.of()).provision(TINY);
        assertThat(python).startsWithRaw(cache.resolve("environments").resolve(TINY.key()));
        assertThat(output(python.toString(), "-c", "import six; print(six.__version__)"))
                .isEqualTo("1.17.0");
        assertThat(progress)
                .last()
                .asString()
                .isEqualTo("provisioned tiny in " + provisioner(Map.of()).home(TINY));
    }

    @Test
    void provisions_with_venv_and_pip_where_uv_is_off_and_its_scripts_name_the_final_folder() throws Exception {
        Provisioner provisioner = provisioner(Map.of("TIPC_UV", "off"));
        Path python = provisioner.provision(TINY);
        assertThat(output(python.toString(), "-c", "import six; print(six.__version__)"))
                .isEqualTo("1.17.0");
        // A long folder comes behind a shell.
        assertThat(python.resolveSibling("pip3"))
                .content()
                .containsPattern("^#!(/bin/sh\n'''exec' )?"
                        + Pattern.quote(provisioner.home(TINY).toString()));
        assertThat(output(python.resolveSibling("pip3").toString(), "--version"))
                .contains(provisioner.home(TINY).toString());
    }

    @Test
    void compiles_byte_code_even_where_python_is_told_not_to_write_it() throws IOException {
        Path python = provisioner(Map.of("PYTHONDONTWRITEBYTECODE", "1")).provision(TINY);
        Path packages = python.resolve("../../lib/python3.9/site-packages").normalize();
        assertThat(Folders.matching(packages.resolve("__pycache__"), "six.*.pyc"))
                .hasSize(1);
    }

    @Test
    void uses_an_environment_that_is_there_without_running_anything() {
        Path python = provisioner(Map.of()).provision(TINY);
        progress.clear();
        assertThat(provisioner(Map.of("PATH", "", "HOME", "")).provision(TINY)).isEqualTo(python);
        assertThat(progress).isEmpty();
    }

    @Test
    void builds_again_when_the_base_interpreter_has_gone() throws IOException {
        Path python = provisioner(Map.of()).provision(TINY);
        Files.delete(python);
        Files.createSymbolicLink(python, Path.of("/no/such/python3.9"));
        assertThat(provisioner(Map.of()).provision(TINY)).isExecutable();
    }

    @Test
    void two_builds_at_once_in_one_jvm_build_once() {
        List<CompletableFuture<Path>> builds = IntStream.range(0, 2)
                .mapToObj(i -> {
                    CompletableFuture<Path> build = new CompletableFuture<>();
                    new Thread(() -> build.complete(provisioner(Map.of()).provision(TINY))).start();
                    return build;
                })
                .toList();
        assertThat(builds.get(0).join()).isEqualTo(builds.get(1).join()).isExecutable();
        assertThat(progress).filteredOn(line -> line.startsWith("provisioned ")).hasSize(1);
        assertThat(progress).anyMatch(line -> line.startsWith("waiting for another build of tiny (lock "));
        assertThat(entries(cache.resolve("environments"))).containsExactly(TINY.key());
    }

    @Test
    void a_build_that_is_killed_in_the_middle_leaves_rubbish_that_the_next_one_removes() throws Exception {
        Process builder = childJvm();
        Path environments = cache.resolve("environments");
        await(() -> Files.isDirectory(environments)
                && entries(environments).stream().anyMatch(name -> name.startsWith("." + TINY.key())));
        builder.destroyForcibly().waitFor();
        assertThat(entries(environments)).hasSize(1).noneMatch(name -> name.equals(TINY.key()));

        assertThat(provisioner(Map.of()).provision(TINY)).isExecutable();

        assertThat(entries(environments)).containsExactly(TINY.key());
    }

    @Test
    void two_builds_at_once_in_two_jvms_build_once() throws Exception {
        Process first = childJvm();
        Process second = childJvm();
        assertThat(first.waitFor()).isZero();
        assertThat(second.waitFor()).isZero();
        assertThat(entries(cache.resolve("environments"))).containsExactly(TINY.key());
        assertThat(provisioner(Map.of()).provision(TINY)).isExecutable();
        assertThat(progress).isEmpty();
    }

    @Test
    void a_failed_installation_shows_the_log_and_leaves_nothing_in_place() {
        RequirementSet impossible = new RequirementSet(
                "impossible", "3.9", "import six", "six==1.17.0 --hash=sha256:" + "0".repeat(64) + "\n");
        Provisioner provisioner = provisioner(Map.of());
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> provisioner.provision(impossible))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .startsWith("The requirement set impossible could not be provisioned with uv ")
                        .contains(": step 'install': exit status ", "\ncommand: ", "\n  | ", "Hash mismatch")
                        .contains("\nlog: " + cache.resolve("logs/" + impossible.key() + "-install.log"))
                        .contains("HTTPS_PROXY", "UV_DEFAULT_INDEX", "UV_FIND_LINKS", "-Dtipc.python="));
        assertThat(entries(cache.resolve("environments"))).isEmpty();
    }

    @Test
    void a_set_that_does_not_pass_its_check_is_not_put_in_place() {
        RequirementSet broken = new RequirementSet("broken", "3.9", "import six, no_such_module", TINY.lock());
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> provisioner(Map.of()).provision(broken))
                .withMessageContaining("step 'check': exit status 1")
                .withMessageContaining("ModuleNotFoundError: No module named 'no_such_module'");
        assertThat(entries(cache.resolve("environments"))).isEmpty();
    }

    @Test
    void a_completion_runs_with_the_new_interpreter_after_the_packages_are_installed() throws Exception {
        RequirementSet completed = new RequirementSet(
                "completed",
                "3.9",
                "import completed; assert completed.six == '1.17.0'",
                TINY.lock(),
                Optional.of(new RequirementSet.Completion("complete.py", """
                        import os, six, sys, sysconfig
                        with open(os.path.join(sysconfig.get_path("purelib"), sys.argv[1] + ".py"), "w") as file:
                            file.write("six = %r" % six.__version__)
                        """, List.of("completed"))));

        Path python = provisioner(Map.of()).provision(completed);

        assertThat(output(python.toString(), "-c", "import completed; print(completed.six)"))
                .isEqualTo("1.17.0");
        assertThat(completed.key())
                .isNotEqualTo(new RequirementSet("completed", "3.9", completed.check(), TINY.lock()).key());
    }

    @Test
    void a_completion_that_fails_leaves_nothing_in_place() {
        RequirementSet incomplete = new RequirementSet(
                "incomplete",
                "3.9",
                "import six",
                TINY.lock(),
                Optional.of(new RequirementSet.Completion("complete.py", "raise SystemExit('planted')", List.of())));

        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> provisioner(Map.of()).provision(incomplete))
                .withMessageContaining("step 'complete': exit status 1")
                .withMessageContaining("planted");
        assertThat(entries(cache.resolve("environments"))).isEmpty();
    }

    @Test
    void a_cache_folder_that_cannot_be_written_is_named_with_the_way_out() throws IOException {
        Path file = Files.writeString(cache.resolve("file"), "");
        EnvironmentSettings settings = new EnvironmentSettings(file.resolve("cache"), System.getenv());
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> new Provisioner(settings, progress::add).provision(TINY))
                .withMessageStartingWith("The requirement set tiny cannot be provisioned in the cache folder "
                        + file.resolve("cache") + ": ")
                .withMessageEndingWith(
                        "Make the folder writable, or name another one with -Dtipc.cache=FOLDER (or TIPC_CACHE).");
    }

    @Test
    void a_named_uv_that_is_none_is_refused() {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> provisioner(Map.of("TIPC_UV", "/bin/true")).provision(TINY))
                .withMessage(
                        "tipc.uv (or TIPC_UV) names '/bin/true', which does not answer to --version as uv does. Name"
                                + " another uv, set it to 'off' to use venv and pip, or leave it unset.");
    }

    @Test
    void lists_every_place_that_was_tried_when_there_is_no_python() throws IOException {
        Path root = Files.createDirectory(cache.resolve("root"));
        Path old = Files.createDirectories(root.resolve("usr/bin")).resolve("python3");
        Files.writeString(old, "#!/bin/sh\necho tipc-python CPython 3.6.9 64 " + old + "\n");
        Path shims = Files.createDirectories(root.resolve("shims"));
        Path shim = Files.writeString(
                shims.resolve("python3.9"), "#!/bin/sh\necho 'pyenv: python3.9: command not found' >&2\nexit 127\n");
        assertThat(old.toFile().setExecutable(true) && shim.toFile().setExecutable(true))
                .isTrue();
        Path home = root.resolve("home");
        EnvironmentSettings settings = new EnvironmentSettings(
                cache.resolve("cache"), Map.of("PATH", shims.toString(), "HOME", home.toString()));

        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> new Provisioner(settings, progress::add, root).provision(TINY))
                .withMessage(String.join(
                                "\n",
                                "No Python 3.9 was found, which the requirement set tiny needs. Tried:",
                                "  - SHIMS/python3.9 (PATH): exit status 127 (pyenv: python3.9: command not found)",
                                "  - pyenv in HOME/.pyenv/versions: no 3.9*",
                                "  - uv in HOME/.local/share/uv/python: no cpython-3.9.*",
                                "  - mise in HOME/.local/share/mise/installs/python: no 3.9*",
                                "  - asdf in HOME/.asdf/installs/python: no 3.9*",
                                "  - conda in HOME/miniconda3: no bin/python",
                                "  - conda in HOME/anaconda3: no bin/python",
                                "  - conda in HOME/miniforge3: no bin/python",
                                "  - conda in HOME/mambaforge: no bin/python",
                                "  - conda in ROOT/opt/conda: no bin/python",
                                "  - ROOT/usr/bin/python3 (ROOT/usr/bin): it is Python 3.6.9, not 3.9",
                                "  - ROOT/usr/local/bin: no python3.9, python3",
                                "  - ROOT/opt/python*: no python3.9",
                                "Three ways out:",
                                "  1. Name a Python that already has Paddle: -Dtipc.python=/path/to/bin/python (or"
                                        + " TIPC_PYTHON).",
                                "  2. Install Python 3.9 and run again, with one of: uv python install 3.9; pyenv install"
                                        + " 3.9; conda create -p ~/miniconda3/envs/py python=3.9; the package python3.9 of"
                                        + " your distribution.",
                                "  3. Choose another requirement set with -Dtipc.environment=NAME: paddle-2.6.2 needs Python"
                                        + " 3.9, paddle-3.3.1 needs Python 3.11.")
                        .replace("HOME", home.toString())
                        .replace("SHIMS", shims.toString())
                        .replace("ROOT", root.toString()));
    }

    private Provisioner provisioner(Map<String, String> changes) {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.putAll(changes);
        return new Provisioner(new EnvironmentSettings(cache, variables), progress::add);
    }

    private static String withoutUv(String path) {
        return Stream.of(path.split(":"))
                .filter(entry -> !Files.exists(Path.of(entry, "uv")))
                .collect(Collectors.joining(":"));
    }

    private Process childJvm() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ProvisionMain.class.getName());
        builder.environment().put("TIPC_CACHE", cache.toString());
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static List<String> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return new ArrayList<>(
                    entries.map(entry -> entry.getFileName().toString()).toList());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new AssertionError("the awaited condition did not come true in time");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
