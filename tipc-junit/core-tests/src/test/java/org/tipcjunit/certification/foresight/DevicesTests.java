// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.chain.Plans;
import org.tipcjunit.config.DigitsConfigs;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.stage.ChainPlan;

/** Scripts that ask for a GPU by an option that a command leaves as it is; none of them runs. */
@NeedsPython
class DevicesTests {

    private static final String COMMAND = "norm_train:fixtures/digits/train.py --config=a.yaml";

    @TempDir
    Path folder;

    private Path repository;

    @BeforeEach
    void makeRepository() throws IOException {
        repository = folder.toRealPath().resolve("repository");
        Files.createDirectories(repository.resolve("fixtures/digits"));
    }

    private List<String> told(String command, String... lines) throws IOException {
        Files.writeString(
                repository.resolve("fixtures/digits/train.py"),
                "import argparse\nimport paddle\nparser = argparse.ArgumentParser()\nparser.add_argument('--config')\n"
                        + String.join("\n", lines) + "\n");
        Path python = PythonWithPackages.in(folder, "1.26.4");
        Path config = DigitsConfigs.altered(folder.resolve("config.txt"), 15, command);
        ChainPlan plan = Plans.of(config, Plans.request("digits", repository, python));
        try (ProcessRunner runner = new ProcessRunner()) {
            return new ScriptProblems(plan, ScriptLook.at(plan, python, runner))
                    .devices().stream().map(Problem::text).toList();
        }
    }

    @Test
    void option_that_is_a_gpu_by_default_is_told_with_what_to_add() throws IOException {
        assertThat(told(
                        COMMAND,
                        "parser.add_argument('--device', default='gpu', choices=['cpu', 'gpu'])",
                        "def main(args):",
                        "    paddle.set_device(args.device)",
                        "args = parser.parse_args()",
                        "if args.device in 'gpu' and len(gpus()) > 1:",
                        "    paddle.distributed.spawn(main, args=(args,))",
                        "else:",
                        "    main(args)"))
                .containsExactly(
                        "fixtures/digits/train.py:7: this line asks for a GPU, and the Paddle that is installed here has"
                                + " none: the script ends there, as the command of train\n"
                                + "  observed: --device is gpu by default, and the command does not say otherwise\n"
                                + "  remedy: add --device=cpu to the command of train, where the config or certification.properties"
                                + " has it and in the README");
    }

    @Test
    void switch_is_told_in_the_form_that_its_script_takes() throws IOException {
        assertThat(told(
                        COMMAND,
                        "parser.add_argument('--with_gpu', type=str2bool, default=True)",
                        "args = parser.parse_args()",
                        "place = 'gpu' if args.with_gpu else 'cpu'",
                        "paddle.set_device(place)"))
                .singleElement()
                .asString()
                .contains("train.py:8", "--with_gpu is True by default", "add --with_gpu=False to");
        assertThat(told(
                        COMMAND,
                        "parser.add_argument('--no_cuda', action='store_true')",
                        "args = parser.parse_args()",
                        "paddle.set_device('cpu' if args.no_cuda else 'gpu:0')"))
                .singleElement()
                .asString()
                .contains("train.py:7", "add --no_cuda to");
    }

    @Test
    void switch_that_no_word_turns_off_is_told_so() throws IOException {
        assertThat(told(
                        COMMAND,
                        "parser.add_argument('--cuda', type=bool, default=True)",
                        "args = parser.parse_args()",
                        "if args.cuda:",
                        "    if not paddle.is_compiled_with_cuda():",
                        "        raise Exception('No GPU found')"))
                .singleElement()
                .asString()
                .contains(
                        "train.py:9",
                        "--cuda is True by default",
                        "as --cuda is declared, no word after it turns it off");
    }

    @Test
    void end_with_a_message_and_assertion_are_told_as_any_other_end_is() throws IOException {
        assertThat(told(COMMAND, "if not paddle.is_compiled_with_cuda():", "    sys.exit('this script needs a GPU')"))
                .singleElement()
                .asString()
                .contains(
                        "train.py:6",
                        "remedy: let the script ask paddle.device.is_compiled_with_cuda() first, or take");
        assertThat(told(
                        COMMAND,
                        "parser.add_argument('--with_gpu', type=str2bool, default=True)",
                        "args = parser.parse_args()",
                        "assert not args.with_gpu or paddle.is_compiled_with_cuda(), 'no GPU'"))
                .singleElement()
                .asString()
                .contains("train.py:7", "--with_gpu is True by default", "add --with_gpu=False to");
        assertThat(told(
                        COMMAND + " --with_gpu=False",
                        "parser.add_argument('--with_gpu', type=str2bool, default=True)",
                        "args = parser.parse_args()",
                        "assert not args.with_gpu or paddle.is_compiled_with_cuda(), 'no GPU'",
                        "assert not paddle.is_compiled_with_xpu() and ready()"))
                .as("the first holds without a GPU, and nobody knows the second")
                .isEmpty();
    }

    @Test
    void scripts_that_may_run_on_a_cpu_are_not_told() throws IOException {
        String option = "parser.add_argument('--device', default='gpu')";
        String switches = "parser.add_argument('--with_gpu', type=str2bool, default=True)";
        String parse = "args = parser.parse_args()";
        assertThat(told(COMMAND + " --device cpu", option, parse, "paddle.set_device(args.device)"))
                .as("the command says otherwise")
                .isEmpty();
        assertThat(told(
                        COMMAND,
                        switches,
                        parse,
                        "if args.with_gpu and paddle.is_compiled_with_cuda():",
                        "    paddle.set_device('gpu')"))
                .as("Paddle is asked")
                .isEmpty();
        assertThat(told(
                        COMMAND,
                        option,
                        parse,
                        "if paddle.device.cuda.device_count() == 0:",
                        "    args.device = 'cpu'",
                        "paddle.set_device(args.device)"))
                .as("the option gets another value")
                .isEmpty();
        assertThat(told(COMMAND, option, parse, "if distributed():", "    paddle.set_device(args.device)"))
                .as("nobody knows whether the line runs")
                .isEmpty();
        assertThat(told(COMMAND, option, parse, "from suite import utils", "utils.set_device(args.device)"))
                .as("a function of the suite's own")
                .isEmpty();
    }
}
