// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.chain.Plans;
import org.tipcjunit.config.DigitsConfigs;
import org.tipcjunit.finding.FailureMessage;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.process.Termination;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.text.Readme;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.ChainRequest;

class DocumentationTests {

    private static final String ENGLISH = """
            # Digits

            ## Train

            ```bash
            python3 fixtures/digits/train.py --config=fixtures/digits/configs/digits.yaml \\
                --use_gpu=False --output_dir=output
            ```

            ## Predict

            ```bash
            $ python predict.py --weights output/latest.pdparams --image_dir=images
            ```

            ### Prediction results

            ```text
            0007.png: class 3, score 0.91, top3: 3=0.91 5=0.04 8=0.01
            0011.png: class 5, score 0.88, top3: 5=0.88 3=0.05 8=0.01
            ```

            ## Inference

            ```bash
            python3 fixtures/digits/infer.py --model_dir=output/inference --image_dir=images
            ```

            ```text
            0007.png: class 3, score 0.91, top3: 3=0.91 5=0.04 8=0.01
            ```
            """;

    private static final List<Path> IMAGES =
            List.of(Path.of("/repo/images/0007.png"), Path.of("/repo/images/0011.png"));

    private static final String[] PRINTED = {
        "0007.png: class 3, score 0.98, top3: 3=0.98 8=0.01 5=0.00",
        "0011.png: class 5, score 0.97, top3: 5=0.97 1=0.01 2=0.01"
    };

    @Test
    void tells_planned_commands_that_the_readme_does_not_show_before_they_run(@TempDir Path repository) {
        ChainPlan plan =
                Plans.of(DigitsConfigs.lite(), Plans.request("digits", repository, Path.of("/env/bin/python")));
        String documented = plan.commands().values().stream()
                .map(stage -> "```bash\n" + stage.command().commandLine() + "\n```\n")
                .collect(Collectors.joining("\n"));

        assertThat(Documentation.beforehand(Readme.of(Path.of("README.md"), documented), plan))
                .isEmpty();
        assertThat(Documentation.beforehand(
                        Readme.of(Path.of("README.md"), documented.replace("--cpu_threads=1", "--cpu_threads=9")),
                        plan))
                .singleElement()
                .satisfies(problem -> assertThat(problem.text())
                        .contains(
                                "the README does not show the command of infer as it is planned",
                                "documents --cpu_threads 9, the run had 1"));
    }

    @Test
    void tells_once_that_the_readme_shows_no_planned_command_and_that_the_run_writes_them(@TempDir Path repository) {
        ChainPlan plan =
                Plans.of(DigitsConfigs.lite(), Plans.request("digits", repository, Path.of("/env/bin/python")));

        assertThat(Documentation.beforehand(Readme.of(Path.of("README.md"), "# Digits\n"), plan))
                .singleElement()
                .satisfies(problem -> assertThat(problem.text())
                        .startsWith("the README shows none of the planned commands")
                        .contains("train.py", "eval.py", "infer.py", "it writes the missing section")
                        .doesNotContain("/env/bin"));
        assertThat(Documentation.beforehand(
                        Readme.of(Path.of("README.md"), "```bash\npython eval.py --weights=w\n```\n"), plan))
                .as("what is there in part is told command by command")
                .hasSizeGreaterThan(1)
                .noneMatch(problem -> problem.remedy().contains("/env/bin"));
    }

    @Test
    void tells_before_anything_runs_that_no_prediction_is_named_which_a_readme_has_to_show(@TempDir Path repository) {
        ChainRequest request = Plans.request("digits", repository, Path.of("/env/bin/python"));

        assertThat(Documentation.unnamedPrediction(Plans.of(DigitsConfigs.lite(), request)))
                .hasValueSatisfying(problem -> assertThat(problem.text())
                        .startsWith("no prediction command was named")
                        .contains("--predict", "predict.py --weights={weights} --image_dir={images}"));
        assertThat(Documentation.unnamedPrediction(Plans.of(
                        DigitsConfigs.lite(),
                        request.withWishes(ChainRequest.Wishes.none()
                                .withPredict(Optional.of("predict.py --weights={weights} --image_dir={images}"))))))
                .isEmpty();
    }

