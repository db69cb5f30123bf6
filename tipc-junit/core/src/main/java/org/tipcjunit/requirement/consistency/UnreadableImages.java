// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Part;
import org.tipcjunit.tensor.TensorValue;

/** Test images that no decoder reads, where the network was given an input of hardly any different numbers. */
final class UnreadableImages {

    /** One for each channel, perhaps with one of transparency: what an image of one colour gives. */
    private static final int FEW = 4;

    /** Smaller tensors tell sizes and scales. */
    private static final int LEAST = 16;

    private static final int MOST_NAMED = 3;
    private static final Set<String> KNOWN = Set.of("png", "jpg", "jpeg", "bmp", "gif");

    private UnreadableImages() {}

    /** Get what is wrong where images of {@code images} cannot be read, and {@code inputs} have one of one colour. */
    static Part of(List<Path> images, List<List<TensorValue>> inputs) {
        boolean oneColour = inputs.stream().flatMap(List::stream).anyMatch(UnreadableImages::hasOneColour);
        List<String> unreadable = !oneColour
                ? List.of()
                : images.stream()
                        .filter(UnreadableImages::cannotBeRead)
                        .map(image -> String.valueOf(image.getFileName()))
                        .toList();
        return unreadable.isEmpty()
                ? Part.none()
                : Part.unjudged(new Fault(
                        "not every test image can be read",
                        unreadable.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                                + (unreadable.size() > MOST_NAMED ? ", ..." : "")
                                + ": no decoder reads it, and the network was given an input of one colour",
                        "commit a whole image in its place, and let the scripts fail where an image cannot be read: what is"
                                + " printed of it is no result"));
    }

    private static boolean hasOneColour(TensorValue tensor) {
        int all = Math.toIntExact(tensor.elementCount());
        int rows = tensor.shape().isEmpty()
                ? 1
                : Math.max(1, Math.toIntExact(tensor.shape().get(0)));
        int size = all / rows;
        return size >= LEAST
                && IntStream.range(0, rows)
                        .anyMatch(row -> IntStream.range(row * size, (row + 1) * size)
                                        .mapToDouble(tensor::doubleAt)
                                        .distinct()
                                        .limit(FEW + 1L)
                                        .count()
                                <= FEW);
    }

    private static boolean cannotBeRead(Path image) {
        String name = String.valueOf(image.getFileName()).toLowerCase(Locale.ROOT);
        if (!KNOWN.contains(name.substring(name.lastIndexOf('.') + 1))) {
            return false;
        }
        try {
            return ImageIO.read(image.toFile()) == null;
        } catch (IOException | RuntimeException e) {
            return true; // Decoders throw what they like.
        }
    }
}
