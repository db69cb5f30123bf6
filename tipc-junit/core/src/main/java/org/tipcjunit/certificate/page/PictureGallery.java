// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Pictures beside each other with what was said about them, read from the table that certificates keep of them. A page shows the
 * first of many, and all that differ.
 *
 * @param rows a picture's file, that of the one beside it or blank, lines of text, and, where the table says so of any, whether it
 *     differs
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PictureGallery(List<List<String>> rows) {

    /** The heads of its columns, by which the table is known. */
    public static final List<String> HEADER = List.of("picture", "beside", "caption");

    /** The head of the column that a table has where any of its pictures differs, and what stands in it for one that does. */
    public static final String DIFFERS = "differs";

    private static final String PNG = "data:image/png;base64,";
    private static final int WIDTH_AT = 16;
    private static final int TINY = 64;
    private static final int FIRST = 24;

    public PictureGallery {
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** Get the gallery of a table of evidence; empty where it is a table of something else. */
    public static Optional<PictureGallery> of(List<String> header, List<List<String>> rows) {
        boolean pictures = (header.equals(header(false)) || header.equals(header(true)))
                && rows.stream().allMatch(row -> row.size() == header.size());
        return pictures ? Optional.of(new PictureGallery(rows)) : Optional.empty();
    }

    /** Get the heads of the columns of a table, in which pictures differ or not. */
    public static List<String> header(boolean differing) {
        return differing ? Stream.concat(HEADER.stream(), Stream.of(DIFFERS)).toList() : HEADER;
    }

    /** Get the files that it is made of. */
    public Set<String> files() {
        Set<String> files = new LinkedHashSet<>();
        rows.forEach(row -> files.addAll(row.subList(0, 2)));
        return files;
    }

    /** Get the files of which a page shows nothing. */
    public Set<String> folded() {
        Set<String> folded = new LinkedHashSet<>(files());
        folded.removeAll(new PictureGallery(shown()).files());
        return folded;
    }

    /**
     * Get what a page shows of it.
     *
     * @param pictures gives a file's picture as data URI; blank where there is none
     * @param words say how many are not shown
     */
    public Map<String, Object> view(Function<String, String> pictures, PageWords words) {
        List<List<String>> shown = shown();
        int more = rows.size() - shown.size();
        return Map.of(
                "entries", entries(shown, pictures, Sentences.in(words.language())),
                "hasMoreImages", more > 0,
                "moreImages", words.get("moreImages", PageText.grouped(more)));
    }

    private List<List<String>> shown() {
        return IntStream.range(0, rows.size())
                .filter(i -> i < FIRST || differs(rows.get(i)))
                .mapToObj(rows::get)
                .toList();
    }

    private static boolean differs(List<String> row) {
        return row.size() > HEADER.size() && row.get(HEADER.size()).equals(DIFFERS);
    }

    private static List<Object> entries(
            List<List<String>> rows, Function<String, String> pictures, Sentences sentences) {
        return rows.stream()
                .<Object>map(row -> {
                    List<Object> shown = new ArrayList<>();
                    for (String file : row.subList(0, 2)) {
                        String picture = file.isBlank() ? "" : pictures.apply(file);
                        if (!picture.isBlank()) {
                            shown.add(Map.of(
                                    "file",
                                    PageText.text(file),
                                    "name",
                                    PageText.text(file.substring(file.lastIndexOf('/') + 1)),
                                    "source",
                                    picture,
                                    "size",
                                    isTiny(picture) ? "tiny" : "whole"));
                        }
                    }
                    return Map.of(
                            "shown",
                            shown,
                            "caption",
                            PageText.text(sentences.labels().lines(row.get(2))));
                })
                .toList();
    }

    /** Whether a picture has so few dots that each is to be seen. */
    private static boolean isTiny(String picture) {
        if (!picture.startsWith(PNG) || picture.length() < PNG.length() + 44) {
            return false;
        }
        byte[] head = Base64.getDecoder().decode(picture.substring(PNG.length(), PNG.length() + 44));
        int width = 0;
        for (int i = WIDTH_AT; i < WIDTH_AT + Integer.BYTES; i++) {
            width = width << Byte.SIZE | (head[i] & 0xff);
        }
        return width <= TINY;
    }
}
