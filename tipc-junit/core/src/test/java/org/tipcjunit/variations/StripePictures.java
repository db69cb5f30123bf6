// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.variations;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Draws pictures of stripes as {@code stripes/pictures.py} of the repository does, each by its number. */
final class StripePictures {

    private static final int SIZE = 12;

    private StripePictures() {}

    static void write(Path file, int number) throws IOException {
        Random random = new Random(100 + number);
        double phase = random.nextDouble() * 6.28;
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < SIZE; column++) {
                int place = number % 3 == 0 ? row : number % 3 == 1 ? column : row + column;
                double wave = Math.sin(place * 1.6 + phase);
                int red = level(random, 0.35 * wave);
                int green = level(random, 0.15 * wave);
                image.setRGB(column, row, red << 16 | green << 8 | level(random, 0));
            }
        }
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    private static int level(Random random, double wave) {
        return (int) Math.round(255 * Math.min(1, Math.max(0, 0.2 + 0.4 * random.nextDouble() + wave)));
    }
}
