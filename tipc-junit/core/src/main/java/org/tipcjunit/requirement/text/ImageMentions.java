// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * How scripts name test images: by the path, by its end, by the file's name, or by the name without its extension.
 *
 * @param images the images
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ImageMentions(List<Path> images) implements SampleMentions {

    private static final Pattern DIGITS = Pattern.compile("\\d+");

    public ImageMentions {
        images = List.copyOf(images);
    }

    @Override
    public int count() {
        return images.size();
    }

    /**
     * Find the lines about an image: those that name it so that it cannot be another one; where there are none, those with its
     * file's name; where there are none, those with that name without its extension. Where all of them only name it, what is said
     * below.
     */
    @Override
    public List<ResultLine> about(int sample, List<String> lines) {
        Set<String> names = images.stream()
                .map(image -> String.valueOf(image.getFileName()))
                .collect(Collectors.toSet());
        return new ResultBelow(lines, names).of(naming(sample, lines));
    }

    private List<ResultLine> naming(int sample, List<String> lines) {
        Path image = images.get(sample);
        String name = String.valueOf(image.getFileName());
        Optional<String> distinct = distinctName(image);
        if (distinct.isPresent()) {
            List<ResultLine> found = ResultLine.about(distinct.get(), lines);
            if (!found.isEmpty()) {
                return found;
            }
        }
        List<ResultLine> found = ResultLine.about(name, lines);
        return found.isEmpty() ? aboutStem(name, lines) : found;
    }

    @Override
    public String name(int sample) {
        Path image = images.get(sample);
        return distinctName(image).orElse(String.valueOf(image.getFileName()));
    }

    @Override
    public String noun() {
        return "image";
    }

    @Override
    public String namedBy() {
        return "the image's file name";
    }

    /** Get the shortest end of its path that no other image's path has; empty where the file's name is enough. */
    private Optional<String> distinctName(Path image) {
        for (int count = 1; count <= image.getNameCount(); count++) {
            Path end = image.subpath(image.getNameCount() - count, image.getNameCount());
            if (images.stream().filter(other -> other.endsWith(end)).count() <= 1) {
                return count == 1 ? Optional.empty() : Optional.of(end.toString());
            }
        }
        return Optional.empty();
    }

    private List<ResultLine> aboutStem(String name, List<String> lines) {
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        boolean alone = images.stream()
                        .map(image -> String.valueOf(image.getFileName()))
                        .filter(other -> other.startsWith(stem + "."))
                        .count()
                <= 1;
        if (!alone || dot <= 0) {
            return List.of();
        }
        // A number may be a result: it names the image at the beginning of what is printed only, before a colon or a
        // gap.
        return DIGITS.matcher(stem).matches() ? ResultLine.aboutStart(stem, lines) : ResultLine.about(stem, lines);
    }
}
