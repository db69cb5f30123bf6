// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Evidence.CaptionedImage;
import org.tipcjunit.finding.Evidence.ImagesEvidence;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Part;
import org.tipcjunit.requirement.Drawings;
import org.tipcjunit.requirement.text.ScriptName;

/**
 * What prediction and inference drew, compared pixel for pixel: the first difference, and the drawings beside each other.
 *
 * <p>Where the outputs of inference are rounded otherwise than those of prediction, few edges may lie one pixel beside each other.
 */
final class DrawingComparison {

    private static final int MOST_SHOWN = 16;
    private static final List<String> SUFFIXES = List.of(".png", ".jpg", ".jpeg", ".bmp");

    /** The clocks of file systems are coarser than those of processes. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private DrawingComparison() {}

    /** Compare drawings; {@code rounded} is whether the outputs that were drawn are not equal bit for bit. */
    static Part of(Drawings drawings, Prediction prediction, Inference inference, boolean rounded) {
        Optional<Fault> fault = Optional.empty();
        MovedPixels moved = MovedPixels.none();
        boolean onlyPixels = true;
        List<CaptionedImage> pairs = new ArrayList<>();
        for (Path image : prediction.images()) {
            Side predicted = Side.of(prediction.stage(), drawings.prediction(), image);
            Side inferred = Side.of(inference.stage(), drawings.inference(), image);
            Optional<Fault> obstacle = predicted.obstacle().or(inferred::obstacle);
            onlyPixels &= obstacle.isEmpty();
            Optional<Fault> found = obstacle.or(() -> difference(image, predicted, inferred));
            fault = fault.or(() -> found);
            moved = moved.plus(moved(image, predicted, inferred));
            if (predicted.file().isPresent() && inferred.file().isPresent()) {
                pairs.add(new CaptionedImage(
                        predicted.file().get(),
                        inferred.file(),
                        List.of(
                                String.valueOf(image.getFileName()),
                                "left:  " + predicted.script(),
                                "right: " + inferred.script()),
                        found.isPresent()));
            }
        }
        boolean excused = rounded && onlyPixels && moved.isRounding();
        return new Part(
                fault.filter(present -> !excused).stream().toList(),
                List.of(),
                fault.isPresent() && excused
                        ? List.of(Figure.share(
                                "pixels of drawings that rounding moved by one", moved.moved(), moved.drawn(), ""))
                        : List.of(),
                pairs.isEmpty()
                        ? List.of()
                        : List.of(ImagesEvidence.firstAndDiffering(
                                "drawings of prediction and inference",
                                excused
                                        ? pairs.stream()
                                                .map(DrawingComparison::alike)
                                                .toList()
                                        : pairs,
                                MOST_SHOWN)));
    }

    private static CaptionedImage alike(CaptionedImage pair) {
        return new CaptionedImage(pair.image(), pair.beside(), pair.caption());
    }

    private static MovedPixels moved(Path image, Side predicted, Side inferred) {
        Optional<BufferedImage> original = read(image);
        Optional<BufferedImage> mine = predicted.picture();
        Optional<BufferedImage> theirs = inferred.picture();
        boolean comparable = original.isPresent()
                && mine.isPresent()
                && theirs.isPresent()
                && mine.get().getWidth() == theirs.get().getWidth()
                && mine.get().getHeight() == theirs.get().getHeight()
                && mine.get().getColorModel().equals(theirs.get().getColorModel());
        return comparable ? MovedPixels.between(original.get(), mine.get(), theirs.get()) : new MovedPixels(0, 0, 1);
    }

