// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.certificate.Certificate.EvidenceFile;
import org.tipcjunit.certificate.Certificate.EvidenceKind;
import org.tipcjunit.certificate.page.PictureGallery;

/**
 * What a page shows of a file of evidence; nothing but the file decides it.
 *
 * @param header the heads of the columns of a table, or of the numbers of a curve
 * @param rows their rows
 * @param text a text
 * @param picture a picture as data URI
 */
record Exhibit(List<String> header, List<List<String>> rows, String text, String picture) {

    static final Exhibit NOTHING = ofText("");

    private static final long LARGEST_PICTURE = 1L << 20;

    /** A page names what is larger, and does not show it. */
    private static final long LARGEST_SHOWN = 1L << 24;

    private static final int LOG_LINES = 20;
    private static final int LOG_BYTES = 1 << 18;
    private static final Map<String, String> PICTURES =
            Map.of("png", "image/png", "jpg", "image/jpeg", "jpeg", "image/jpeg", "gif", "image/gif");

    /** Get what pages show of the files that lie below a folder, by the files' paths. */
    static Map<String, Exhibit> of(Path folder, Collection<EvidenceFile> files) throws IOException {
        Map<String, Exhibit> exhibits = new LinkedHashMap<>();
        for (EvidenceFile file : files) {
            Path path = folder.resolve(file.path());
            if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                exhibits.put(file.path(), of(file, path));
            }
        }
        return exhibits;
    }

    /** Get the gallery that a table is; empty where it is no such table. */
    Optional<PictureGallery> gallery() {
        return PictureGallery.of(header, rows);
    }

    /** Whether a file with that extension is a picture that browsers show. */
    static boolean isPicture(String extension) {
        return PICTURES.containsKey(extension);
    }

    private static Exhibit of(EvidenceFile file, Path path) throws IOException {
        if (file.kind() != EvidenceKind.LOG && Files.size(path) > LARGEST_SHOWN) {
            return NOTHING;
        }
        return switch (file.kind()) {
            case TABLE, CURVE -> ofTable(Files.readString(path));
            case TEXT -> ofText(new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
            case LOG -> ofText(lastLines(path));
            case IMAGE -> Files.size(path) <= LARGEST_PICTURE ? ofPicture(path) : NOTHING;
            case PLOT -> ofPicture(path);
            case FILE -> NOTHING;
        };
    }

    private static Exhibit ofText(String text) {
        return new Exhibit(List.of(), List.of(), text, "");
    }

    private static Exhibit ofPicture(Path path) throws IOException {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        String mime = PICTURES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "image/png");
        String base64 = Base64.getEncoder().encodeToString(Files.readAllBytes(path));
        return new Exhibit(List.of(), List.of(), "", "data:" + mime + ";base64," + base64);
    }

    /** Carriage returns of progress bars start a new line, as in a terminal's log. */
    private static String lastLines(Path log) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(0, file.length() - LOG_BYTES);
            byte[] bytes = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            String[] lines =
                    new String(bytes, StandardCharsets.UTF_8).stripTrailing().split("\r?\n|\r", -1);
            List<String> last = List.of(lines).subList(Math.max(0, lines.length - LOG_LINES), lines.length);
            return String.join("\n", last);
        }
    }

    private static Exhibit ofTable(String csv) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                    cell.append(csv.charAt(++i));
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(List.copyOf(row));
                    row.clear();
                }
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        return rows.isEmpty() ? NOTHING : new Exhibit(rows.get(0), List.copyOf(rows.subList(1, rows.size())), "", "");
    }
}
