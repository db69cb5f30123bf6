// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.Evidence.CaptionedImage;
import org.tipcjunit.finding.Evidence.ImagesEvidence;

/**
 * Draws test images below each other, each with what prediction and inference said about it.
 *
 * @param images the images and their captions
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ContactSheet(ImagesEvidence images) {

    private static final int PICTURE = 96;
    private static final int PICTURE_OF_PAIR = 256;
    private static final int MARGIN = 8;
    private static final int LINE = 18;
    private static final int LONGEST_CAPTION = 110;
    private static final int THUMBNAIL = 256;

    /** How many pixels are read for one that is drawn, at least. */
    private static final int FINER = 16;

    /** Get the sheet as PNG; empty when there is no image, or this machine's Java cannot draw text. */
    public Optional<byte[]> png() {
        if (images.images().isEmpty()) {
            return Optional.empty();
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(sheet(), "png", bytes);
            return Optional.of(bytes.toByteArray());
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            return Optional.empty(); // A machine without fonts loses only the picture.
        }
    }

    /**
     * Get a picture in the size in which pages show it, where it is larger than a page should hold.
     *
     * @return a JPEG on white; empty where it is no picture that Java reads
     */
    public static Optional<byte[]> thumbnail(Path image) {
        try {
            Optional<BufferedImage> read = read(image, THUMBNAIL);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            BufferedImage picture = read.get();
            double scale = Math.min(1, (double) THUMBNAIL / Math.max(picture.getWidth(), picture.getHeight()));
            int width = (int) Math.max(1, picture.getWidth() * scale);
            int height = (int) Math.max(1, picture.getHeight() * scale);
            BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = small.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, width, height);
            graphics.drawImage(picture, 0, 0, width, height, null);
            graphics.dispose();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            return ImageIO.write(small, "jpg", bytes) ? Optional.of(bytes.toByteArray()) : Optional.empty();
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            return Optional.empty(); // The captions say what was said about it.
        }
    }

    private BufferedImage sheet() {
        boolean pairs =
                images.images().stream().anyMatch(image -> image.beside().isPresent());
        int picture = pairs ? PICTURE_OF_PAIR : PICTURE;
        int row = picture + 2 * MARGIN;
        int captionLeft = (pairs ? 2 : 1) * (picture + MARGIN) + 2 * MARGIN;
        int width = captionLeft + captionWidth() + MARGIN;
        int height = row * images.images().size() + MARGIN;
        BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        try {
            graphics.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, width, height);
            graphics.setColor(Color.BLACK);
            graphics.setFont(font());
            for (int i = 0; i < images.images().size(); i++) {
                CaptionedImage image = images.images().get(i);
                int top = MARGIN + i * row;
                draw(image.image(), graphics, MARGIN, top, picture);
                image.beside().ifPresent(other -> draw(other, graphics, 2 * MARGIN + picture, top, picture));
                write(image.caption(), graphics, captionLeft, top);
            }
            return sheet;
        } finally {
            graphics.dispose();
        }
    }

    private int captionWidth() {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            FontMetrics metrics = graphics.getFontMetrics(font());
            return images.images().stream()
                    .flatMap(image -> image.caption().stream())
                    .mapToInt(line -> metrics.stringWidth(shown(line)))
                    .max()
                    .orElse(0);
        } finally {
            graphics.dispose();
        }
    }

    private static Font font() {
        return new Font(Font.MONOSPACED, Font.PLAIN, 13);
    }

    private static void draw(Path image, Graphics2D graphics, int left, int top, int size) {
        read(image, size).ifPresent(picture -> {
            double scale = (double) size / Math.max(picture.getWidth(), picture.getHeight());
            int width = (int) Math.max(1, picture.getWidth() * scale);
            int height = (int) Math.max(1, picture.getHeight() * scale);
            graphics.drawImage(picture, left, top, width, height, null);
        });
    }

    private static void write(List<String> lines, Graphics2D graphics, int left, int top) {
        for (int i = 0; i < lines.size(); i++) {
            graphics.drawString(shown(lines.get(i)), left, top + LINE * (i + 1));
        }
    }

    private static String shown(String line) {
        return line.length() > LONGEST_CAPTION ? line.substring(0, LONGEST_CAPTION) + "..." : line;
    }

    /** Of a picture that is far larger than what is drawn, every n-th pixel is enough, and fits into memory. */
    private static Optional<BufferedImage> read(Path file, int size) {
        try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
            if (stream == null) {
                return Optional.empty(); // There is no such file.
            }
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                int step = Math.max(reader.getWidth(0), reader.getHeight(0)) / (size * FINER);
                ImageReadParam param = reader.getDefaultReadParam();
                if (step > 1) {
                    param.setSourceSubsampling(step, step, 0, 0);
                }
                return Optional.of(reader.read(0, param));
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            return Optional.empty(); // The caption still says what was said about it.
        }
    }
}
