// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.awt.image.BufferedImage;

/**
 * How two drawings of one image differ where coordinates were rounded to the other side: edges lie one pixel beside each other.
 *
 * @param drawn how many pixels of the first drawing are not those of the image
 * @param moved how many pixels differ and have what was drawn there within one pixel in the other drawing
 * @param others how many differ otherwise
 */
record MovedPixels(int drawn, int moved, int others) {

    /** An edge of some boxes of all images; another decision moves, adds or takes away much more. */
    private static final double MOST = 0.1;

    static MovedPixels none() {
        return new MovedPixels(0, 0, 0);
    }

    /** Compare two drawings of equal sizes: that of the image, or a multiple of it to which each pixel is enlarged. */
    static MovedPixels between(BufferedImage original, BufferedImage first, BufferedImage second) {
        int scale = first.getWidth() / original.getWidth();
        if (first.getWidth() != scale * original.getWidth() || first.getHeight() != scale * original.getHeight()) {
            return new MovedPixels(0, 0, 1);
        }
        BufferedImage image = enlarged(original, scale);
        int drawn = 0;
        int moved = 0;
        int others = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                boolean ours = first.getRGB(x, y) != image.getRGB(x, y);
                boolean theirs = second.getRGB(x, y) != image.getRGB(x, y);
                drawn += ours ? 1 : 0;
                if (first.getRGB(x, y) != second.getRGB(x, y)) {
                    boolean near = (!ours || isNear(image, second, first.getRGB(x, y), x, y))
                            && (!theirs || isNear(image, first, second.getRGB(x, y), x, y));
                    moved += near ? 1 : 0;
                    others += near ? 0 : 1;
                }
            }
        }
        return new MovedPixels(drawn, moved, others);
    }

    private static BufferedImage enlarged(BufferedImage image, int scale) {
        BufferedImage enlarged =
                new BufferedImage(scale * image.getWidth(), scale * image.getHeight(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < enlarged.getHeight(); y++) {
            for (int x = 0; x < enlarged.getWidth(); x++) {
                enlarged.setRGB(x, y, image.getRGB(x / scale, y / scale));
            }
        }
        return enlarged;
    }

    MovedPixels plus(MovedPixels other) {
        return new MovedPixels(drawn + other.drawn, moved + other.moved, others + other.others);
    }

    /** Whether rounding alone explains the difference. */
    boolean isRounding() {
        return others == 0 && moved <= MOST * drawn;
    }

    private static boolean isNear(BufferedImage image, BufferedImage drawing, int colour, int x, int y) {
        for (int v = Math.max(0, y - 1); v <= Math.min(y + 1, drawing.getHeight() - 1); v++) {
            for (int u = Math.max(0, x - 1); u <= Math.min(x + 1, drawing.getWidth() - 1); u++) {
                if (drawing.getRGB(u, v) == colour && image.getRGB(u, v) != colour) {
                    return true;
                }
            }
        }
        return false;
    }
}
