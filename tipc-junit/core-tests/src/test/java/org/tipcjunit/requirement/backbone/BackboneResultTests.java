// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.text.Readme;

class BackboneResultTests {

    private static final Path README = Path.of("README.md");
    private static final String TABLE = """
            | backbone | mAP | hyper-parameters |
            |---|---|---|
            | ResNet18 | 0.6214 | - |
            | MobileNetV1_x1_0 | 0.488 | batch size 16 |
            | MobileNetV3_small_x1_0 | `coming soon` | batch size 16 |
            """;

    private final Map<String, TrainingLog> logs = new LinkedHashMap<>(Map.of(
            "ResNet18",
            log(
                    "resnet.log",
                    "backbone: ResNet18",
                    "iteration 10: loss 3.51",
                    "iteration 20: loss 2.12",
                    "mAP: 0.6214"),
            "MobileNetV1_x1_0",
            log("v1.log", "backbone: MobileNetV1_x1_0", "iteration 10: loss 4.52", "mAP: 0.2011", "mAP: 0.4881")));

    @Test
    void passes_a_row_that_is_what_its_log_ends_with() {
        Finding finding = judge(TABLE);

        assertThat(finding.verdict()).as(finding.observed()).isEqualTo(Verdict.PASS);
        assertThat(finding.summary()).isEqualTo("the table and the log of MobileNetV1_x1_0 agree on mAP 0.488");
        assertThat(finding.figures())
                .containsExactly(
                        Figure.of("documented mAP", 0.488, ""),
                        Figure.text("hyper-parameters", "batch size 16").as(Figure.Key.HYPER_PARAMETERS));
    }

    @Test
    void another_value_fails() {
        Finding finding = judge(TABLE.replace("0.488", "0.489"));

        assertFails(
                finding,
                "the result of MobileNetV1_x1_0 is not what its log ends with",
                "README.md:4: mAP 0.489; v1.log ends with 0.4881");
    }

    @Test
    void the_result_of_another_backbone_fails() {
        Finding finding = judge(TABLE.replace("0.488", "0.621"));

        assertFails(
                finding,
                "the result of MobileNetV1_x1_0 is that of another backbone",
                "README.md:4: mAP 0.621; v1.log ends with 0.4881\n"
                        + "that is what the log of ResNet18 ends with, resnet.log");
    }

    @Test
    void a_copied_log_fails_though_its_name_was_changed() {
        logs.put(
                "MobileNetV1_x1_0",
                log(
                        "v1.log",
                        "backbone: MobileNetV1_x1_0",
                        "iteration 10: loss 3.51",
                        "iteration 20: loss 2.12",
                        "mAP: 0.4881"));

        assertFails(
                judge(TABLE),
                "the training log of MobileNetV1_x1_0 is a copy of that of ResNet18",
                "2 of 3 lines with numbers of v1.log stand in resnet.log");
    }

    @Test
    void a_log_that_names_another_backbone_fails() {
        logs.put("MobileNetV1_x1_0", log("v1.log", "backbone: ResNet18", "mAP: 0.4881"));

        assertFails(
                judge(TABLE),
                "the training log of MobileNetV1_x1_0 does not name it",
                "v1.log says MobileNetV1_x1_0 nowhere, but ResNet18");
    }

    @Test
    void a_log_without_the_metric_fails() {
        logs.put("MobileNetV1_x1_0", log("v1.log", "backbone: MobileNetV1_x1_0", "loss 4.52"));

        assertFails(
                judge(TABLE),
                "the training log of MobileNetV1_x1_0 ends with no mAP",
                "v1.log: 2 lines, none with mAP and a number");
    }

    @Test
    void a_metric_that_is_no_number_fails() {
        logs.put("MobileNetV1_x1_0", log("v1.log", "backbone: MobileNetV1_x1_0", "mAP: 0.4881", "mAP: nan"));

        assertFails(judge(TABLE), "the training log of MobileNetV1_x1_0 ends with no mAP", "v1.log: mAP nan");
    }

    @Test
    void a_missing_and_an_empty_log_fail(@TempDir Path folder) throws java.io.IOException {
        Path file = folder.resolve("v1.log");
        logs.put("MobileNetV1_x1_0", TrainingLog.read(file));
        assertFails(
                judge(TABLE), "the training log of MobileNetV1_x1_0 cannot be read", file + ": there is no such file");

        Files.writeString(file, "\n");
        logs.put("MobileNetV1_x1_0", TrainingLog.read(file));
        assertFails(judge(TABLE), "the training log of MobileNetV1_x1_0 cannot be read", file + ": it is empty");
    }

    @Test
    void a_backbone_without_a_row_fails() {
        assertFails(
                judge(TABLE.replace("| MobileNetV1_x1_0 |", "| MobileNetV1_x0_25 |")),
                "the README has no result for MobileNetV1_x1_0",
                "README.md has no table with a column mAP and a row MobileNetV1_x1_0");
    }

    @Test
    void two_results_fail() {
        assertFails(
                judge(TABLE + "| MobileNetV1_x1_0 | 0.5 | - |\n"),
                "the README has several results for MobileNetV1_x1_0",
                "README.md: lines 4, 6");
    }

    @Test
    void a_result_that_is_no_number_fails() {
        assertFails(
                judge(TABLE.replace("0.488", "good")),
                "the result of MobileNetV1_x1_0 is no number",
                "README.md:4: mAP good");
    }

    @Test
    void coming_soon_is_not_run() {
        Finding finding = new BackboneResult(
                        new BackboneResult.Parameters("digits", "MobileNetV3_small_x1_0", "mAP", "mAP"))
                .judge(Readme.of(README, TABLE), logs);

        assertThat(finding.verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(finding.summary()).isEqualTo("the result of MobileNetV3_small_x1_0 is coming soon");
    }

    @Test
    void a_readme_that_cannot_be_read_fails() {
        Finding finding = new BackboneResult(parameters()).judge(Readme.read(Path.of("/none/README.md")), logs);

        assertFails(finding, "the README cannot be read", "/none/README.md: there is no such file");
    }

    private static void assertFails(Finding finding, String summary, String observed) {
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo(summary);
        assertThat(finding.observed()).isEqualTo(observed);
        assertThat(finding.remedy()).isNotBlank();
    }

    private Finding judge(String readme) {
        return new BackboneResult(parameters()).judge(Readme.of(README, readme), logs);
    }

    private static BackboneResult.Parameters parameters() {
        return new BackboneResult.Parameters("digits", "MobileNetV1_x1_0", "mAP", "mAP");
    }

    private static TrainingLog log(String file, String... lines) {
        return new TrainingLog(Path.of(file), Optional.empty(), List.of(lines));
    }
}
