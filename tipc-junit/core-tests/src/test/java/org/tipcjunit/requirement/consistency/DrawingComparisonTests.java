// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Evidence.CaptionedImage;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Part;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.Drawings;

class DrawingComparisonTests {

    private static final Drawings FOLDERS = new Drawings("drawn/predict", "drawn/infer");

    @TempDir
    Path folder;

    private Path log;

    /** Both scripts ran for 12.3 s until now. */
    @BeforeEach
    void run() throws IOException {
        log = Files.createFile(folder.resolve("stage.log"));
    }

    @Test
    void equal_pictures_are_shown_beside_each_other() throws IOException {
        draw("predict", "a.png", 8, -1);
        draw("infer", "a.png", 8, -1);

        Part comparison = compare();

        assertThat(comparison.faults()).isEmpty();
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
    void drawings_that_differ_are_shown_though_many_equal_ones_come_before() throws IOException {
        List<Path> images = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            draw("predict", i + ".png", 8, -1);
            draw("infer", i + ".png", 8, i == 33 ? 5 : -1);
            images.add(Path.of("images", i + ".jpg"));
        }

        List<CaptionedImage> shown =
                ((Evidence.ImagesEvidence) compare(images, false).evidence().get(0)).images();

        assertThat(shown).hasSize(17);
        assertThat(shown.get(16).image()).endsWith(Path.of("33.png"));
        assertThat(shown).filteredOn(CaptionedImage::differs).containsExactly(shown.get(16));
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
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(60)));

        assertFault(
                "the picture of a.jpg is not what the predict stage drew", old + " was written before predict.py ran");
    }

    @Test
    void a_picture_that_somebody_drew_over_is_a_fault() throws IOException {
        draw("predict", "a.png", 8, -1);
        Path late = draw("infer", "a.png", 8, -1);
        Files.setLastModifiedTime(late, FileTime.from(Instant.now().plusSeconds(60)));

        assertFault("the picture of a.jpg is not what the infer stage drew", late + " was written after infer.py ran");
    }

    @Test
    void two_pictures_of_one_image_are_a_fault() throws IOException {
        draw("infer", "a.png", 8, -1);
        draw("predict", "a.png", 8, -1);
        draw("predict", "a.bmp", 8, -1);

        assertFault(
                "predict.py drew several pictures of a.jpg",
                folder.resolve("drawn/predict") + " holds a.png and a.bmp");
    }

    @Test
    void neighbouring_levels_of_gray_differ() throws IOException {
        for (String script : List.of("predict", "infer")) {
            BufferedImage picture = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
            picture.getRaster().setSample(1, 1, 0, script.equals("infer") ? 254 : 253);
            write(picture, script, "a.png");
        }

        assertFault(
                "the drawings of a.jpg differ",
                "predict.py against infer.py: 1 of 16 pixels differ, between (1, 1) and (2, 2)");
    }

    @Test
    void other_colours_of_one_palette_differ() throws IOException {
        for (String script : List.of("predict", "infer")) {
            byte[] red = {0, (byte) (script.equals("infer") ? 200 : 100)};
            byte[] none = {0, 0};
            BufferedImage picture = new BufferedImage(
                    4, 4, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 2, red, none, none));
            picture.getRaster().setSample(1, 1, 0, 1);
            write(picture, script, "a.png");
        }

        assertFault(
                "the drawings of a.jpg differ",
                "predict.py against infer.py: 1 of 16 pixels differ, between (1, 1) and (2, 2)");
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
        assertThatIllegalArgumentException().isThrownBy(() -> new Drawings("out", "./out"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Drawings("out", "../elsewhere"))
                .withMessage(
                        "drawings lie in the working copy, so '../elsewhere' must be relative and lead nowhere else");
        assertThatIllegalArgumentException().isThrownBy(() -> new Drawings("/out", "in"));
    }

    private void assertFault(String summary, String detail) {
        assertThat(compare().faults()).singleElement().satisfies(fault -> {
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
        return write(picture, script, name);
    }

    private Path write(BufferedImage picture, String script, String name) throws IOException {
        Path file = folder.resolve("drawn").resolve(script).resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(picture, "png", file.toFile());
        // As the scripts ended, however long this took.
        Files.setLastModifiedTime(file, Files.getLastModifiedTime(log));
        return file;
    }

    @Test
    void few_edges_may_be_rounded_to_the_next_pixel_where_outputs_are_not_equal_bit_for_bit() throws IOException {
        // Drawn at twice its size.
        Path image = write(new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB), "images", "a.png");
        box("predict", 10, 30);
        box("infer", 10, 30);
        assertThat(compare(image, true).figures()).isEmpty();

        box("infer", 10, 31);
        assertThat(compare(image, true).faults()).as("a tenth of what is drawn").hasSize(1);

        BufferedImage many = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        many.createGraphics().fillRect(2, 2, 36, 30);
        write(many, "predict", "a.png");
        many.createGraphics().fillRect(2, 32, 36, 1);
        write(many, "infer", "a.png");
        assertThat(compare(image, true).faults()).isEmpty();
        assertThat(compare(image, true).figures())
                .extracting(Figure::name)
                .containsExactly("pixels of drawings that rounding moved by one");
        assertThat(compare(image, false).faults()).as("equal outputs").hasSize(1);

        many.createGraphics().fillRect(20, 37, 1, 1);
        write(many, "infer", "a.png");
        assertThat(compare(image, true).faults()).as("something else").hasSize(1);
    }

    private void box(String script, int from, int to) throws IOException {
        BufferedImage picture = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        picture.createGraphics().drawRect(from, from, to - from, to - from);
        write(picture, script, "a.png");
    }

    private Part compare() {
        return compare(Path.of("images/a.jpg"), true);
    }

    private Part compare(Path image, boolean rounded) {
        return compare(List.of(image), rounded);
    }

    private Part compare(List<Path> images, boolean rounded) {
        return DrawingComparison.of(
                FOLDERS,
                new Prediction(stage(StageKind.PREDICT, "predict.py"), images, List.of()),
                new Inference(stage(StageKind.INFER, "infer.py"), List.of(), List.of(), List.of()),
                rounded);
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
                        log,
                        List.of()),
                stage.output(),
                stage.recording(),
                stage.started());
    }
}
