// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.samples;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Images that a word of a command line names.
 *
 * @param word the word, such as {@code --image_dir=demo}
 * @param images the images; at least one
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record NamedImages(String word, List<Path> images) {

    /** What a script writes, or reads beside its images. */
    private static final Pattern OTHERWISE =
            Pattern.compile("(?i).*(?:save|out|result|vis|log|export|model|param|weight|label|dict|config|cfg).*");

    public NamedImages {
        images = List.copyOf(images);
    }

    /**
     * Get the first images that a command line names, where no word names any of {@code tested}; empty where one does, none names
     * images, or {@code tested} are not all images.
     *
     * @param tested the test images
     * @param argv the words of the command line
     * @param directory what they are relative to
     */
    public static Optional<NamedImages> otherThan(List<Path> tested, List<String> argv, Path directory) {
        Set<String> names = names(tested);
        if (names.isEmpty() || !tested.stream().allMatch(TestImages::isImage)) {
            return Optional.empty();
        }
        List<NamedImages> named =
                argv.stream().flatMap(word -> by(word, directory).stream()).toList();
        boolean shared =
                named.stream().anyMatch(one -> names(one.images()).stream().anyMatch(names::contains));
        return shared ? Optional.empty() : named.stream().findFirst();
    }

    private static Optional<NamedImages> by(String word, Path directory) {
        int equals = word.lastIndexOf('=');
        String value = word.substring(equals + 1);
        if (value.isEmpty()
                || OTHERWISE.matcher(word.substring(0, Math.max(equals, 0))).matches()) {
            return Optional.empty();
        }
        try {
            Path place = directory.resolve(value);
            List<Path> images = Files.exists(place)
                    ? TestImages.at(place).stream().filter(TestImages::isImage).toList()
                    : List.of();
            return images.isEmpty() ? Optional.empty() : Optional.of(new NamedImages(word, images));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Set<String> names(List<Path> files) {
        return files.stream().map(file -> String.valueOf(file.getFileName())).collect(Collectors.toSet());
    }

    /** Get the sentence that tells which of two scripts was given which images. */
    public String beside(String predict, List<Path> tested, String infer) {
        return predict + " was given " + shown(tested) + ", " + infer + " " + shown(images) + " by " + word
                + ": no file name in common";
    }

    private static String shown(List<Path> files) {
        return files.get(0).getFileName() + (files.size() > 1 ? " and " + (files.size() - 1) + " more" : "");
    }
}
