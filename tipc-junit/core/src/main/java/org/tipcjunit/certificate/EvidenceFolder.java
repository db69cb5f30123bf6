// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.certificate.Certificate.EvidenceFile;
import org.tipcjunit.certificate.Certificate.EvidenceKind;
import org.tipcjunit.certificate.Certificate.StageResult;
import org.tipcjunit.certificate.Certifier.Supported;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Evidence.CurveEvidence;
import org.tipcjunit.finding.Evidence.FileEvidence;
import org.tipcjunit.finding.Evidence.ImagesEvidence;
import org.tipcjunit.finding.Evidence.TableEvidence;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Finding;

/** The folder {@value #NAME} beside a certificate while it is being filled: every file is hashed as it is written. */
final class EvidenceFolder {

    static final String NAME = "evidence";

    /** Files above this size are hashed where they lie instead of being copied. */
    static final long LARGEST_COPY = 32L << 20;

    private static final long LARGEST_PICTURE = 1L << 20;
    private static final int LOG_LINES = 20;
    private static final int LONGEST_NAME = 60;

    private final DurableFiles files;
    private final Path folder;
    private final Set<String> names = new HashSet<>();
    private final Map<Path, EvidenceFile> copies = new LinkedHashMap<>();
    private final Map<String, Exhibit> exhibits = new LinkedHashMap<>();

    EvidenceFolder(Path certificateFolder, DurableFiles files) throws IOException {
        this.files = files;
        this.folder = Files.createDirectory(certificateFolder.resolve(NAME));
    }

    /** Get what pages show of the files, by the files' paths. */
    Map<String, Exhibit> exhibits() {
        return Map.copyOf(exhibits);
    }

    void sync() throws IOException {
        files.syncFolder(folder);
    }

    Supported add(Finding finding) throws IOException {
        List<EvidenceFile> written = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        Writer writer = new Writer(finding.clause().id(), missing);
        for (Evidence evidence : finding.evidence()) {
            written.addAll(evidence.accept(writer));
        }
        return new Supported(finding, written, missing);
    }

    StageResult add(StageRun stage) throws IOException {
        List<EvidenceFile> log = List.of();
        Path source = stage.outcome().log();
        if (isReadableFile(source)) {
            log = List.of(take("stage", stage.name(), EvidenceKind.LOG, source, "log"));
            List<String> lines = stage.output();
            List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
            exhibits.put(log.get(0).path(), Exhibit.ofText(String.join("\n", last)));
        }
        return new StageResult(
                stage.name(),
                stage.kind().label(),
                stage.outcome().command().commandLine(),
                stage.outcome().command().workingDirectory().toString(),
                stage.outcome().termination().describe(),
                stage.outcome().termination().isSuccess(),
                stage.outcome().duration(),
                stage.outcome().leftovers(),
                log);
    }

    /** Writes the evidence of one finding. */
    private final class Writer implements Evidence.Visitor<List<EvidenceFile>, IOException> {

        private final String prefix;
        private final List<String> missing;

        Writer(String prefix, List<String> missing) {
            this.prefix = prefix;
            this.missing = missing;
        }

        @Override
        public List<EvidenceFile> file(FileEvidence file) throws IOException {
            if (!isReadableFile(file.file())) {
                missing.add(file.file().toString());
                return List.of();
            }
            return List.of(copy(prefix, file.title(), file.file()));
        }

        @Override
        public List<EvidenceFile> table(TableEvidence table) throws IOException {
            return List.of(write(prefix, table));
        }

        @Override
        public List<EvidenceFile> curve(CurveEvidence curve) throws IOException {
            return write(prefix, curve);
        }

        @Override
        public List<EvidenceFile> text(TextEvidence text) throws IOException {
            return List.of(write(prefix, text));
        }

        @Override
        public List<EvidenceFile> images(ImagesEvidence images) throws IOException {
            return write(prefix, images);
        }
    }

    private EvidenceFile copy(String prefix, String title, Path source) throws IOException {
        String extension = extension(source);
        String mime = pictureType(extension);
        EvidenceKind kind = mime.isEmpty() ? EvidenceKind.FILE : EvidenceKind.IMAGE;
        EvidenceFile file = take(prefix, title, kind, source, extension);
        if (!mime.isEmpty() && file.bytes() <= LARGEST_PICTURE && !exhibits.containsKey(file.path())) {
            Path picture = folder.resolveSibling(file.path());
            exhibits.put(file.path(), Exhibit.ofPicture(mime, Files.readAllBytes(picture)));
        }
        return file;
    }

    private EvidenceFile take(String prefix, String title, EvidenceKind kind, Path source, String extension)
            throws IOException {
        Path real = source.toRealPath();
        EvidenceFile known = copies.get(real);
        if (known == null) {
            if (Files.size(real) > LARGEST_COPY) {
                Sha256 digest = Sha256.of(real);
                known = new EvidenceFile(title, kind, real.toString(), digest.hex(), digest.bytes());
            } else {
                String name = name(prefix, title, extension);
                Sha256 digest = files.copy(real, folder.resolve(name));
                known = new EvidenceFile(title, kind, NAME + "/" + name, digest.hex(), digest.bytes());
            }
            copies.put(real, known);
        }
        return new EvidenceFile(title, known.kind(), known.path(), known.sha256(), known.bytes());
    }

