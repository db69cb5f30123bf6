// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.tipcjunit.chain.ExportedModel;
import org.tipcjunit.chain.Inference;
import org.tipcjunit.chain.Prediction;
import org.tipcjunit.chain.StageRun;
import org.tipcjunit.requirement.Evidence.CaptionedImage;
import org.tipcjunit.requirement.Evidence.ImagesEvidence;

/**
 * What prediction and inference drew, compared pixel for pixel.
 *
 * @param fault the first difference; empty for none
 * @param evidence the drawings beside each other
 */
record DrawingComparison(Optional<Fault> fault, List<Evidence> evidence) {

    private static final int MOST_SHOWN = 16;
    private static final List<String> SUFFIXES = List.of(".png", ".jpg", ".jpeg", ".bmp");

    DrawingComparison {
        evidence = List.copyOf(evidence);
    }

    static DrawingComparison of(Drawings drawings, Prediction prediction, ExportedModel exported, Inference inference) {
        Optional<Fault> fault = Optional.empty();
        List<CaptionedImage> pairs = new ArrayList<>();
        for (Path image : prediction.images()) {
            Side predicted = Side.of(prediction.stage(), drawings.prediction(), image);
            Side inferred = Side.of(inference.stage(), drawings.inference(), image);
            if (fault.isEmpty()) {
                fault = predicted
                        .obstacle(exported.checkpoint())
                        .or(() -> inferred.obstacle(exported.checkpoint()))
                        .or(() -> difference(image, predicted, inferred));
            }
            if (predicted.file().isPresent() && inferred.file().isPresent()) {
                pairs.add(new CaptionedImage(
                        predicted.file().get(),
                        inferred.file(),
                        List.of(
                                String.valueOf(image.getFileName()),
                                "left:  " + predicted.script(),
                                "right: " + inferred.script())));
            }
        }
        return new DrawingComparison(
                fault,
                pairs.isEmpty()
                        ? List.of()
                        : List.of(new ImagesEvidence(
                                "drawings of prediction and inference",
                                pairs.stream().limit(MOST_SHOWN).toList())));
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
        int count = 0;
        int left = mine.getWidth();
        int top = mine.getHeight();
        int right = 0;
        int bottom = 0;
        for (int y = 0; y < mine.getHeight(); y++) {
            for (int x = 0; x < mine.getWidth(); x++) {
                if (mine.getRGB(x, y) != theirs.getRGB(x, y)) {
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

    /**
     * What one of the scripts drew of an image.
     *
     * @param script the name of the script
     * @param image the image's file name
     * @param folder the folder that it draws into
     * @param file the picture; empty where there is none
     */
    private record Side(String script, String image, Path folder, Optional<Path> file) {

        static Side of(StageRun stage, String folder, Path image) {
            Path drawn = stage.outcome().command().workingDirectory().resolve(folder);
            String name = String.valueOf(image.getFileName());
            String stem = name.replaceFirst("\\.[^.]+$", "");
            return new Side(
                    Script.name(stage),
                    name,
                    drawn,
                    Stream.concat(Stream.of(name), SUFFIXES.stream().map(suffix -> stem + suffix))
                            .map(drawn::resolve)
                            .filter(Files::isRegularFile)
                            .findFirst());
        }

        /** Trained weights of this run come before whatever is drawn with them. */
        Optional<Fault> obstacle(Path checkpoint) {
            if (file.isEmpty()) {
                return Optional.of(new Fault(
                        script + " drew no picture of " + image,
                        folder + " holds none of its name",
                        "let it draw every test image into that folder, under the image's name"));
            }
            try {
                FileTime drawn = Files.getLastModifiedTime(file.get());
                return Files.exists(checkpoint) && drawn.compareTo(Files.getLastModifiedTime(checkpoint)) < 0
                        ? Optional.of(new Fault(
                                script + " drew no picture of " + image + " in this run",
                                file.get() + " is older than the weights that were trained",
                                "let it draw every test image, and keep drawings out of the repository"))
                        : Optional.empty();
            } catch (IOException e) {
                return Optional.of(new Fault(
                        "the picture that " + script + " drew of " + image + " cannot be looked at",
                        file.get() + ": " + e.getMessage(),
                        "correct its permissions"));
            }
        }

        Optional<BufferedImage> picture() {
            try {
                return file.isPresent()
                        ? Optional.ofNullable(ImageIO.read(file.get().toFile()))
                        : Optional.empty();
            } catch (IOException e) {
                return Optional.empty(); // Told as a picture that cannot be read.
            }
        }
    }
}
