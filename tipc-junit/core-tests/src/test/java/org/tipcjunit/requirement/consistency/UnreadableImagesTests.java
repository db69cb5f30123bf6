// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.tensor.TensorValue;

class UnreadableImagesTests {

    @TempDir
    Path folder;

    private Path whole;
    private Path broken;

    @BeforeEach
    void write() throws IOException {
        whole = folder.resolve("a.png");
        broken = folder.resolve("b.PNG");
        ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "png", whole.toFile());
        Files.write(broken, new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, '0', '0'});
    }

    @Test
    void names_an_image_that_no_decoder_reads_where_an_input_has_one_colour() {
        assertThat(UnreadableImages.of(List.of(whole, broken), inputs(false, true))
                        .unjudged())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.summary()).isEqualTo("not every test image can be read");
                    assertThat(fault.detail())
                            .isEqualTo("b.PNG: no decoder reads it, and the network was given an input of one colour");
                });
    }

    @Test
    void leaves_images_of_one_colour_and_files_of_other_kinds_alone() throws IOException {
        Path other = Files.write(folder.resolve("c.npy"), new byte[] {1, 2, 3});

        assertThat(unjudged(List.of(whole, other), inputs(true, true))).isEmpty();
        assertThat(unjudged(List.of(whole, broken), inputs(false, false))).isEmpty();
    }

    private static List<Fault> unjudged(List<Path> images, List<List<TensorValue>> inputs) {
        return UnreadableImages.of(images, inputs).unjudged();
    }

    /** Two runs on one image each. */
    private static List<List<TensorValue>> inputs(boolean first, boolean second) {
        return List.of(
                List.of(image(first)), List.of(image(second), TensorValue.ofFloats("scale", List.of(1L, 2L), 1, 1)));
    }

    private static TensorValue image(boolean oneColour) {
        float[] values = new float[3 * 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = oneColour ? i / 16 : i;
        }
        return TensorValue.ofFloats("image", List.of(1L, 3L, 4L, 4L), values);
    }
}