    @Test
    void an_empty_readme_gets_one_remedy_for_all_that_it_lacks() {
        assertThat(FailureMessage.of(judge("# Digits\n", stages()))).isEqualTo("""
                        [4.1.3-4] @ReadmeDocuments failed for digits: the README shows no command and no result of this run
                          expected: README.md holds a command for each script as it ran, and results of prediction and of inference
                          observed: README.md has no shell block that runs train.py, predict.py, infer.py
                          remedy:   copy the section for the README into it, which this run wrote with its commands and results""");
    }

    @Test
    void names_the_comment_that_hides_what_a_readme_documents() {
        assertThat(judge("# Digits\n\n<!-- TODO proofread\n" + ENGLISH + "\n-->\n", stages())
                        .observed())
                .isEqualTo("README.md has no shell block that runs train.py, predict.py, infer.py\nlines 3 to "
                        + (ENGLISH.lines().count() + 5)
                        + " of README.md are an HTML comment: what stands in it documents"
                        + " nothing");
        assertThat(judge("<!-- A licence,\nof two lines. -->\n\n# Digits\n", stages())
                        .observed())
                .isEqualTo("README.md has no shell block that runs train.py, predict.py, infer.py");
    }

    @Test
    void passes_a_readme_that_documents_what_ran() {
        Finding finding = judge(ENGLISH, stages());

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.summary()).isEqualTo("the README documents 3 commands and the results");
        assertThat(finding.observed()).isEqualTo("train.py at line 6; predict.py at line 13; infer.py at line 26");
        assertThat(finding.figures())
                .containsExactly(
                        Figure.of("documented results of prediction", 2, "images"),
                        Figure.of("documented results of prediction that agree", 2, "images"),
                        Figure.of("documented results of inference", 1, "images"),
                        Figure.of("documented results of inference that agree", 1, "images"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<pre>%n0007.png: class 3, score 0.91%n%n0011.png: class 5, score 0.88%n</pre>",
                "<details><summary>output</summary>%n<pre><code>%n0007.png: class 3, score 0.91</code></pre>%n</details>",
                "> 0007.png: class 3, score 0.91%n> 0011.png: class 5, score 0.88",
                "| image | class | score |%n|---|---|---|%n| 0007.png | 3 | 0.91 |%n| 0011.png | 5 | 0.88 |",
                "<table>%n<tr><th>image</th><th>class</th><th>score</th></tr>%n<tr><td>0007.png</td><td>3</td><td>0.91</td></tr>"
                        + "%n</table>"
            })
    void finds_results_in_other_blocks_than_code(String form) {
        String results = form.replace("%n", "\n");
        String readme = ENGLISH.replaceFirst("(?s)```text.*?```", results.replace("$", "\\$"));

        Finding finding = judge(readme, stages());

        assertThat(finding.verdict()).as(finding.observed()).isEqualTo(Verdict.PASS);
        assertThat(judge(
                                readme.replace("class 3,", "class 4,")
                                        .replace("| 3 |", "| 4 |")
                                        .replace("<td>3<", "<td>4<")
                                        .replace("class 5,", "class 6,")
                                        .replace("| 5 |", "| 6 |"),
                                stages())
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void passes_a_chinese_readme() {
        String chinese = ENGLISH.replace("Prediction results", "预测结果")
                .replace("## Predict", "## 预测")
                .replace("## Inference", "## 推理");

        assertThat(judge(chinese, stages()).isPass()).isTrue();
    }

    @Test
    void fails_a_script_without_a_command() {
        List<StageRun> stages = new ArrayList<>(stages());
        stages.add(Artifacts.stage(
                StageKind.EVALUATE, List.of("/home/me/env/bin/python3.9", "fixtures/digits/eval.py", "--weights=w")));

        assertThat(FailureMessage.of(judge(ENGLISH, stages))).isEqualTo("""
                        [4.1.3-4] @ReadmeDocuments failed for digits: the README shows no command for eval.py
                          expected: README.md holds a command for each script as it ran, and results of prediction and of inference
                          observed: README.md has no shell block that runs eval.py
                          remedy:   add a ```bash block with: python fixtures/digits/eval.py --weights=w""");
    }

    @Test
    void leaves_a_service_to_the_document_of_its_deployment() {
        List<StageRun> stages = new ArrayList<>(stages());
        stages.add(Artifacts.stage(StageKind.CONVERT, List.of("python3", "-m", "paddle_serving_client.convert")));
        stages.add(Artifacts.stage(
                StageKind.SERVE, List.of("python3", "web_service.py"), new Termination.Dismissed(), List.of()));
        stages.add(Artifacts.stage(StageKind.REQUEST, List.of("python3", "http_client.py"), PRINTED));

        Finding finding = judge(ENGLISH, stages);

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.summary()).isEqualTo("the README documents 3 commands and the results");
    }

    @Test
    void fails_an_option_that_the_run_did_not_have() {
        String readme = ENGLISH.replace("--weights output/latest.pdparams", "--weight output/latest.pdparams");

        assertThat(FailureMessage.of(judge(readme, stages()))).isEqualTo("""
                        [4.1.3-4] @ReadmeDocuments failed for digits: the README's command for predict.py is not the one that ran
                          expected: README.md holds a command for each script as it ran, and results of prediction and of inference
                          observed: README.md:13 documents --weight, which the run did not have; lacks --weights, which the run had
                          remedy:   make the README's command and the test_tipc config say the same; options that the test chooses can be declared free""");
    }

    @Test
    void fails_another_value() {
        String readme = ENGLISH.replace("--use_gpu=False", "--use_gpu=True");

        assertThat(judge(readme, stages()).observed())
                .isEqualTo("README.md:6 documents --use_gpu True, the run had False");
    }

    @Test
    void fails_another_configuration() {
        String readme = ENGLISH.replace("configs/digits.yaml", "configs/other.yaml");

        assertThat(judge(readme, stages()).observed())
                .isEqualTo("README.md:6 documents --config fixtures/digits/configs/other.yaml, the run had"
                        + " fixtures/digits/configs/digits.yaml");
    }

    @Test
    void the_only_sample_may_have_results_of_other_weights_before_those_of_this_run() {
        List<StageRun> stages = stages(new String[] {"class_id: 3, prob: 0.98"});
        String now = ENGLISH.replaceAll("0007\\.png: class 3, .*", "class_id: 3, prob: 0.91")
                .replaceAll("0011\\.png: .*\\n", "");
        String released = "### Prediction results\n\n```text\nclass_id: 7, prob: 0.55\n```\n\n";

        assertThat(judgeFirst(now.replace("### Prediction results", released + "### Prediction results"), stages)
                        .isPass())
                .isTrue();
        assertThat(judgeFirst(now.replaceFirst("class_id: 3", "class_id: 7"), stages)
                        .summary())
                .isEqualTo("the README's results of prediction are not those of this run");
    }

    private static Finding judgeFirst(String readme, List<StageRun> stages) {
        return new Documentation(Documentation.Parameters.defaults())
                .judge(readme(readme), stages, IMAGES.subList(0, 1));
    }

    @Test
    void names_the_line_that_lost_its_backslash() {
        Finding finding = judge(ENGLISH.replace("digits.yaml \\\n", "digits.yaml\n"), stages());

        assertThat(finding.summary()).isEqualTo("the README's command for train.py is not the one that ran");
        assertThat(finding.observed())
                .isEqualTo(
                        "README.md:6 ends without a backslash, and line 7 begins with an option: a shell takes them for two"
                                + " commands");
        assertThat(finding.remedy()).isEqualTo("put a backslash at the end of line 6");
    }

    @Test
    void takes_the_documented_command_that_fits_best() {
        String readme = ENGLISH.replace(
                "## Predict",
                "```bash\npython3 train.py --epochs=1\npython3 train.py --resume=True\n```\n\n## Predict");

        assertThat(judge(readme, stages()).isPass()).isTrue();
    }

    @Test
    void leaves_options_free_that_the_test_chooses() {
        List<StageRun> stages = new ArrayList<>(stages());
        StageRun train = stages.get(0);
        List<String> argv = new ArrayList<>(train.outcome().command().argv());
        argv.add("--epochs=12");
        stages.set(0, Artifacts.stage(StageKind.TRAIN, argv));
        Documentation lenient = new Documentation(new Documentation.Parameters(Set.of("--epochs", "--use_gpu"), 0.5));

        assertThat(judge(ENGLISH, stages).observed()).isEqualTo("README.md:6 lacks --epochs, which the run had");
        assertThat(lenient.judge(readme(ENGLISH), stages, IMAGES).isPass()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Prediction results", "预测结果"})
    void fails_a_readme_without_results_of_prediction(String heading) {
        String readme = ENGLISH.replace("Prediction results", heading)
                .replace(
                        "0007.png: class 3, score 0.91, top3: 3=0.91 5=0.04 8=0.01\n0011.png: class 5",
                        "0099.png: class 5");

        Finding finding = judge(readme, stages());

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the README shows no result of prediction");
    }

    @Test
    void does_not_take_a_prediction_for_an_inference() {
        String readme = ENGLISH.substring(0, ENGLISH.lastIndexOf("```text"));

        assertThat(FailureMessage.of(judge(readme, stages()))).isEqualTo("""
                        [4.1.3-4] @ReadmeDocuments failed for digits: the README shows no result of inference
                          expected: README.md holds a command for each script as it ran, and results of prediction and of inference
                          observed: README.md has no code block under a heading with inference (推理) that mentions a test image of this run
                          remedy:   add a heading with inference (推理) and a ```text block with lines that infer.py printed""");
    }

    @Test
    void fails_results_of_another_run() {
        String readme = ENGLISH.replace("class 3", "class 4").replace("class 5", "class 6");

        assertThat(FailureMessage.of(judge(readme, stages()))).isEqualTo("""
                        [4.1.3-4] @ReadmeDocuments failed for digits: the README's results of prediction are not those of this run
                          expected: README.md holds a command for each script as it ran, and results of prediction and of inference
                          observed: 0 of 2 documented images agree
                                    README.md:19 documents: 0007.png: class 4, score 0.91, top3: 3=0.91 5=0.04 8=0.01
                                    predict.py printed: 0007.png: class 3, score 0.98, top3: 3=0.98 8=0.01 5=0.00
                                    0 of 1 documented image agree
                                    README.md:30 documents: 0007.png: class 4, score 0.91, top3: 3=0.91 5=0.04 8=0.01
                                    infer.py printed: 0007.png: class 3, score 0.98, top3: 3=0.98 8=0.01 5=0.00
                          remedy:   replace the results in the README by what predict.py prints
                                    replace the results in the README by what infer.py prints""");
    }

    @Test
    void accepts_results_of_which_half_agree() {
        String readme = ENGLISH.replace("class 5", "class 6");

        assertThat(judge(readme, stages()).isPass()).isTrue();
        assertThat(new Documentation(new Documentation.Parameters(Set.of(), 1))
                        .judge(readme(readme), stages(), IMAGES)
                        .summary())
                .isEqualTo("the README's results of prediction are not those of this run");
    }

    @Test
    void fails_a_missing_readme() {
        Finding finding = new Documentation(Documentation.Parameters.defaults())
                .judge(Readme.read(Path.of("no/such/README.md")), stages(), IMAGES);

        assertThat(FailureMessage.of(finding)).isEqualTo("""
                        [4.1.3-4] @ReadmeDocuments failed for digits: the README cannot be read
                          expected: no/such/README.md holds a command for each script as it ran, and results of prediction and of inference
                          observed: no/such/README.md: there is no such file
                          remedy:   give the README's path, relative to the project""");
    }

    @Test
    void reports_a_stage_that_failed() {
        StageRun failed =
                Artifacts.stage(StageKind.TRAIN, List.of("python3", "train.py"), new Termination.Exited(1), List.of());

        assertThat(judge(ENGLISH, List.of(failed)).summary())
                .isEqualTo("the train stage did not end well: exit status 1");
    }

    @Test
    void refuses_an_agreement_that_demands_nothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Documentation.Parameters(Set.of(), 0));
    }

    private static List<StageRun> stages() {
        return stages(PRINTED);
    }

    private static List<StageRun> stages(String[] printed) {
        return List.of(
                Artifacts.stage(
                        StageKind.TRAIN,
                        List.of(
                                "/venv/bin/python",
                                "fixtures/digits/train.py",
                                "--config=fixtures/digits/configs/digits.yaml",
                                "--use_gpu=False",
                                "--output_dir=/run/train")),
                Artifacts.stage(
                        StageKind.PREDICT,
                        List.of(
                                "/venv/bin/python",
                                "fixtures/digits/predict.py",
                                "--weights=/run/train/latest.pdparams",
                                "--image_dir=fixtures/digits/images"),
                        printed),
                Artifacts.stage(
                        StageKind.INFER,
                        List.of(
                                "/venv/bin/python",
                                "fixtures/digits/infer.py",
                                "--model_dir=/run/export",
                                "--image_dir=fixtures/digits/images"),
                        printed));
    }

    private static Finding judge(String readme, List<StageRun> stages) {
        return new Documentation(Documentation.Parameters.defaults()).judge(readme(readme), stages, IMAGES);
    }

    private static Readme readme(String text) {
        return Readme.of(Path.of("README.md"), text);
    }
}
