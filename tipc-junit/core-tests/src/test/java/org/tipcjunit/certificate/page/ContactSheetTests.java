// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.finding.Evidence.CaptionedImage;
import org.tipcjunit.finding.Evidence.ImagesEvidence;

class ContactSheetTests {

    @TempDir
    Path folder;

    private Path red;

    @BeforeEach
    void draw() throws IOException {
        BufferedImage picture = new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 100; i++) {
            picture.setRGB(i % 10, i / 10, 0xff0000);
        }
        red = folder.resolve("red.png");
        ImageIO.write(picture, "png", red.toFile());
    }

    @Test
    void is_as_wide_as_its_longest_caption_needs() throws IOException {
        int narrow = sheet(new CaptionedImage(red, List.of("a"))).getWidth();
        int wide =
                sheet(new CaptionedImage(red, List.of("a", "a longer caption"))).getWidth();
        int cut = sheet(new CaptionedImage(red, List.of("x".repeat(110)))).getWidth();

        assertThat(narrow).isLessThan(150).isLessThan(wide);
        assertThat(sheet(new CaptionedImage(red, List.of("x".repeat(1000)))).getWidth())
                .isBetween(cut + 1, cut + 40);
    }

    @Test
    void shows_pairs_larger_and_side_by_side() throws IOException {
        BufferedImage sheet = sheet(new CaptionedImage(red, Optional.of(red), List.of("a")));

        assertThat(sheet.getHeight()).isEqualTo(280);
        assertThat(sheet.getRGB(8 + 128, 8 + 128) & 0xffffff).isEqualTo(0xff0000);
        assertThat(sheet.getRGB(8 + 256 + 4, 8 + 128) & 0xffffff).isEqualTo(0xffffff);
        assertThat(sheet.getRGB(16 + 256 + 128, 8 + 128) & 0xffffff).isEqualTo(0xff0000);
    }

    @Test
    void keeps_the_caption_of_a_picture_that_cannot_be_read() throws IOException {
        BufferedImage sheet = sheet(new CaptionedImage(folder.resolve("none.png"), List.of("a")));

        assertThat(sheet.getHeight()).isEqualTo(120);
    }

    @Test
    void is_nothing_without_images() {
        assertThat(new ContactSheet(new ImagesEvidence("none", List.of())).png())
                .isEmpty();
    }

    private static BufferedImage sheet(CaptionedImage image) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(new ContactSheet(new ImagesEvidence("sheet", List.of(image)))
                .png()
                .orElseThrow()));
    }
}