    private EvidenceFile write(String prefix, TableEvidence table) throws IOException {
        StringBuilder csv = new StringBuilder();
        appendRow(csv, table.header());
        table.rows().forEach(row -> appendRow(csv, row));
        EvidenceFile file = write(prefix, table.title(), EvidenceKind.TABLE, "csv", utf8(csv.toString()));
        exhibits.put(file.path(), Exhibit.ofTable(table.header(), table.rows()));
        return file;
    }

    private List<EvidenceFile> write(String prefix, CurveEvidence curve) throws IOException {
        StringBuilder csv = new StringBuilder();
        appendRow(csv, List.of(curve.xLabel(), curve.yLabel()));
        for (int i = 0; i < curve.values().size(); i++) {
            appendRow(
                    csv,
                    List.of(String.valueOf(i + 1), String.valueOf(curve.values().get(i))));
        }
        EvidenceFile numbers = write(prefix, curve.title(), EvidenceKind.CURVE, "csv", utf8(csv.toString()));
        byte[] png;
        try {
            png = LossPlot.png(curve);
        } catch (CertificateException e) {
            // The numbers are the evidence; a machine without fonts loses only the picture.
            exhibits.put(numbers.path(), Exhibit.ofText(String.valueOf(e.getMessage())));
            return List.of(numbers);
        }
        EvidenceFile plot = write(prefix, curve.title(), EvidenceKind.PLOT, "png", png);
        exhibits.put(plot.path(), Exhibit.ofPicture("image/png", png));
        return List.of(plot, numbers);
    }

    /** The captions are evidence of their own elsewhere; where no image can be drawn, the sheet is left out. */
    private List<EvidenceFile> write(String prefix, ImagesEvidence images) throws IOException {
        Optional<byte[]> png = new ContactSheet(images).png();
        if (png.isEmpty()) {
            return List.of();
        }
        EvidenceFile sheet = write(prefix, images.title(), EvidenceKind.PLOT, "png", png.get());
        exhibits.put(sheet.path(), Exhibit.ofPicture("image/png", png.get()));
        return List.of(sheet);
    }

    private EvidenceFile write(String prefix, TextEvidence text) throws IOException {
        EvidenceFile file = write(prefix, text.title(), EvidenceKind.TEXT, "txt", utf8(text.text()));
        exhibits.put(file.path(), Exhibit.ofText(text.text()));
        return file;
    }

    private EvidenceFile write(String prefix, String title, EvidenceKind kind, String extension, byte[] bytes)
            throws IOException {
        String name = name(prefix, title, extension);
        files.write(folder.resolve(name), bytes);
        Sha256 digest = Sha256.of(bytes);
        return new EvidenceFile(title, kind, NAME + "/" + name, digest.hex(), digest.bytes());
    }

    /** Get a name that is free, plain ASCII and the same in every run with the same findings. */
    private String name(String prefix, String title, String extension) {
        String words =
                title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String stem = prefix + "-" + (words.isEmpty() ? NAME : words);
        stem = stem.replaceAll("[^A-Za-z0-9.-]+", "-");
        stem = stem.substring(0, Math.min(stem.length(), LONGEST_NAME));
        String suffix = extension.isEmpty() ? "" : "." + extension;
        String name = stem + suffix;
        for (int i = 2; !names.add(name); i++) {
            name = stem + "-" + i + suffix;
        }
        return name;
    }

    private static void appendRow(StringBuilder csv, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            boolean quote = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            csv.append(i == 0 ? "" : ",").append(quote ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell);
        }
        csv.append("\r\n");
    }

    private static boolean isReadableFile(Path file) {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return extension.length() < name.length() && extension.matches("[a-z0-9]{1,10}") ? extension : "";
    }

    private static String pictureType(String extension) {
        return switch (extension) {
            case "png" -> "image/png";
            case "jpg", "jpeg" -> "image/jpeg";
            case "gif" -> "image/gif";
            default -> "";
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What a page shows of a file.
     *
     * @param header the heads of a table's columns
     * @param rows a table's rows
     * @param text a text
     * @param picture a picture as data URI
     */
    record Exhibit(List<String> header, List<List<String>> rows, String text, String picture) {

        static Exhibit ofTable(List<String> header, List<List<String>> rows) {
            return new Exhibit(header, rows, "", "");
        }

        static Exhibit ofText(String text) {
            return new Exhibit(List.of(), List.of(), text, "");
        }

        static Exhibit ofPicture(String mime, byte[] bytes) {
            String base64 = Base64.getEncoder().encodeToString(bytes);
            return new Exhibit(List.of(), List.of(), "", "data:" + mime + ";base64," + base64);
        }
    }
}
