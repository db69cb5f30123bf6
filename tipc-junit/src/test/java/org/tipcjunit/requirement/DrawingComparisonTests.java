// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.chain.ExportedModel;
import org.tipcjunit.chain.Inference;
import org.tipcjunit.chain.Prediction;
import org.tipcjunit.chain.StageKind;
import org.tipcjunit.chain.StageRun;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.ProcessOutcome;

class DrawingComparisonTests {

    private static final Drawings FOLDERS = new Drawings("drawn/predict", "drawn/infer");

    @TempDir
    Path folder;

    private Path checkpoint;

    @BeforeEach
    void train() throws IOException {
        checkpoint = Files.createFile(folder.resolve("latest.pdparams"));
        Files.setLastModifiedTime(checkpoint, FileTime.from(Instant.now().minusSeconds(60)));
    }

    @Test
    void equal_pictures_are_shown_beside_each_other() throws IOException {
        draw("predict", "a.png", 8, -1);
        draw("infer", "a.png", 8, -1);

        DrawingComparison comparison = compare();

        assertThat(comparison.fault()).isEmpty();
        assertThat(((Evidence.ImagesEvidence) comparison.evidence().get(0)).images())
                .singleElement()
                .satisfies(pair -> {
                    assertThat(pair.image()).endsWith(Path.of("drawn/predict/a.png"));
                    assertThat(pair.beside())
                            .hasValueSatisfying(other -> assertThat(other).endsWith(Path.of("drawn/infer/a.png")));
                    assertThat(pair.caption()).containsExactly("a.jpg", "left:  predict.py", "right: infer.py");
                });
    }

    @Test
    void pixels_that_differ_are_a_fault() throws IOException {
        draw("predict", "a.png", 8, -1);
        draw("infer", "a.png", 8, 5);

        assertFault(
                "the drawings of a.jpg differ",
                "predict.py against infer.py: 2 of 64 pixels differ, between (5, 2) and (6, 4)");
    }

    @Test
    void another_size_is_a_fault() throws IOException {
        draw("predict", "a.png", 8, -1);
        draw("infer", "a.png", 16, -1);

        assertFault("the drawings of a.jpg differ", "predict.py against infer.py: 8x8 against 16x16 pixels");
    }

    @Test
    void a_picture_that_is_missing_is_a_fault() throws IOException {
        draw("predict", "a.png", 8, -1);

        assertFault("infer.py drew no picture of a.jpg", folder.resolve("drawn/infer") + " holds none of its name");
        assertThat(compare().evidence()).isEmpty();
    }

    @Test
    void a_picture_of_yesterday_is_a_fault() throws IOException {
        draw("infer", "a.png", 8, -1);
        Path old = draw("predict", "a.png", 8, -1);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(3_600)));

        assertFault(
                "predict.py drew no picture of a.jpg in this run",
                old + " is older than the weights that were trained");
    }

    @Test
    void a_picture_that_cannot_be_read_is_a_fault() throws IOException {
        draw("predict", "a.png", 8, -1);
        Path broken = draw("infer", "a.png", 8, -1);
        Files.writeString(broken, "no picture");

        assertFault("infer.py drew no picture of a.jpg that can be read", broken.toString());
    }

    @Test
    void refuses_one_folder_for_both() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Drawings("out", "out"))
                .withMessage(
                        "drawings need two folders, one of the prediction and another one of the inference, not 'out'"
                                + " and 'out'");
        assertThatIllegalArgumentException().isThrownBy(() -> new Drawings("out", " "));
    }

    private void assertFault(String summary, String detail) {
        assertThat(compare().fault()).hasValueSatisfying(fault -> {
            assertThat(fault.summary()).isEqualTo(summary);
            assertThat(fault.detail()).isEqualTo(detail);
            assertThat(fault.remedy()).isNotBlank();
        });
    }

    private Path draw(String script, String name, int size, int column) throws IOException {
        BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int y = 2; column >= 0 && y < 4; y++) {
            picture.setRGB(column, y, 0xff0000);
        }
        Path file = folder.resolve("drawn").resolve(script).resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }

    private DrawingComparison compare() {
        ExportedModel model = Artifacts.exported("inference.pdmodel", List.of(), List.of(), "");
        return DrawingComparison.of(
                FOLDERS,
                new Prediction(stage(StageKind.PREDICT, "predict.py"), List.of(Path.of("images/a.jpg")), List.of()),
                new ExportedModel(
                        model.stage(),
                        model.program(),
                        model.parameters(),
                        Optional.empty(),
                        checkpoint,
                        List.of(),
                        List.of(),
                        Optional.empty()),
                new Inference(stage(StageKind.INFER, "infer.py"), List.of(), List.of(), List.of()));
    }

    private StageRun stage(StageKind kind, String script) {
        StageRun stage = Artifacts.stage(kind, List.of("python3", script));
        ProcessOutcome outcome = stage.outcome();
        return new StageRun(
                stage.model(),
                stage.name(),
                stage.kind(),
                stage.directory(),
                new ProcessOutcome(
                        new Command(outcome.command().argv(), folder, Map.of()),
                        outcome.termination(),
                        outcome.duration(),
                        outcome.log(),
                        List.of()),
                stage.output(),
                stage.recording());
    }
}
