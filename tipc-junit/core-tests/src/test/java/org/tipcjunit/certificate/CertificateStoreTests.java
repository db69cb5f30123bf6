// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.digest.Sha256;
import org.tipcjunit.finding.Clause;

class CertificateStoreTests {

    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));

    @TempDir
    Path folder;

    private DigitsRun run;
    private Path target;
    private CertificateStore store;

    @BeforeEach
    void prepare() {
        run = new DigitsRun(folder.resolve("run"));
        target = folder.resolve("target/tipc/digits");
        store = new CertificateStore(target, NOON);
    }

    @Test
    void writes_a_certificate_in_every_form_with_its_evidence() throws Exception {
        store.begin();
        PublishedCertificate published = store.publish(run.sound());

        assertThat(names(target))
                .containsExactly(
                        ".lock",
                        "certificate.html",
                        "certificate.json",
                        "certificate.md",
                        "certificate_cn.html",
                        "evidence");
        assertThat(published.json()).isEqualTo(target.resolve("certificate.json"));
        assertThat(names(target.resolve("evidence")))
                .containsExactly(
                        "4.1.3-1-loss.csv",
                        "4.1.3-1-loss.png",
                        "4.1.3-2-printed-metric.txt",
                        "4.1.3-3-differences.csv",
                        "4.1.3-3-image-0009.png",
                        "stage-evaluate.log",
                        "stage-export.log",
                        "stage-infer.log",
                        "stage-predict.log",
                        "stage-train.log");
        assertThat(differences("certificate.json")).isEmpty();
    }

    @Test
    void writes_an_account_under_another_name_when_the_model_is_not_certified() throws Exception {
        store.begin();
        store.publish(run.failed());

        assertThat(names(target))
                .containsExactly(
                        ".lock",
                        "evidence",
                        "not-certified.html",
                        "not-certified.json",
                        "not-certified.md",
                        "not-certified_cn.html");
        assertThat(differences("not-certified.json")).isEmpty();
    }

    @Test
    void retires_the_certificate_of_an_earlier_run_whole() throws Exception {
        store.publish(run.sound());
        String digest = Sha256.of(target.resolve("certificate.json")).hex().substring(0, 12);

        store.begin();

        assertThat(names(target)).containsExactly(".lock", "superseded");
        assertThat(names(target.resolve("superseded"))).containsExactly("20261124T120000Z-" + digest);
        assertThat(differences("superseded/20261124T120000Z-" + digest + "/certificate.json"))
                .isEmpty();
    }

    @Test
    void beginning_twice_changes_nothing_more() throws Exception {
        store.publish(run.sound());
        store.begin();
        List<String> once = tree();

        store.begin();

        assertThat(tree()).isEqualTo(once);
    }

    @Test
    void loses_no_certificate_of_several_runs_in_one_second() throws Exception {
        for (int i = 0; i < 3; i++) {
            store.begin();
            store.publish(run.sound());
        }
        store.begin();

        assertThat(names(target.resolve("superseded"))).hasSize(3);
    }

    @Test
    void a_failed_run_leaves_no_certificate_that_looks_current() throws Exception {
        store.begin();
        store.publish(run.sound());
        store.publish(run.failed());

        assertThat(names(target))
                .containsExactly(
                        ".lock",
                        "evidence",
                        "not-certified.html",
                        "not-certified.json",
                        "not-certified.md",
                        "not-certified_cn.html",
                        "superseded");
        assertThat(differences("not-certified.json")).isEmpty();
        assertThat(certificatesIn("superseded")).hasSize(1);
    }

    @Test
    void keeps_the_account_of_a_failed_run_until_another_run_has_ended() throws Exception {
        store.begin();
        store.publish(run.failed());

        store.begin();
        assertThat(differences("not-certified.json")).isEmpty();

        store.publish(run.sound());
        assertThat(names(target))
                .containsExactly(
                        ".lock",
                        "certificate.html",
                        "certificate.json",
                        "certificate.md",
                        "certificate_cn.html",
                        "evidence");
    }

    @Test
    void replaces_the_account_of_a_failed_run_and_its_evidence() throws Exception {
        store.publish(run.failed());
        store.publish(run.without(Clause.CONVERGENCE));

        assertThat(differences("not-certified.json")).isEmpty();
        assertThat(target.resolve("evidence/4.1.3-1-loss.csv")).doesNotExist();
        assertThat(target.resolve("superseded")).doesNotExist();
    }

    @Test
    void names_the_path_and_a_remedy_when_a_file_lies_where_the_folder_belongs() throws Exception {
        Files.writeString(folder.resolve("target"), "in the way");

        assertThatExceptionOfType(CertificateException.class)
                .isThrownBy(store::begin)
                .withMessageContaining("cannot retire the certificate of an earlier run, so it may still look current")
                .withMessageContaining("path:   " + folder.resolve("target"))
                .withMessageContaining("remedy: look at what lies at this path");
        assertThat(folder.resolve("target")).hasContent("in the way");
    }

    @Test
    void refuses_a_read_only_folder_and_leaves_it_as_it_is() throws Exception {
        store.publish(run.sound());
        List<String> before = tree();
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assertThatThrownBy(store::begin)
                    .isInstanceOf(CertificateException.class)
                    .hasMessage("""
                            cannot retire the certificate of an earlier run, so it may still look current
                              path:   %1$s
                              cause:  the folder is read-only
                              remedy: make %1$s writable for this user, then run again""", target);
            assertThatThrownBy(() -> store.publish(run.sound()))
                    .isInstanceOf(CertificateException.class)
                    .hasMessageStartingWith("cannot write the certificate of digits\n");
            assertThat(tree()).isEqualTo(before);
        } finally {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void does_not_replace_a_folder_that_lies_where_a_file_belongs() throws Exception {
        Path stranger = Files.createDirectories(target.resolve("not-certified.html"));
        Files.writeString(stranger.resolve("precious.txt"), "mine");

        assertThatExceptionOfType(CertificateException.class)
                .isThrownBy(() -> store.publish(run.failed()))
                .withMessageContaining("path:   " + stranger)
                .withMessageContaining("a folder lies where the file belongs");
        assertThat(stranger.resolve("precious.txt")).hasContent("mine");
        assertThat(target.resolve("not-certified.json")).doesNotExist();
    }

    @Test
    void an_interrupted_test_still_gets_its_account_written() throws Exception {
        Thread.currentThread().interrupt();
        try {
            store.publish(run.failed());
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(differences("not-certified.json")).isEmpty();
    }

    @Test
    void concurrent_runs_neither_mix_nor_lose_certificates() throws Exception {
        int runs = 6;
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            List<Callable<PublishedCertificate>> tasks = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                tasks.add(() -> {
                    CertificateStore own = new CertificateStore(target, NOON);
                    own.begin();
                    return own.publish(run.small());
                });
            }
            for (Future<PublishedCertificate> ended : pool.invokeAll(tasks)) {
                ended.get();
            }
        } finally {
            pool.shutdown();
        }

        assertThat(differences("certificate.json")).isEmpty();
        List<Path> superseded = certificatesIn("superseded");
        assertThat(superseded).hasSize(runs - 1);
        for (Path json : superseded) {
            assertThat(differences(json)).isEmpty();
        }
    }

    @Test
    void a_full_disk_at_any_moment_loses_nothing_and_certifies_nothing() throws Exception {
        int moments = 0;
        for (FailingFiles failing = new FailingFiles(1, false); ; failing = new FailingFiles(++moments + 1, false)) {
            target = folder.resolve("full-" + moments);
            List<String> before = prepareAccountOfFailedRun();
            CertificateStore full = new CertificateStore(target, NOON, failing, new LossPlot());
            try {
                full.publish(run.small());
                if (!failing.failed()) {
                    break;
                }
                assertThat(differences("certificate.json")).isEmpty();
            } catch (CertificateException e) {
                assertThat(e)
                        .hasMessageContaining("No space left on device")
                        .hasMessageContaining("remedy: free some disk space, then run again");
                assertThat(certificatesIn("")).isEmpty();
                assertThat(target.resolve("certificate.html")).doesNotExist();
                assertThat(tree()).containsAll(before);
                assertThat(differences("not-certified.json")).isEmpty();
            }
        }
        assertThat(moments).isGreaterThan(12);
    }

    @Test
    void a_kill_at_any_moment_of_publishing_leaves_no_half_certificate() throws Exception {
        int moments = 0;
        for (FailingFiles killing = new FailingFiles(1, true); ; killing = new FailingFiles(++moments + 1, true)) {
            target = folder.resolve("killed-" + moments);
            prepareAccountOfFailedRun();
            try {
                new CertificateStore(target, NOON, killing, new LossPlot()).publish(run.small());
            } catch (Killed e) {
                // As if the process had ended here: nothing tidies up.
            }
            boolean whole = Files.exists(target.resolve("certificate.json"));
            if (whole) {
                assertThat(differences("certificate.json")).isEmpty();
            }
            new CertificateStore(target, NOON).begin();
            assertThat(names(target)).doesNotContain("certificate.json", "certificate.md", "certificate.html");
            assertThat(names(target)).doesNotContain(".staging", ".replaced");
            assertThat(certificatesIn("superseded")).hasSize(whole ? 1 : 0);
            new CertificateStore(target, NOON).publish(run.small());
            assertThat(differences("certificate.json")).isEmpty();
            if (!killing.failed()) {
                break;
            }
        }
        assertThat(moments).isGreaterThan(12);
    }

    @Test
    void a_kill_at_any_moment_of_retiring_keeps_the_certificate_whole() throws Exception {
        int moments = 0;
        for (FailingFiles killing = new FailingFiles(1, true); ; killing = new FailingFiles(++moments + 1, true)) {
            target = folder.resolve("retiring-" + moments);
            new CertificateStore(target, NOON).publish(run.small());
            try {
                new CertificateStore(target, NOON, killing, new LossPlot()).begin();
            } catch (Killed e) {
                // As if the process had ended here.
            }
            new CertificateStore(target, NOON).begin();

            assertThat(names(target)).containsExactly(".lock", "superseded");
            assertThat(certificatesIn("superseded")).singleElement().satisfies(json -> assertThat(differences(json))
                    .isEmpty());
            if (!killing.failed()) {
                break;
            }
        }
        assertThat(moments).isGreaterThan(4);
    }

    private List<String> prepareAccountOfFailedRun() throws IOException {
        new CertificateStore(target, NOON).publish(run.smallFailed());
        return tree();
    }

    private List<CertificateVerifier.Difference> differences(String json) {
        return differences(target.resolve(json));
    }

    /** Get what storing may have damaged; small runs lack clauses that every real one has. */
    private static List<CertificateVerifier.Difference> differences(Path json) {
        return new CertificateVerifier()
                .verify(json).differences().stream()
                        .filter(difference -> !difference.path().endsWith(".json"))
                        .toList();
    }

    private List<Path> certificatesIn(String name) throws IOException {
        Path root = target.resolve(name);
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> path.endsWith("certificate.json")).toList();
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private List<String> tree() throws IOException {
        try (Stream<Path> paths = Files.walk(target)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> target.relativize(path) + " " + path.toFile().length())
                    .sorted()
                    .toList();
        }
    }

    /** Real files, whose n-th operation fails as on a full disk, or ends everything as a kill does. */
    private static final class FailingFiles extends DurableFiles {

        private final boolean kill;
        private int left;

        FailingFiles(int operation, boolean kill) {
            this.left = operation;
            this.kill = kill;
        }

        boolean failed() {
            return left <= 0;
        }

        @Override
        void write(Path file, byte[] bytes) throws IOException {
            step(file);
            super.write(file, bytes);
        }

        @Override
        Sha256 copy(Path source, Path copy) throws IOException {
            step(copy);
            return super.copy(source, copy);
        }

        @Override
        void move(Path source, Path goal) throws IOException {
            step(goal);
            super.move(source, goal);
        }

        @Override
        void syncFolder(Path synced) throws IOException {
            step(synced);
            super.syncFolder(synced);
        }

        @Override
        void deleteTree(Path root) throws IOException {
            if (kill) {
                step(root);
            }
            super.deleteTree(root);
        }

        private void step(Path file) throws IOException {
            left--;
            if (left == 0 || (kill && left < 0)) {
                if (kill) {
                    throw new Killed();
                }
                throw new FileSystemException(file.toString(), null, "No space left on device");
            }
        }
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
