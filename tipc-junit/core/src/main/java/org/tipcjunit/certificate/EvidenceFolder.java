// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.tipcjunit.certificate.page.ContactSheet;
import org.tipcjunit.certificate.page.PictureGallery;
import org.tipcjunit.digest.Sha256;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Evidence.CaptionedImage;
import org.tipcjunit.finding.Evidence.CurveEvidence;
import org.tipcjunit.finding.Evidence.FileEvidence;
import org.tipcjunit.finding.Evidence.ImagesEvidence;
import org.tipcjunit.finding.Evidence.TableEvidence;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Finding;

/** The folder {@value #NAME} beside a certificate while it is being filled: every file is hashed as it is written. */
final class EvidenceFolder {

    static final String NAME = "evidence";

    private static final int LONGEST_NAME = 60;
    private static final long LARGEST_AS_IT_IS = 1 << 15;

    private final DurableFiles files;
    private final LossPlot plot;
    private final Path folder;
    private final Set<String> names = new HashSet<>();
    private final Map<Path, EvidenceFile> copies = new LinkedHashMap<>();
    private final Map<String, EvidenceFile> written = new LinkedHashMap<>();

    EvidenceFolder(Path certificateFolder, DurableFiles files, LossPlot plot) throws IOException {
        this.files = files;
        this.plot = plot;
        this.folder = Files.createDirectory(certificateFolder.resolve(NAME));
    }

    /** Get what pages show of the files, by the files' paths; read from the files, so that who verifies sees the same. */
    Map<String, Exhibit> exhibits() throws IOException {
        return Exhibit.of(folder.resolveSibling("."), written.values());
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
                stage.started(),
                stage.beside(),
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
        EvidenceKind kind = Exhibit.isPicture(extension) ? EvidenceKind.IMAGE : EvidenceKind.FILE;
        return take(prefix, title, kind, source, extension);
    }

    private EvidenceFile take(String prefix, String title, EvidenceKind kind, Path source, String extension)
            throws IOException {
        Path real = source.toRealPath();
        EvidenceFile known = copies.get(real);
        if (known == null) {
            String name = name(prefix, title, extension);
            boolean stated = new EvidenceFile(title, kind, NAME + "/" + name, "", Files.size(real)).isStatedOnly();
            Sha256 digest = stated ? Sha256.of(real) : files.copy(real, folder.resolve(name));
            known = new EvidenceFile(title, kind, NAME + "/" + name, digest.hex(), digest.bytes());
            copies.put(real, known);
            written.put(known.path(), known);
        }
        return new EvidenceFile(title, known.kind(), known.path(), known.sha256(), known.bytes());
    }

    private EvidenceFile write(String prefix, TableEvidence table) throws IOException {
        StringBuilder csv = new StringBuilder();
        appendRow(csv, table.header());
        table.rows().forEach(row -> appendRow(csv, row));
        return write(prefix, table.title(), EvidenceKind.TABLE, "csv", utf8(csv.toString()));
    }

    private List<EvidenceFile> write(String prefix, CurveEvidence curve) throws IOException {
        StringBuilder csv = new StringBuilder();
        boolean judged = !curve.windows().isEmpty();
        appendRow(csv, List.of(curve.xLabel(), curve.yLabel(), "judged").subList(0, judged ? 3 : 2));
        for (int i = 0; i < curve.values().size(); i++) {
            List<String> row =
                    List.of(String.valueOf(i + 1), String.valueOf(curve.values().get(i)), curve.windowOf(i + 1));
            appendRow(csv, row.subList(0, judged ? 3 : 2));
        }
        EvidenceFile numbers = write(prefix, curve.title(), EvidenceKind.CURVE, "csv", utf8(csv.toString()));
        byte[] png;
        try {
            png = plot.png(curve);
        } catch (CertificateException e) {
            // The numbers are the evidence; a machine without fonts loses only the picture.
            return List.of(numbers);
        }
        return List.of(write(prefix, curve.title(), EvidenceKind.PLOT, "png", png), numbers);
    }

    /** A table names each picture with what was said about it; pictures too large for a page are made smaller. */
    private List<EvidenceFile> write(String prefix, ImagesEvidence images) throws IOException {
        if (images.images().isEmpty()) {
            return List.of();
        }
        StringBuilder csv = new StringBuilder();
        boolean differing = images.images().stream().anyMatch(CaptionedImage::differs);
        appendRow(csv, PictureGallery.header(differing));
        Map<String, EvidenceFile> pictures = new LinkedHashMap<>();
        for (CaptionedImage image : images.images()) {
            List<String> row = new ArrayList<>();
            for (Optional<Path> shown : List.of(Optional.of(image.image()), image.beside())) {
                Optional<EvidenceFile> picture = shown.isPresent() ? picture(prefix, shown.get()) : Optional.empty();
                picture.ifPresent(file -> pictures.put(file.path(), file));
                row.add(picture.map(EvidenceFile::path).orElse(""));
            }
            row.add(String.join("\n", image.caption()));
            if (differing) {
                row.add(image.differs() ? PictureGallery.DIFFERS : "");
            }
            appendRow(csv, row);
        }
        List<EvidenceFile> written = new ArrayList<>();
        written.add(write(prefix, images.title(), EvidenceKind.TABLE, "csv", utf8(csv.toString())));
        written.addAll(pictures.values());
        return written;
    }

    /** A picture that cannot be shown is left out: its caption says what was said about it. */
    private Optional<EvidenceFile> picture(String prefix, Path source) throws IOException {
        if (!isReadableFile(source)) {
            return Optional.empty();
        }
        String name = String.valueOf(source.getFileName());
        if (Exhibit.isPicture(extension(source)) && Files.size(source) <= LARGEST_AS_IT_IS) {
            return Optional.of(take(prefix, name, EvidenceKind.IMAGE, source, extension(source)));
        }
        Optional<byte[]> thumbnail = ContactSheet.thumbnail(source);
        return thumbnail.isEmpty()
                ? Optional.empty()
                : Optional.of(write(prefix, name + ", small", EvidenceKind.IMAGE, "jpg", thumbnail.get()));
    }

    private EvidenceFile write(String prefix, TextEvidence text) throws IOException {
        return write(prefix, text.title(), EvidenceKind.TEXT, "txt", utf8(text.text()));
    }

    private EvidenceFile write(String prefix, String title, EvidenceKind kind, String extension, byte[] bytes)
            throws IOException {
        String name = name(prefix, title, extension);
        files.write(folder.resolve(name), bytes);
        Sha256 digest = Sha256.of(bytes);
        EvidenceFile file = new EvidenceFile(title, kind, NAME + "/" + name, digest.hex(), digest.bytes());
        written.put(file.path(), file);
        return file;
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

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
