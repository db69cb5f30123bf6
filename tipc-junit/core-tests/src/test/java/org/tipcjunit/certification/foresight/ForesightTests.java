// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.certification.GuideDemands;
import org.tipcjunit.chain.Plans;
import org.tipcjunit.config.DigitsConfigs;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.ChainRequest;
import org.tipcjunit.stage.PlannedStage;

class ForesightTests {

    private static final List<String> SCRIPTS = List.of("train.py", "eval.py", "export.py", "infer.py");

    @TempDir
    Path folder;

    private Path repository;

    @BeforeEach
    void makeRepository() throws IOException {
        repository = folder.toRealPath().resolve("repository");
        Files.createDirectories(repository.resolve("fixtures/digits/images"));
        for (String script : SCRIPTS) {
            write("fixtures/digits/" + script, "import paddle\n");
        }
    }

    private void write(String file, String text) throws IOException {
        Path path = repository.resolve(file);
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, text);
    }

    private ChainPlan plan(Path config) {
        return Plans.of(config, Plans.request("digits", repository, Path.of("/env/bin/python")));
    }

    private List<String> told(Path config) {
        return told(plan(config));
    }

    private static List<Problem> problems(ChainPlan plan) {
        return new Foresight(plan, 100, ScriptLook.none(), ModuleLook.none()).problems();
    }

    private static List<String> told(ChainPlan plan) {
        return problems(plan).stream().map(Problem::what).toList();
    }

    @Test
    void nothing_is_told_of_a_repository_that_has_all() throws IOException {
        write("fixtures/digits/train.py", "paddle.seed(7)\n");

        assertThat(told(DigitsConfigs.lite())).isEmpty();
    }

    @Test
    void stages_that_the_config_has_no_command_for_are_told_where_something_is_demanded_of_them() {
        Path config = DigitsConfigs.altered(
                folder.resolve("train_infer_python.txt"),
                23,
                "eval:null",
                29,
                "norm_export:null",
                39,
                "inference:null");
        List<Demand<?>> demands = List.copyOf(GuideDemands.ofBaseChain().values());

        assertThat(new UnnamedStages(plan(config), demands).problems())
                .extracting(Problem::what)
                .satisfiesExactly(
                        evaluation -> assertThat(evaluation)
                                .startsWith("the config names no evaluation, so that @MetricReaches cannot be judged"),
                        export -> assertThat(export)
                                .startsWith(
                                        "the config names no export, so that @ExportsInferenceModel cannot be judged"),
                        inference -> assertThat(inference)
                                .startsWith("the config names no inference, so that @InferenceMatchesPrediction"));
        assertThat(new UnnamedStages(plan(config), List.of(demands.get(0))).problems())
                .as("a training alone")
                .isEmpty();
        assertThat(new UnnamedStages(plan(DigitsConfigs.lite()), demands).problems())
                .isEmpty();
    }

    @Test
    void weights_that_a_training_downloads_are_told() throws IOException {
        write("fixtures/digits/train.py", "paddle.seed(7)\n");
        write("fixtures/digits/configs/digits.yaml", "net:\n  pretrained: True  # of ImageNet\n  pretrain_depth: 3\n");

        assertThat(told(DigitsConfigs.lite()))
                .containsExactly("the training begins with weights that it downloads: pretrained: True  # of ImageNet");

        write("fixtures/digits/configs/digits.yaml", "net:\n  pretrained: False\n");

        assertThat(told(DigitsConfigs.lite())).isEmpty();
    }

    @Test
    void weights_of_the_repository_that_are_taken_instead_of_the_trained_ones_are_told() throws IOException {
        write("fixtures/digits/train.py", "paddle.seed(7)\n");
        write("logs/net.pdparams", "released");
        ChainPlan plan = plan(DigitsConfigs.lite());
        String trained = plan.facts().checkpoint().orElseThrow().toString();

        assertThat(told(running(
                        plan,
                        "export",
                        "--logdir=logs",
                        "--save_dir=" + Path.of(trained).getParent())))
                .containsExactly(
                        "the export command takes the weights logs/net.pdparams, which lie in the repository already,"
                                + " and not those that are trained");
        assertThat(told(running(plan, "evaluate", "--logdir", "logs", "--weights", trained)))
                .as("a teacher beside the trained weights")
                .isEmpty();
        assertThat(told(running(plan, "evaluate", "--out", "logs")))
                .singleElement()
                .asString()
                .startsWith("the evaluate command is not given the weights that are trained");
    }

    @Test
    void pointers_of_git_lfs_and_what_a_file_manager_left_among_the_images_are_told() throws IOException {
        write("fixtures/digits/train.py", "paddle.seed(7)\n");
        write(
                "fixtures/digits/data/lite/train/0.png",
                "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n");
        write("fixtures/digits/images/.DS_Store", "Bud1");

        assertThat(told(DigitsConfigs.lite()))
                .containsExactly(
                        "Git LFS has not fetched what commands are given: fixtures/digits/data/lite/train/0.png only point to"
                                + " it",
                        "the folder of the test images holds what is none: fixtures/digits/images/.DS_Store; a script that"
                                + " reads each file of the folder fails");
    }

    @Test
    void data_that_commands_are_given_and_git_ignores_are_told_with_their_folders() throws Exception {
        new ProcessBuilder("git", "init", "-q", repository.toString()).start().waitFor();
        write(".gitignore", "tiny\nbuilt\noutput\nweights.bin\n");
        write("fixtures/digits/train.py", "paddle.seed(7)\n");
        write("tiny/train/0.png", "");
        write("tiny/list.txt", "");
        write("built/list.txt", "");
        write("output/old.txt", "");
        write("listed/0.png", "");
        ChainPlan plan = running(
                plan(DigitsConfigs.lite()),
                "train",
                "--data_root=tiny/",
                "--list",
                "tiny/list.txt",
                "--save_dir=built",
                "--work",
                "built",
                "--to=output",
                "--other=listed",
                "--gone=weights.bin");

        assertThat(new Foresight(plan, 100, ScriptLook.none(), ModuleLook.none()).problems())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.text())
                                .isEqualTo(
                                        "git ignores what commands are given, so that the working copy will lack it: tiny\n"
                                                + "  remedy: name it with --data tiny, or data= in certification.properties, and it is copied"));
        ChainRequest.Workspace named = new ChainRequest.Workspace(List.of(Path.of("tiny")), List.of(), false, false);
        assertThat(told(new ChainPlan(
                        plan.facts(),
                        plan.commands(),
                        plan.parts(),
                        plan.changes(),
                        plan.notRun(),
                        plan.request().withWorkspace(named))))
                .isEmpty();
    }

    @Test
    void images_that_the_inference_is_given_and_the_prediction_is_not_are_told() throws IOException {
        write("fixtures/digits/train.py", "paddle.seed(7)\n");
        write("fixtures/digits/predict.py", "import paddle\n");
        write("others/0.png", "");
        write("demo/seven.png", "");
        ChainRequest request = Plans.request("digits", repository, Path.of("/env/bin/python"));
        ChainRequest.Wishes predicting = request.wishes()
                .withPredict(Optional.of("fixtures/digits/predict.py --weights={weights} --image_dir={images}"));

        Path config = DigitsConfigs.altered(
                folder.resolve("train_infer_python.txt"),
                39,
                "inference:fixtures/digits/infer.py --source=others",
                47,
                "null:null");

        ChainPlan other = Plans.of(config, request.withWishes(predicting.withImages(Optional.of("demo/seven.png"))));
        assertThat(problems(other)).singleElement().satisfies(problem -> assertThat(problem.text())
                .startsWith("predict.py and infer.py were given different files\n  observed: predict.py was given"
                        + " seven.png, infer.py 0.png by --source="));
        assertThat(told(Plans.of(config, request.withWishes(predicting.withImages(Optional.of("others"))))))
                .isEmpty();
    }

    @Test
    void line_with_data_of_the_repository_that_no_command_is_given_is_told() throws IOException {
        write("fixtures/digits/train.py", "paddle.seed(7)\n");
        write("tiny/sample.npy", "");
        write(
                "test_tipc/configs/m/train_infer_python.txt",
                "--epochs:2\n--data-path:./tiny/sample.npy\n--other:./gone.npy\n");
        ChainPlan plan = plan(DigitsConfigs.lite());

        assertThat(problems(plan)).singleElement().satisfies(problem -> assertThat(problem.text())
                .isEqualTo("test_tipc/configs/m/train_infer_python.txt:2: no command is given --data-path"
                        + " ./tiny/sample.npy, which this line holds: the script that reads the config passes it on to"
                        + " none\n  remedy: write --data-path=./tiny/sample.npy into the command that is to have it,"
                        + " in its own line"));
        assertThat(told(running(plan, "infer", "--data-path=tiny/sample.npy"))).isEmpty();
    }

    @Test
    void number_of_the_training_that_no_command_is_given_is_told() throws IOException {
        write("fixtures/digits/train.py", "paddle.seed(7)\n");
        write("test_tipc/configs/m/train_infer_python.txt", """
                model_name:m
                --n_epoch:lite_train_lite_infer=14|whole_train_whole_infer=100
                --epochs:lite_train_lite_infer=12|whole_train_whole_infer=10
                --seed:whole_train_whole_infer=1
                ##
                --topk:5
                """);

        assertThat(told(plan(DigitsConfigs.lite())))
                .containsExactly(
                        "no command is given --n_epoch 14, which this line holds: the script that reads the config passes"
                                + " it on to none");
    }

    @Test
    void command_that_is_given_the_values_of_all_modes_is_told() throws IOException {
        write("fixtures/digits/train.py", "paddle.seed(7)\n");

        assertThat(told(running(
                        plan(DigitsConfigs.lite()), "train", "--n_epoch=lite_train_lite_infer=14", "whole_infer=3")))
                .containsExactly(
                        "the command of train is given --n_epoch=lite_train_lite_infer=14: the script that reads the config takes"
                                + " no mode's value out of this line",
                        "the command of train is given whole_infer=3: the script that reads the config takes no mode's value out"
                                + " of this line");
    }

    @Test
    void script_whose_name_differs_by_capital_letters_is_named() throws IOException {
        write("fixtures/digits/train.py", "paddle.seed(7)\n");
        Files.move(repository.resolve("fixtures/digits/eval.py"), repository.resolve("fixtures/digits/Eval.py"));

        assertThat(problems(plan(DigitsConfigs.lite()))).singleElement().satisfies(problem -> assertThat(
                        problem.remedy())
                .startsWith("write fixtures/digits/Eval.py: names differ by capital letters too"));
    }

    @Test
    void weights_that_the_commands_own_line_names_are_told_with_the_line_and_what_to_write_there() throws IOException {
        write("fixtures/digits/train.py", "paddle.seed(7)\n");
        write("logs/net.pdparams", "released");
        Path config = repository.resolve("test_tipc/configs/m/train_infer_python.txt");
        Files.createDirectories(config.resolveSibling("."));
        Files.copy(
                DigitsConfigs.altered(
                        folder.resolve("train_infer_python.txt"),
                        23,
                        "eval:fixtures/digits/eval.py --model-path logs/net --all"),
                config);
        ChainPlan plan = Plans.of(config, Plans.request("digits", repository, Path.of("/env/bin/python")));

        assertThat(problems(running(plan, "evaluate", "--model-path", "logs/net")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.text())
                        .isEqualTo("test_tipc/configs/m/train_infer_python.txt:24: the evaluate command takes the"
                                + " weights logs/net.pdparams, which lie in the repository already, and not those that are"
                                + " trained\n  remedy: take --model-path logs/net out of this line, and let the config's line"
                                + " for the weights of the evaluate begin with --model-path, where the script that reads the"
                                + " config puts what is trained behind it (tipc plan shows that); otherwise write --model-path"
                                + " with test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams"
                                + " here"));
    }

    @Test
    void command_that_is_given_no_weights_is_told_where_the_training_saves_them() throws IOException {
        write("fixtures/digits/train.py", "paddle.seed(7)\n");
        ChainPlan plan = plan(DigitsConfigs.lite());

        assertThat(problems(running(plan, "evaluate", "--data_dir=fixtures/digits")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.text())
                        .isEqualTo(
                                "the evaluate command is not given the weights that are trained: no word of it leads to"
                                        + " test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams\n"
                                        + "  remedy: name their option in the config's line for the weights of the evaluate, where the"
                                        + " script that reads the config puts them behind it (tipc plan shows that); or write the option"
                                        + " with test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams,"
                                        + " or with its folder, into the command's own line"));
        // It may find what a training leaves that is not told where to.
        assertThat(told(running(running(plan, "train", "--epochs=12"), "evaluate", "--all")))
                .isEmpty();
    }

    private static ChainPlan running(ChainPlan plan, String stage, String... arguments) {
        Map<String, PlannedStage> commands = new LinkedHashMap<>(plan.commands());
        commands.computeIfPresent(
                stage,
                (name, planned) -> planned.withArguments(
                        Stream.concat(planned.argv().stream().limit(2), Stream.of(arguments))
                                .toList()));
        return new ChainPlan(plan.facts(), commands, plan.parts(), plan.changes(), plan.notRun(), plan.request());
    }

    @Test
    void missing_script_missing_images_and_what_would_fetch_them_are_told_together() throws IOException {
        write("fixtures/digits/train.py", "paddle.seed(7)\n");
        Files.delete(repository.resolve("fixtures/digits/infer.py"));
        Files.delete(repository.resolve("fixtures/digits/images"));
        write("test_tipc/prepare.sh", "# wget nothing\ncd data && wget https://example.org/data.tar\n");

        assertThat(told(DigitsConfigs.lite()))
                .containsExactly(
                        "the config runs fixtures/digits/infer.py, which the repository does not have",
                        "the test images fixtures/digits/images are not there",
                        "it would fetch https://example.org/data.tar, and is not run");
    }

    @Test
    void nothing_is_missing_of_a_repository_below_the_top_of_its_checkout() throws IOException {
        write("fixtures/digits/train.py", "paddle.seed(7)\n");
        Files.createDirectories(folder.resolve(".git"));

        assertThat(told(DigitsConfigs.lite())).isEmpty();
    }

    @Test
    void training_that_nothing_seeds_is_told() throws IOException {
        assertThat(told(DigitsConfigs.lite())).singleElement().asString().contains("sets a seed");

        write("configs/digits.yml", "Global:\n  seed: 3\n");

        assertThat(told(DigitsConfigs.lite())).isEmpty();
    }

    @Test
    void too_few_iterations_are_told() throws IOException {
        write("fixtures/digits/train.py", "paddle.seed(7)\n");
        Path config = DigitsConfigs.altered(folder.resolve("config.txt"), 6, "--iters:lite_train_lite_infer=20");

        assertThat(told(config))
                .containsExactly(
                        "the training has --iters=20, and losses of fewer than 100 iterations cannot be judged");
    }
}