    private static Optional<BufferedImage> read(Path file) {
        try {
            return Optional.ofNullable(ImageIO.read(file.toFile()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // Told as a picture that cannot be read; decoders throw what they like.
        }
    }

    private static Optional<Fault> difference(Path image, Side predicted, Side inferred) {
        Optional<BufferedImage> mine = predicted.picture();
        Optional<BufferedImage> theirs = inferred.picture();
        if (mine.isEmpty() || theirs.isEmpty()) {
            Side unreadable = mine.isEmpty() ? predicted : inferred;
            return Optional.of(new Fault(
                    unreadable.script() + " drew no picture of " + image.getFileName() + " that can be read",
                    String.valueOf(unreadable.file().orElse(image)),
                    "write a whole PNG or JPEG"));
        }
        return pixels(mine.get(), theirs.get())
                .map(difference -> new Fault(
                        "the drawings of " + image.getFileName() + " differ",
                        predicted.script() + " against " + inferred.script() + ": " + difference,
                        "draw by the same code; if the printed results agree, look at what happens between the print"
                                + " and the drawing"));
    }

    private static Optional<String> pixels(BufferedImage mine, BufferedImage theirs) {
        if (mine.getWidth() != theirs.getWidth() || mine.getHeight() != theirs.getHeight()) {
            return Optional.of(mine.getWidth() + "x" + mine.getHeight() + " against " + theirs.getWidth() + "x"
                    + theirs.getHeight() + " pixels");
        }
        // Levels of gray and of 16 bits would merge on their way to RGB.
        boolean raw = mine.getColorModel().equals(theirs.getColorModel());
        int bands = raw ? mine.getRaster().getNumBands() : 1;
        int count = 0;
        int left = mine.getWidth();
        int top = mine.getHeight();
        int right = 0;
        int bottom = 0;
        for (int y = 0; y < mine.getHeight(); y++) {
            int[] ours = row(mine, y, raw);
            int[] others = row(theirs, y, raw);
            for (int x = 0; x < mine.getWidth(); x++) {
                int from = x * bands;
                if (!Arrays.equals(ours, from, from + bands, others, from, from + bands)) {
                    count++;
                    left = Math.min(left, x);
                    top = Math.min(top, y);
                    right = Math.max(right, x + 1);
                    bottom = Math.max(bottom, y + 1);
                }
            }
        }
        return count == 0
                ? Optional.empty()
                : Optional.of(count + " of " + mine.getWidth() * mine.getHeight() + " pixels differ, between (" + left
                        + ", " + top + ") and (" + right + ", " + bottom + ")");
    }

    private static int[] row(BufferedImage picture, int y, boolean raw) {
        return raw
                ? picture.getRaster().getPixels(0, y, picture.getWidth(), 1, (int[]) null)
                : picture.getRGB(0, y, picture.getWidth(), 1, null, 0, picture.getWidth());
    }

    /**
     * What one of the scripts drew of an image.
     *
     * @param stage the script's run
     * @param image the image's file name
     * @param folder the folder that it draws into
     * @param files the pictures of that name; one, where all is well
     */
    private record Side(StageRun stage, String image, Path folder, List<Path> files) {

        static Side of(StageRun stage, String folder, Path image) {
            Path drawn = stage.outcome().command().workingDirectory().resolve(folder);
            String name = String.valueOf(image.getFileName());
            String stem = name.replaceFirst("\\.[^.]+$", "");
            return new Side(
                    stage,
                    name,
                    drawn,
                    Stream.concat(Stream.of(name), SUFFIXES.stream().map(suffix -> stem + suffix))
                            .distinct()
                            .map(drawn::resolve)
                            .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                            .toList());
        }

        String script() {
            return ScriptName.of(stage);
        }

        Optional<Path> file() {
            return files.stream().findFirst();
        }

        /** Only what the script's own run drew counts: not what lay there before, nor what somebody drew over it. */
        Optional<Fault> obstacle() {
            if (files.size() != 1) {
                return Optional.of(new Fault(
                        script() + (files.isEmpty() ? " drew no picture of " : " drew several pictures of ") + image,
                        files.isEmpty()
                                ? folder + " holds none of its name"
                                : folder + " holds "
                                        + files.stream()
                                                .map(file -> String.valueOf(file.getFileName()))
                                                .collect(Collectors.joining(" and ")),
                        "let it draw every test image once into that folder, under the image's name"));
            }
            try {
                Instant ended = ended();
                Instant drawn = Files.getLastModifiedTime(files.get(0)).toInstant();
                boolean before =
                        drawn.isBefore(ended.minus(stage.outcome().duration()).minus(SLACK));
                return before || drawn.isAfter(ended.plus(SLACK))
                        ? Optional.of(new Fault(
                                "the picture of " + image + " is not what the " + stage.name() + " stage drew",
                                files.get(0) + " was written " + (before ? "before " : "after ") + script() + " ran",
                                before
                                        ? "let it draw every test image, and keep drawings out of the repository"
                                        : "let nothing else draw into that folder, such as further cells of the"
                                                + " inference matrix"))
                        : Optional.empty();
            } catch (IOException e) {
                return Optional.of(new Fault(
                        "the picture that " + script() + " drew of " + image + " cannot be looked at",
                        files.get(0) + ": " + e.getMessage(),
                        "correct its permissions"));
            }
        }

        /** The last that the run wrote: its log, or the recording, which ends with the process. */
        private Instant ended() throws IOException {
            Instant last = Files.getLastModifiedTime(stage.outcome().log()).toInstant();
            Path recording = stage.recording().directory();
            if (Files.isDirectory(recording)) {
                try (Stream<Path> journals = Files.list(recording)) {
                    for (Path journal : journals.toList()) {
                        Instant written = Files.getLastModifiedTime(journal).toInstant();
                        last = written.isAfter(last) ? written : last;
                    }
                }
            }
            return last;
        }

        Optional<BufferedImage> picture() {
            return file().flatMap(DrawingComparison::read);
        }
    }
}
