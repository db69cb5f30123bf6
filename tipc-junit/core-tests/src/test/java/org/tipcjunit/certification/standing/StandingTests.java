// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.standing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.CertificateDraft;
import org.tipcjunit.certificate.CertificateStore;
import org.tipcjunit.certificate.DigitsRun;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.digest.Sha256;
import org.tipcjunit.workspace.FolderContents;

class StandingTests {

    private static final Grounds GROUNDS = Grounds.of(Map.of("the mode", "1"), Map.of("train.py", "2"));

    @TempDir
    Path folder;

    private CertificateStore store;
    private PublishedCertificate certificate;

    @BeforeEach
    void certify() throws IOException {
        store = new CertificateStore(folder.resolve("digits"));
        store.begin();
        certificate = store.publish(new DigitsRun(folder.resolve("run")).sound());
        on(GROUNDS).keep(certificate);
    }

    private Standing on(Grounds grounds) throws IOException {
        Path file = folder.resolve("digits/runs/standing.json");
        return new Standing(
                folder.resolve("digits"),
                file,
                Files.exists(file) ? Optional.of(KeptGrounds.read(file)) : Optional.empty(),
                grounds,
                new FolderContents());
    }

    @Test
    void certificate_stands_as_long_as_nothing_changes() throws IOException {
        Standing.Found found = on(GROUNDS).look();

        assertThat(found.difference()).isEmpty();
        assertThat(found.certificate()).hasValueSatisfying(stands -> {
            assertThat(stands.json()).isEqualTo(certificate.json());
            assertThat(stands.html()).isEqualTo(certificate.html());
            assertThat(stands.certificate().isCertified()).isTrue();
        });
    }

    @Test
    void first_difference_is_told() throws IOException {
        assertThat(difference(Grounds.of(Map.of("the mode", "3"), GROUNDS.files())))
                .isEqualTo("the mode changed");
        assertThat(difference(Grounds.of(GROUNDS.facts(), Map.of("train.py", "4"))))
                .isEqualTo("train.py changed");
        assertThat(difference(Grounds.of(GROUNDS.facts(), Map.of()))).isEqualTo("train.py is gone");
        assertThat(difference(Grounds.of(GROUNDS.facts(), Map.of("a.py", "5", "train.py", "2"))))
                .isEqualTo("a.py is new");
        assertThat(difference(new Grounds(0, GROUNDS.facts(), GROUNDS.files())))
                .isEqualTo("the version of tipc-junit changed");
    }

    private String difference(Grounds grounds) throws IOException {
        Standing.Found found = on(grounds).look();
        assertThat(found.certificate()).isEmpty();
        return found.difference().orElseThrow();
    }

    @Test
    void certificate_that_was_touched_does_not_stand() throws IOException {
        Files.writeString(certificate.markdown(), "\n", StandardOpenOption.APPEND);
        assertThat(difference(GROUNDS)).isEqualTo("of the certificate, certificate.md changed");
    }

    @Test
    void evidence_that_was_touched_does_not_stand() throws IOException {
        Files.delete(folder.resolve("digits/evidence/4.1.3-1-loss.csv"));
        assertThat(difference(GROUNDS)).isEqualTo("of the certificate, evidence/4.1.3-1-loss.csv is gone");
    }

    @Test
    void code_from_elsewhere_that_changed_does_not_stand() throws IOException {
        Path helper = Files.writeString(folder.resolve("helper.py"), "a = 1");
        CertificateDraft sound = new DigitsRun(folder.resolve("other")).sound();
        Certificate.Repository repository = sound.repository();
        store.begin();
        certificate = store.publish(new CertificateDraft(
                sound.model(),
                sound.mode(),
                new Certificate.Repository(
                        repository.path(),
                        repository.remote(),
                        repository.commit(),
                        repository.workingTree(),
                        repository.differences(),
                        List.of(new Certificate.Beside(
                                "code that no commit holds",
                                helper.toString(),
                                1,
                                Sha256.of("a = 1").hex()))),
                sound.environment(),
                sound.run(),
                sound.chain(),
                sound.required(),
                sound.findings(),
                sound.stages(),
                List.of()));
        on(GROUNDS).keep(certificate);

        assertThat(on(GROUNDS).look().certificate()).isPresent();
        Files.writeString(helper, "a = 2");
        assertThat(difference(GROUNDS)).isEqualTo(helper + " changed");
        Files.delete(helper);
        assertThat(difference(GROUNDS)).isEqualTo(helper + " is gone");
    }

    @Test
    void what_cannot_be_read_does_not_stand() throws IOException {
        Path file = folder.resolve("digits/runs/standing.json");
        Standing unread = new Standing(folder.resolve("digits"), file, Optional.empty(), GROUNDS, new FolderContents());

        assertThat(unread.look().certificate()).isEmpty();
        assertThat(unread.look().difference()).contains("what was kept of it cannot be read: " + file);
    }

    @Test
    void nothing_stands_after_a_run_that_certified_nothing() throws IOException {
        store.begin();
        PublishedCertificate failed = store.publish(new DigitsRun(folder.resolve("again")).failed());
        on(GROUNDS).keep(failed);

        assertThat(on(GROUNDS).look().certificate()).isEmpty();
        assertThat(folder.resolve("digits/runs/standing.json")).doesNotExist();
    }

    @Test
    void nothing_stands_once_another_run_has_begun() throws IOException {
        store.begin();

        assertThat(on(GROUNDS).look().certificate()).isEmpty();
        assertThat(on(GROUNDS).look().difference()).isEmpty();
    }
}
