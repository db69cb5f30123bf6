// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.chain.Plans;
import org.tipcjunit.config.DigitsConfigs;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.stage.ChainPlan;

/** Looks at what scripts import with a Python that has no Paddle: none of them runs. */
@NeedsPython
class ModuleLookTests {

    private static final Path PYTHON = Path.of("python3");

    @TempDir
    Path folder;

    private Path repository;

    @BeforeEach
    void makeRepository() throws IOException {
        repository = folder.toRealPath().resolve("repository");
        for (String script : List.of("eval.py", "export.py", "infer.py")) {
            write(script, "import paddle, sys, os.path\nfrom xml.etree import ElementTree\n");
        }
    }

    private void write(String file, String text) throws IOException {
        Path path = repository.resolve("fixtures/digits").resolve(file);
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, text);
    }

    private ModuleLook look() {
        return look(PYTHON);
    }

    private ModuleLook look(Path python) {
        ChainPlan plan = Plans.of(
                DigitsConfigs.altered(folder.resolve("config.txt")), Plans.request("digits", repository, python));
        try (ProcessRunner runner = new ProcessRunner()) {
            return ModuleLook.at(plan, python, runner);
        }
    }

    @Test
    void names_that_a_package_has_no_more_are_told_where_it_is_too_new_for_them() throws IOException {
        write("train.py", """
                import numpy as np, paddle
                # np.bool was there once
                x = np.int(3)
                y = np.int32(np.float64(2))
                def late():
                    paddle.fluid.io.save(x)
                    paddle.device.cuda.synchronize()
                def asked(use_gpu):
                    if use_gpu:
                        paddle.set_device("gpu")
                """);

        assertThat(look(PythonWithPackages.in(folder, "1.26.4")).problems(Optional.empty()).stream()
                        .map(Problem::text)
                        .toList())
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).contains("train.py:3: the code has np.int,", "write int"),
                        text -> assertThat(text).contains("train.py:6: the code names paddle.fluid"),
                        text -> assertThat(text)
                                .contains("train.py:7: the code has paddle.device.cuda.synchronize", "CPU"));
        assertThat(look(PythonWithPackages.in(folder, "1.21.6")).problems(Optional.empty()).stream()
                        .map(Problem::what)
                        .toList())
                .noneMatch(what -> what.contains("np.int"));
    }

    @Test
    void of_a_condition_on_an_option_the_branch_is_looked_at_that_the_command_takes() throws IOException {
        write("train.py", """
                import options
                if __name__ == "__main__":
                    args = options.parse()
                    if args.to_static:
                        from static.train import train
                    else:
                        from dynamic.train import train
                    if not args.benchmark:
                        import plain
                """);
        write("options.py", "");
        write("static/train.py", "import paddle\npaddle.fluid.core\n");
        write("dynamic/train.py", "import paddle\npaddle.fluid.set_flags({})\n");
        write("plain.py", "import absent_here\n");
        List<String> lines = DigitsConfigs.lines();
        ChainPlan plan = Plans.of(
                DigitsConfigs.altered(
                        folder.resolve("config.txt"), 15, lines.get(15) + " --to_static=False --benchmark False"),
                Plans.request("digits", repository, PYTHON));
        Path python = PythonWithPackages.in(folder, "1.26.4");

        try (ProcessRunner runner = new ProcessRunner()) {
            assertThat(ModuleLook.at(plan, python, runner).problems(Optional.empty()).stream()
                            .map(Problem::text)
                            .toList())
                    .satisfiesExactlyInAnyOrder(
                            text -> assertThat(text).contains("dynamic/train.py:2: the code names paddle.fluid"),
                            text -> assertThat(text).contains("absent_here"));
        }
    }

    @Test
    void what_is_imported_for_a_benchmark_is_missing_where_the_command_asks_for_one() throws IOException {
        write("infer.py", """
                import sys
                def main(args):
                    if args.benchmark:
                        pid = 3
                        import auto_log
                    if args.other:
                        import absent
                """);

        assertThat(look("--benchmark:True"))
                .singleElement()
                .asString()
                .contains("auto_log (fixtures/digits/infer.py:5)", "--benchmark:False")
                .doesNotContain("absent");
        assertThat(look("--benchmark:False")).isEmpty();

        write("infer.py", """
                def main(args):
                    if args.enable_benchmark:
                        try:
                            import auto_log
                        except ImportError as e:
                            print(e)
                """);
        assertThat(look("--enable_benchmark:True"))
                .singleElement()
                .asString()
                .contains("auto_log (fixtures/digits/infer.py:4)");
    }

    private List<String> look(String benchmark) {
        ChainPlan plan = Plans.of(
                DigitsConfigs.altered(folder.resolve("config.txt"), 49, benchmark),
                Plans.request("digits", repository, PYTHON));
        try (ProcessRunner runner = new ProcessRunner()) {
            return ModuleLook.at(plan, PYTHON, runner).problems(Optional.empty()).stream()
                    .map(Problem::text)
                    .toList();
        }
    }

    @Test
    void modules_beside_a_script_outside_of_the_commands_folder_are_there() throws IOException {
        write("../../../examples/train.py", "import model, absent_there\n");
        write("../../../examples/model.py", "import absent_in_model\n");
        ChainPlan plan = Plans.of(
                DigitsConfigs.altered(folder.resolve("config.txt"), 15, "norm_train:../examples/train.py"),
                Plans.request("digits", repository, PYTHON));

        try (ProcessRunner runner = new ProcessRunner()) {
            assertThat(ModuleLook.at(plan, PYTHON, runner).problems(Optional.empty()).stream()
                            .map(Problem::what))
                    .singleElement()
                    .asString()
                    .contains("absent_there (../examples/train.py:1)", "absent_in_model (../examples/model.py:1)")
                    .doesNotContain(" model (");
        }
    }

    @Test
    void functions_that_python_s_own_modules_never_had_are_told_with_the_nearest_one() throws IOException {
        write("train.py", """
                import os, time
                from clock import math
                def late(path):
                    # os.path.is_file(path)
                    return os.path.is_dir(path) or os.path.isdir(path) or time.time() or math.between(1, 2)
                """);
        write("clock.py", "import time\ndef at(time):\n    return time.hours()\n");
        write(
                "eval.py",
                "import os.path, shutil\nif hasattr(os, 'getnothing'):\n    os.getnothing()\nshutil.copy(1)\n");

        assertThat(look().problems(Optional.empty()).stream().map(Problem::text).toList())
                .singleElement()
                .asString()
                .contains("train.py:5: the code has os.path.is_dir", "write os.path.isdir");
    }

    @Test
    void all_that_is_missing_is_told_at_once_and_nothing_that_may_do_without() throws IOException {
        write("nets/__init__.py", "from .layers import *\n\"\"\"\nimport only_an_example\n\"\"\"\n");
        write("nets/layers.py", "import absent_one.part as part, os\n");
        write("nets/unused.py", "import absent_two\n");
        write("helpers.py", "import absent_three\n");
        write(
                "train.py",
                "import paddle\nfrom nets import layers\nimport skimage_absent\nimport os.path\n"
                        + "try:\n    import absent_four\nexcept ImportError:\n    pass\n"
                        + "def late():\n    import helpers\n    import absent_five\n");

        List<String> told =
                look().problems(Optional.empty()).stream().map(Problem::text).toList();

        assertThat(told)
                .singleElement()
                .asString()
                .contains("absent_one (fixtures/digits/nets/layers.py:1), skimage_absent (fixtures/digits/train.py:3)")
                .contains("python3 -m pip install absent_one skimage_absent")
                .doesNotContain("absent_two", "absent_three", "absent_four", "absent_five", "example", "paddle");
        assertThat(look().problems(Optional.of("pip install -r requirements.txt\n")))
                .as("what prepare.sh may install")
                .isEmpty();
        assertThat(look().problems(Optional.of("# setup.py\npip3 install Absent_One\n")).stream()
                        .map(Problem::text))
                .singleElement()
                .asString()
                .startsWith("the scripts import what this Python lacks and prepare.sh does not install: skimage_absent"
                        + " (fixtures/digits/train.py:3)")
                .contains("add 'pip install skimage_absent' to prepare.sh");
    }

    @Test
    void configs_that_are_modules_are_looked_at_and_functions_that_need_a_gpu_told() throws IOException {
        write("train.py", """
                import importlib
                import paddle
                config = importlib.import_module("configs.a")
                def loss(x, y):
                    return paddle.nn.functional.margin_cross_entropy(x, y)
                """);
        write("configs/a.py", "from absent_config import Config\n");
        List<String> lines = DigitsConfigs.lines();
        ChainPlan plan = Plans.of(
                DigitsConfigs.altered(
                        folder.resolve("config.txt"),
                        15,
                        lines.get(15) + " --config_file=fixtures/digits/configs/a.py"),
                Plans.request("digits", repository, PYTHON));
        Path python = PythonWithPackages.in(folder, "1.26.4");

        try (ProcessRunner runner = new ProcessRunner()) {
            assertThat(ModuleLook.at(plan, python, runner).problems(Optional.empty()).stream()
                            .map(Problem::text)
                            .toList())
                    .satisfiesExactlyInAnyOrder(
                            text -> assertThat(text).contains("absent_config"), text -> assertThat(text)
                                    .contains("train.py:5: the code has paddle.nn.functional.margin_cross_entropy"));
        }
    }

    @Test
    void what_paddle_or_numpy_lost_is_told_with_the_line_and_what_took_its_place() {
        ModuleLook look = new ModuleLook(
                List.of(
                        new ModuleLook.Missing("paddle.fluid", List.of("util/misc.py:22", "engine.py:30"), ""),
                        new ModuleLook.Missing("np.int", List.of("b.py:7"), "int"),
                        new ModuleLook.Missing("skimage", List.of("a.py:1"), "")),
                Path.of("/env/bin/python"));

        assertThat(look.problems(Optional.empty()).stream().map(Problem::text).toList())
                .satisfiesExactly(
                        text -> assertThat(text)
                                .contains("util/misc.py:22, engine.py:30: the code names paddle.fluid", "paddle.base"),
                        text -> assertThat(text).contains("b.py:7: the code has np.int", "write int"),
                        text -> assertThat(text).contains("/env/bin/python -m pip install scikit-image"));
    }
}
