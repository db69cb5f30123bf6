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

/** Looks at scripts with a Python that has no Paddle: none of them runs. */
@NeedsPython
class ScriptProblemsTests {

    private static final Path PYTHON = Path.of("python3");
    private static final String TAKES = """
            parser = argparse.ArgumentParser()
            parser.add_argument("-c", "--config")
            parser.add_argument("--epochs", type=int)
            parser.add_argument("--seed", type=int, default=None)
            parser.add_argument("--save-inference-dir")
            """;
    private static final String TRAINS = "loss.backward()\n";

    @TempDir
    Path folder;

    private Path repository;

    @BeforeEach
    void makeRepository() throws IOException {
        repository = folder.toRealPath().resolve("repository");
        Files.createDirectories(repository.resolve("fixtures/digits"));
        for (String script : List.of("eval.py", "export.py", "infer.py")) {
            write(script, "import sys\nprint(sys.argv)\n");
        }
    }

    private void write(String file, String text) throws IOException {
        Path path = repository.resolve("fixtures/digits").resolve(file);
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, text);
    }

    private ScriptProblems look(String trainLine) {
        Path config = DigitsConfigs.altered(folder.resolve("config.txt"), 15, trainLine);
        ChainPlan plan = Plans.of(config, Plans.request("digits", repository, PYTHON));
        try (ProcessRunner runner = new ProcessRunner()) {
            return new ScriptProblems(plan, ScriptLook.at(plan, PYTHON, runner));
        }
    }

    private List<String> refused() {
        return look("norm_train:fixtures/digits/train.py --config=a.yaml --epoch_s=3 --lr=-0.1").options().stream()
                .map(Problem::text)
                .toList();
    }

    @Test
    void option_that_no_parser_knows_is_told_with_the_one_that_was_meant() throws IOException {
        write("train.py", "import argparse\n" + TAKES + "args = parser.parse_args()\n");

        assertThat(refused()).anySatisfy(text -> assertThat(text)
                .contains("train.py takes no option --epoch_s", "--config, --epochs", "write --epochs"));
    }

    @Test
    void parser_of_an_imported_module_counts_whatever_its_form() throws IOException {
        write("tools/__init__.py", "");
        write("train.py", "from tools import arg\nargs = arg.parse_args()\n");
        write(
                "tools/arg.py",
                "import argparse\nimport functools\n"
                        + "def add_arguments(name, type, default, help, argparser):\n"
                        + "    argparser.add_argument('--' + name, default=default, type=type, help=help)\n"
                        + "class Parser(argparse.ArgumentParser):\n    def parse_args(self, argv=None):\n"
                        + "        return super().parse_args(argv)\n"
                        + "def parse_args():\n    parser = Parser()\n"
                        + "    add = functools.partial(add_arguments, argparser=parser)\n"
                        + "    add('epoch_s', int, 1, '')\n    add('config', str, '', '')\n"
                        + "    return parser.parse_args()\n");

        assertThat(refused())
                .anySatisfy(text -> assertThat(text).contains("option --lr"))
                .noneSatisfy(text -> assertThat(text).contains("takes no option --epoch_s"));
    }

    @Test
    void parser_that_is_not_wholly_understood_is_not_spoken_of() throws IOException {
        for (String rest : List.of(
                "args, rest = parser.parse_known_args()\n",
                "import sys\nfor word in sys.argv[1:]:\n    pass\nparser.parse_args()\n",
                "for name in fields():\n    parser.add_argument('--' + name)\nparser.parse_args()\n",
                "from elsewhere import add_more\nadd_more(parser)\nparser.parse_args()\n",
                "parser.add_argument('rest', nargs=argparse.REMAINDER)\nparser.parse_args()\n",
                "from absl import flags\nparser.parse_args()\n",
                "from elsewhere import parser as other\nother.parse_args()\n",
                "def (:\n")) {
            write("train.py", "import argparse\n" + TAKES + rest);

            assertThat(refused()).as(rest).isEmpty();
        }
    }

    private List<String> unseeded(String command) {
        ScriptProblems problems = look(command);
        return problems.unseeded().stream().map(Problem::text).toList();
    }

    @Test
    void training_that_seeds_nothing_is_told_and_how_to_seed() throws IOException {
        write("train.py", "import paddle\n" + TRAINS);

        assertThat(unseeded("norm_train:fixtures/digits/train.py"))
                .singleElement()
                .asString()
                .contains("paddle.seed(0)");
    }

    @Test
    void seed_of_the_script_itself_that_an_option_sets_is_told_though_other_code_may_seed_as_well() throws IOException {
        write(
                "train.py",
                "import argparse\nimport importlib\nimport paddle\nimport tools\n" + TAKES
                        + "parser.add_argument('--enable_ce', type=bool, default=False)\nargs = parser.parse_args()\n"
                        + "if args.enable_ce:\n    paddle.seed(0)\nimportlib.import_module('more')\n" + TRAINS);
        write("tools.py", "import paddle\ndef search(args):\n    paddle.seed(3)\nsearch(1)\n");

        assertThat(look("norm_train:fixtures/digits/train.py").seedOfItsScriptSwitchedOff())
                .hasValueSatisfying(told ->
                        assertThat(told.text()).contains("train.py:", "--enable_ce", "seeds with --enable_ce only"));
        assertThat(look("norm_train:fixtures/digits/train.py --enable_ce=True").seedOfItsScriptSwitchedOff())
                .isEmpty();
    }

    @Test
    void seed_that_only_an_option_sets_is_told_with_the_option_and_not_where_it_is_given() throws IOException {
        write(
                "train.py",
                "import argparse\n" + TAKES + "args = parser.parse_args()\n"
                        + "if args.seed is not None:\n    paddle.seed(args.seed)\n" + TRAINS);

        assertThat(unseeded("norm_train:fixtures/digits/train.py"))
                .singleElement()
                .asString()
                .contains("train.py:9", "add --seed to the command");
        assertThat(unseeded("norm_train:fixtures/digits/train.py --seed=3")).isEmpty();
    }

    @Test
    void draws_that_paddles_seed_does_not_reach_are_told() throws IOException {
        String text = "import random\nimport numpy as np\nimport paddle\npaddle.seed(1)\nnp.random.seed(1)\n"
                + "x = np.random.rand(3)\ny = random.random()\n" + TRAINS;
        write("train.py", text);

        assertThat(unseeded("norm_train:fixtures/digits/train.py"))
                .singleElement()
                .asString()
                .contains("train.py:7 (random.random)", "call random.seed(0)")
                .doesNotContain("numpy.random.seed(0)");

        write("train.py", text.replace("paddle.seed(1)\n", "paddle.seed(1)\nrandom.seed(1)\n"));

        assertThat(unseeded("norm_train:fixtures/digits/train.py")).isEmpty();
    }

    private List<String> racing(String command) {
        return look(command).racing().stream().map(Problem::text).toList();
    }

    @Test
    void draws_of_a_loading_thread_beside_those_of_dropout_are_told() throws IOException {
        String train = "import random\nimport paddle\nfrom transforms import Crop\npaddle.seed(1)\nrandom.seed(1)\n"
                + "data = Data(Crop())\nloader = paddle.io.DataLoader(data, num_workers=args.workers)\ndrop = paddle.nn.Dropout(0.2)\n"
                + TRAINS;
        String crop =
                "import paddle\nclass Crop:\n    def __call__(self, x):\n        return x[paddle.randint(0, 3).item():]\n";
        write("train.py", train);
        write("transforms.py", crop);
        String alone = "norm_train:fixtures/digits/train.py --workers=0";

        assertThat(racing(alone))
                .singleElement()
                .asString()
                .contains("transforms.py:4 (paddle.randint)", "Python's random module");
        assertThat(racing("norm_train:fixtures/digits/train.py --workers=2"))
                .as("workers draw by themselves")
                .isEmpty();
        assertThat(racing("norm_train:fixtures/digits/train.py"))
                .as("a number that is not known")
                .isEmpty();

        write("train.py", train.replace(", num_workers=args.workers", ""));
        assertThat(racing("norm_train:fixtures/digits/train.py"))
                .as("none is Paddle's own choice")
                .hasSize(1);

        write("train.py", train.replace("drop = paddle.nn.Dropout(0.2)\n", ""));
        assertThat(racing(alone)).as("nobody else draws").isEmpty();

        write("train.py", train);
        write("transforms.py", crop.replace("paddle.randint(0, 3).item()", "random.randint(0, 3)"));
        assertThat(racing(alone)).as("a generator of its own").isEmpty();
    }

    @Test
    void draws_of_a_transform_that_nothing_names_are_not_told() throws IOException {
        String train = "import random\nimport paddle\nimport transforms\nfrom transforms import Crop\npaddle.seed(1)\n"
                + "random.seed(1)\nloader = paddle.io.DataLoader(data, num_workers=args.workers)\n"
                + "drop = paddle.nn.Dropout(0.2)\n" + TRAINS;
        write("train.py", train);
        write(
                "transforms.py",
                "import paddle\n__all__ = ['Crop', 'Flip']\nclass Crop:\n    def __call__(self, x):\n"
                        + "        return super(Crop, self).__call__(x)[paddle.randint(0, 3).item():]\n");
        String alone = "norm_train:fixtures/digits/train.py --workers=0";
        String configured = alone + " -c configs/digits.yml";
        write("configs/digits.yml", "_BASE_: ['base/reader.yml']\n");
        write("configs/base/reader.yml", "transforms:\n  - Flip: {}\n");

        assertThat(racing(alone)).isEmpty();
        assertThat(racing(configured)).isEmpty();

        write("configs/base/reader.yml", "transforms:\n  - Crop: {size: 3}\n");
        assertThat(racing(configured)).as("made of a file of settings").hasSize(1);

        write("train.py", train + "data = [transforms.Crop()]\n");
        assertThat(racing(alone)).as("made by the script").hasSize(1);
    }

    @Test
    void seeds_of_a_helper_and_of_code_elsewhere_count() throws IOException {
        write("train.py", "from util import set_seed\nset_seed(2)\n" + TRAINS);
        write(
                "util.py",
                "import random, numpy, paddle\ndef set_seed(s):\n    paddle.seed(s)\n    numpy.random.seed(s)\n"
                        + "    random.seed(s)\n");

        assertThat(unseeded("norm_train:fixtures/digits/train.py")).isEmpty();

        write("train.py", "from paddlenlp.trainer import Trainer\nTrainer(model).train()\n" + TRAINS);

        assertThat(unseeded("norm_train:fixtures/digits/train.py")).isEmpty();

        write("train.py", "import elsewhere\nelsewhere.train()\n");

        assertThat(look("norm_train:fixtures/digits/train.py").knowSeeds()).isFalse();
    }
}
