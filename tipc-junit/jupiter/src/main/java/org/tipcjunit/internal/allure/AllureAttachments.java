// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal.allure;

import io.qameta.allure.AllureLifecycle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.tipcjunit.certificate.LossPlot;
import org.tipcjunit.certificate.page.ContactSheet;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certificate.page.Sentences;
import org.tipcjunit.digest.Sha256;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.process.LogTail;

/**
 * Attaches evidence to the running test of Allure. Of files it attaches what a reader of reports looks at, texts and pictures
 * that are not large; of others name, size and SHA-256.
 *
 * <p>A report must not decide over a certification: what cannot be attached is said instead, and nothing is thrown.
 *
 * @param lifecycle what the running test is known to
 * @param words what it says
 * @param plot draws curves
 * @since 0.1
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public record AllureAttachments(AllureLifecycle lifecycle, PageWords words, LossPlot plot) {

    /** Larger files are named and not attached: reports are copied and kept for every build. */
    static final long LARGEST = 4L << 20;

    private static final int LAST_LINES = 500;
    private static final int LOOKED_AT = 8192;
    private static final Map<String, String> PICTURES =
            Map.of("png", "image/png", "jpg", "image/jpeg", "jpeg", "image/jpeg", "gif", "image/gif");
    private static final System.Logger LOGGER = System.getLogger(AllureAttachments.class.getName());

    void attach(Evidence evidence) {
        guarded(title(evidence), () -> evidence.accept(new Attaching()));
    }

    private String title(Evidence evidence) {
        return Sentences.in(words.language()).label(evidence.title());
    }

    void text(String name, String content) {
        guarded(name, () -> bytes(name, "text/plain", ".txt", content.getBytes(StandardCharsets.UTF_8)));
    }

    void file(String name, Path file) {
        guarded(name, () -> attachFile(name, file));
    }

    /** Attach a file that this library made itself, as what it is: a page of somebody else's could do things in a report. */
    void own(String name, Path file, String type) {
        guarded(name, () -> attachFile(name, file, type));
    }

    /** Do something for a report, and go on whatever becomes of it. */
    public static void quietly(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(System.Logger.Level.WARNING, "Allure's results lack something: " + e);
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    private void guarded(String name, Action action) {
        try {
            action.run();
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            quietly(() -> bytes(
                    name, "text/plain", ".txt", words.get("notAttached", e).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void attachFile(String name, Path file) throws IOException {
        attachFile(name, file, PICTURES.getOrDefault(extension(file), "text/plain"));
    }

    private void attachFile(String name, Path file, String type) throws IOException {
        boolean picture = PICTURES.containsValue(type);
        if (Files.size(file) <= LARGEST && (picture || isText(file))) {
            try (InputStream content = Files.newInputStream(file)) {
                lifecycle.addAttachment(
                        name, type, type.equals("text/plain") ? ".txt" : "." + extension(file), content);
            }
        } else {
            String described = described(file);
            bytes(
                    name,
                    "text/plain",
                    ".txt",
                    (isText(file) ? described + lastLines(file) : described).getBytes(StandardCharsets.UTF_8));
        }
    }

    private String described(Path file) throws IOException {
        Sha256 digest = Sha256.of(file);
        return words.get("tooLarge", String.valueOf(LARGEST)) + "\n"
                + words.get("tooLarge.file", file, String.valueOf(digest.bytes()), digest.hex())
                        .indent(2);
    }

    private String lastLines(Path file) {
        return words.get("lastLines") + "\n" + String.join("\n", LogTail.lastLines(file, LAST_LINES)) + "\n";
    }

    /** Text holds no NUL; a program or parameters do within their first tensors. */
    private static boolean isText(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            for (byte next : content.readNBytes(LOOKED_AT)) {
                if (next == 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Attaches every kind of evidence, and tells whether there was something to attach. */
    private final class Attaching implements Evidence.Visitor<Boolean, IOException> {

        @Override
        public Boolean curve(Evidence.CurveEvidence curve) {
            bytes(title(curve), "image/png", ".png", plot.png(curve));
            return true;
        }

        @Override
        public Boolean table(Evidence.TableEvidence table) {
            bytes(title(table), "text/csv", ".csv", csv(table).getBytes(StandardCharsets.UTF_8));
            return true;
        }

        @Override
        public Boolean text(Evidence.TextEvidence text) {
            bytes(title(text), "text/plain", ".txt", text.text().getBytes(StandardCharsets.UTF_8));
            return true;
        }

        @Override
        public Boolean file(Evidence.FileEvidence file) throws IOException {
            attachFile(title(file), file.file());
            return true;
        }

        @Override
        public Boolean images(Evidence.ImagesEvidence images) {
            Optional<byte[]> sheet = new ContactSheet(images).png();
            sheet.ifPresent(png -> bytes(title(images), "image/png", ".png", png));
            return sheet.isPresent();
        }
    }

    private static String csv(Evidence.TableEvidence table) {
        return Stream.concat(Stream.of(table.header()), table.rows().stream())
                .map(row -> row.stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private void bytes(String name, String type, String extension, byte[] content) {
        lifecycle.addAttachment(name, type, extension, content);
    }
}
