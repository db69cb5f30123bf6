// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.text.ImageMentions;
import org.tipcjunit.requirement.text.Readme;

class ReadmeSectionTests {

    private static final Path WORKSPACE = Path.of("/repo");

    private static final List<StageRun> RAN = List.of(
            Artifacts.stage(StageKind.TRAIN, List.of("/env/bin/python3.9", "train.py", "--epochs=2"), "loss: 0.1"),
            Artifacts.stage(
                    StageKind.PREDICT,
                    List.of("/env/bin/python3.9", "predict.py", "--weights=/repo/out/latest"),
                    "images : 0007.png",
                    "0007.png: class 3, score 0.98",
                    "0011.png: class 5, score 0.97"),
            Artifacts.stage(
                    StageKind.INFER,
                    List.of("/env/bin/python3.9", "infer.py", "--name=two words"),
                    "0007.png: class 3, score 0.98",
                    "0011.png: class 5, score 0.97"));

    private static final ImageMentions SAMPLES =
            new ImageMentions(List.of(Path.of("/repo/images/0007.png"), Path.of("/repo/images/0011.png")));

    private static String section(List<StageRun> ran) {
        return new ReadmeSection(WORKSPACE, Optional.of(new ReadmeSection.Value("digits", "top1", "0.97")))
                .of(ran, SAMPLES)
                .text();
    }

    @Test
    void a_readme_with_the_section_passes() {
        Finding finding = new Documentation(Documentation.Parameters.defaults())
                .judge(Readme.of(Path.of("README.md"), section(RAN)), RAN, SAMPLES);

        assertThat(finding.verdict()).as(finding.toString()).isEqualTo(Verdict.PASS);
    }

    @Test
    void it_documents_the_value_that_the_judge_of_the_metric_takes() {
        List<String> running = List.of("[1/2] top1: 0.5", "top1: 0.97", "best top1: 0.99");
        List<String> several = List.of("top1: 0.95", "top1: 0.96", "top1: 0.97");

        assertThat(ReadmeSection.Value.of("digits", "top1", running, "net"))
                .contains(new ReadmeSection.Value("digits", "top1", "0.97"));
        assertThat(ReadmeSection.Value.of("net", "top1", running, "net"))
                .contains(new ReadmeSection.Value("net", "top1", "0.97"));
        assertThat(ReadmeSection.Value.of("digits", "top1", several, "net")
                        .orElseThrow()
                        .printed())
                .isEqualTo("‹one value: the evaluation printed several, from 0.95 to 0.97›");
        assertThat(ReadmeSection.Value.of("digits", "top1", List.of("loss: 1"), "net")
                        .orElseThrow()
                        .printed())
                .isEqualTo("‹the value, which the evaluation did not print plainly›");
    }

    @Test
    void it_holds_commands_without_paths_of_this_machine_the_value_and_what_was_printed() {
        assertThat(section(RAN))
                .contains(
                        "python train.py --epochs=2\n",
                        "python predict.py --weights=out/latest\n",
                        "python infer.py '--name=two words'\n",
                        "| digits | 0.97 |",
                        "### Prediction results\n\n```text\n",
                        "0011.png: class 5, score 0.97")
                .doesNotContain("/repo", "/env", "images :");
    }

    @Test
    void the_command_that_predicts_stays_open_where_the_exported_layer_did_it_in_a_copy() {
        String text = new ReadmeSection(Path.of("/run/workspace"), Optional.empty())
                .of(List.of(RAN.get(1)), SAMPLES)
                .text();

        assertThat(text)
                .contains("```bash\n‹the command that predicts with the trained weights›\n```")
                .doesNotContain("predict.py", "cd ");
    }

    @Test
    void what_no_script_printed_stays_open() {
        StageRun silent = Artifacts.stage(StageKind.INFER, List.of("python", "infer.py"), "done");

        assertThat(section(List.of(RAN.get(0), RAN.get(1), silent))).contains("‹no line that was printed names a");
    }
}
