// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.certificate.Certificate.StageResult;
import org.tipcjunit.certificate.Certifier.Supported;
import org.tipcjunit.digest.Sha256;
import org.tipcjunit.finding.Finding;

/**
 * Keeps the certificate of one model in a folder, so that what looks current there is what the last run found.
 *
 * <pre>
 * certificate.{json,md,html}     the last run certified the model; certificate_cn.html is the same in Chinese
 * not-certified.{json,md,html}   the last run that ended did not
 * evidence/                      the files that either of them names
 * superseded/&lt;time&gt;-&lt;digest&gt;/   certificates of earlier runs, whole
 * </pre>
 *
 * <p>Everything is written aside and then renamed, the JSON last. A lock file keeps two processes apart. Killed at any
 * point, the next call ends what was begun. Thread-safe.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class CertificateStore {

    static final String CERTIFICATE = "certificate";
    static final String NOT_CERTIFIED = "not-certified";

    private static final String SUPERSEDED = "superseded";
    private static final String RETIRING = ".retiring";
    private static final String STAGING = ".staging";
    private static final String REPLACED = ".replaced";
    private static final String LOCK = ".lock";
    private static final Set<String> OTHERS = Set.of(SUPERSEDED, STAGING, REPLACED, EvidenceFolder.NAME, ".git");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int DIGEST_DIGITS = 12;

    private final Path folder;
    private final InstantSource clock;
    private final DurableFiles files;
    private final LossPlot plot;

    /** Get the store in a folder, such as {@code target/tipc/digits}, which is made when it is needed. */
    public CertificateStore(Path folder) {
        this(folder, InstantSource.system());
    }

    /** Get the store in a folder that draws no curve which {@code plot} drew for a report. */
    public CertificateStore(Path folder, LossPlot plot) {
        this(folder, InstantSource.system(), new DurableFiles(), plot);
    }

    /** Get the store in a folder that takes the time of retirement, which names folders, from a given clock. */
    public CertificateStore(Path folder, InstantSource clock) {
        this(folder, clock, new DurableFiles(), new LossPlot());
    }

    CertificateStore(Path folder, InstantSource clock, DurableFiles files, LossPlot plot) {
        this.folder = folder.toAbsolutePath().normalize();
        this.clock = clock;
        this.files = files;
        this.plot = plot;
    }

    /**
     * Find the certificates of any number of models.
     *
     * @param folder the folder of a store, or one above several
     * @return every {@code certificate.json} and {@code not-certified.json} in or below it, sorted; neither those that were superseded, nor what lies in the
     *     folders of runs, whose working copies hold whatever their repositories do
     * @throws CertificateException if the folder cannot be searched
     */
    public static List<Path> certificatesBelow(Path folder) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path inside, BasicFileAttributes attributes) {
                    boolean another = !inside.equals(folder)
                            && (OTHERS.contains(String.valueOf(inside.getFileName())) || isOfRun(inside));
                    return another ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.endsWith(CERTIFICATE + ".json") || file.endsWith(NOT_CERTIFIED + ".json")) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw CertificateException.of("cannot look for certificates", folder, e);
        }
        return found.stream().sorted().toList();
    }

    /**
     * Get the JSON of what the last run found.
     *
     * @param path the file itself, or the folder of a store
     * @throws CertificateException if the folder holds none
     */
    public static Path current(Path path) {
        if (!Files.isDirectory(path)) {
            return path;
        }
        List<String> names = List.of(CERTIFICATE + ".json", NOT_CERTIFIED + ".json");
        return names.stream()
                .map(path::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new CertificateException(
                        "cannot read a certificate",
                        path,
                        "the folder holds neither " + String.join(" nor ", names),
                        "name the folder of one model, such as reports/digits"));
    }

    private static boolean isOfRun(Path folder) {
        return folder.getParent() != null
                && folder.getParent().endsWith("runs")
                && String.valueOf(folder.getFileName()).matches("[0-9]{8}-[0-9]{6}-[0-9]{3}");
    }

    /**
     * Start a run: retire the certificate of an earlier run to {@code superseded/}.
     *
     * <p>Without an earlier certificate this only makes sure that the folder can be written to.
     *
     * @throws CertificateException if the folder cannot be written to; an earlier certificate is then still there
     */
    public void begin() {
        locked("cannot retire the certificate of an earlier run, so it may still look current", () -> {
            clear();
            retire();
            return true;
        });
    }

    /**
     * End a run: write its certificate, or the account of why there is none.
     *
     * @param certification what was demanded and found
     * @return the certificate and where it lies
     * @throws CertificateException if it cannot be written whole; nothing then claims that the model is certified, and
     *     what lay in the folder is still there or in {@code superseded/}
     */
    public PublishedCertificate publish(CertificateDraft certification) {
        return locked("cannot write the certificate of " + certification.model(), () -> {
            clear();
            try {
                Path staging = Files.createDirectory(folder.resolve(STAGING));
                Certificate certificate = stage(certification, staging);
                retire();
                return swapIn(certificate, staging);
            } finally {
                clearQuietly();
            }
        });
    }

    private Certificate stage(CertificateDraft certification, Path staging) throws IOException {
        EvidenceFolder evidence = new EvidenceFolder(staging, files, plot);
        List<Supported> findings = new ArrayList<>();
        for (Finding finding : certification.findings()) {
            findings.add(evidence.add(finding));
        }
        List<StageResult> stages = new ArrayList<>();
        for (StageRun stage : certification.stages()) {
            stages.add(evidence.add(stage));
        }
        evidence.sync();
        Certificate certificate = new Certifier().certify(certification, findings, stages);
        byte[] json = new CertificateJson().write(certificate);
        String name = name(certificate);
        files.write(staging.resolve(name + ".json"), json);
        Map<String, byte[]> pages = CertificatePage.pages(
                certificate, evidence.exhibits(), name, Sha256.of(json), CertificatePage.names(name));
        for (Map.Entry<String, byte[]> page : pages.entrySet()) {
            files.write(staging.resolve(page.getKey()), page.getValue());
        }
        files.syncFolder(staging);
        return certificate;
    }

    /** Put a staged set in the place of an older account; on an error the older account is back. */
    private PublishedCertificate swapIn(Certificate certificate, Path staging) throws IOException {
        Path replaced = Files.createDirectory(folder.resolve(REPLACED));
        List<String> before = existing(NOT_CERTIFIED);
        List<String> after = names(name(certificate));
        List<String> done = new ArrayList<>();
        try {
            for (String name : before) {
                requireOwn(name);
                files.move(folder.resolve(name), replaced.resolve(name));
            }
            for (String name : after) {
                files.move(staging.resolve(name), folder.resolve(name));
                done.add(name);
            }
            files.syncFolder(folder);
        } catch (IOException | RuntimeException e) {
            restore(done, before, replaced, e);
            throw e;
        }
        return PublishedCertificate.in(folder, name(certificate), certificate);
    }

    private void restore(List<String> done, List<String> before, Path replaced, Exception cause) {
        try {
            for (int i = done.size() - 1; i >= 0; i--) {
                files.deleteTree(folder.resolve(done.get(i)));
            }
            for (String name : before) {
                if (exists(replaced.resolve(name))) {
                    files.move(replaced.resolve(name), folder.resolve(name));
                }
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Move a current certificate away; a retirement that was cut short goes on in the same folder. */
    private void retire() throws IOException {
        Path superseded = folder.resolve(SUPERSEDED);
        Path retiring = superseded.resolve(RETIRING);
        List<String> current = existing(CERTIFICATE);
        boolean evidenceOnly = current.equals(List.of(EvidenceFolder.NAME));
        boolean retirementCutShort = exists(retiring);
        if (!retirementCutShort && (current.isEmpty() || evidenceOnly)) {
            return;
        }
        Files.createDirectories(retiring);
        boolean evidenceIsOfAnother = existing(NOT_CERTIFIED).size() > 1;
        for (int i = current.size() - 1; i >= 0; i--) {
            String name = current.get(i);
            if (!(name.equals(EvidenceFolder.NAME) && evidenceIsOfAnother)) {
                files.move(folder.resolve(name), retiring.resolve(name));
            }
        }
        files.syncFolder(folder);
        files.move(retiring, free(superseded, retiring.resolve(CERTIFICATE + ".json")));
        files.syncFolder(superseded);
    }

    private Path free(Path superseded, Path json) throws IOException {
        String time = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(clock.instant());
        String digest = Files.isRegularFile(json) ? Sha256.of(json).hex().substring(0, DIGEST_DIGITS) : "incomplete";
        Path free = superseded.resolve(time + "-" + digest);
        for (int i = 2; exists(free); i++) {
            free = superseded.resolve(time + "-" + digest + "-" + i);
        }
        return free;
    }

    private <T> T locked(String what, Action<T> action) {
        // An interrupt from a time limit of the test would close the files being written.
        boolean interrupted = Thread.interrupted();
        try {
            Files.createDirectories(folder);
            requireWritable();
            try (FileChannel channel = openLock()) {
                lock(channel);
                return action.run();
            }
        } catch (IOException e) {
            throw CertificateException.of(what, folder, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private FileChannel openLock() throws IOException {
        try {
            return FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        } catch (FileSystemException e) { // Nor can any other file be made.
            String why = e instanceof AccessDeniedException ? "permission denied" : e.getReason();
            throw new FileSystemException(folder.toString(), null, "no file can be made in it: " + why);
        }
    }

    /** Wait for the lock, which lasts until the channel is closed. */
    private void lock(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                if (channel.tryLock() != null) {
                    return;
                }
            } catch (OverlappingFileLockException e) {
                // Another thread of this JVM holds it; wait as for another process.
            }
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new FileSystemException(
                        folder.resolve(LOCK).toString(), null, "another run is writing the certificate of this model");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Refuse a folder that is marked read-only, also for root, who could write to it all the same. */
    private void requireWritable() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        if (!permissions.contains(PosixFilePermission.OWNER_WRITE)
                && !permissions.contains(PosixFilePermission.GROUP_WRITE)
                && !permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new FileSystemException(folder.toString(), null, "the folder is read-only");
        }
    }

    private void requireOwn(String name) throws IOException {
        if (!name.equals(EvidenceFolder.NAME) && Files.isDirectory(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(
                    folder.resolve(name).toString(), null, "a folder lies where the file belongs");
        }
    }

    private void clear() throws IOException {
        files.deleteTree(folder.resolve(STAGING));
        files.deleteTree(folder.resolve(REPLACED));
    }

    /** Remove what is no longer needed; what stays because of an error, the next run removes. */
    private void clearQuietly() {
        try {
            clear();
        } catch (IOException e) {
            // The certificate itself is already in its place, or its own error is on its way to the caller.
        }
    }

    /** Get the parts of a set that are there, in the order of publishing. */
    private List<String> existing(String stem) {
        return names(stem).stream().filter(name -> exists(folder.resolve(name))).toList();
    }

    /** Get the parts of a set in the order of publishing: the JSON last, because programs look for it. */
    static List<String> names(String stem) {
        List<String> names = new ArrayList<>(List.of(EvidenceFolder.NAME));
        names.addAll(CertificatePage.names(stem));
        names.add(stem + ".json");
        return List.copyOf(names);
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static String name(Certificate certificate) {
        return certificate.isCertified() ? CERTIFICATE : NOT_CERTIFIED;
    }

    private interface Action<T> {
        T run() throws IOException;
    }
}
