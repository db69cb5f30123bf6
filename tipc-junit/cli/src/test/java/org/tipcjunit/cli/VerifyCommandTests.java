// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.certificate.CertificateStore;
import org.tipcjunit.certificate.DigitsRun;

class VerifyCommandTests {

    @TempDir
    Path folder;

    private Path json;

    @BeforeEach
    void publish() {
        json = new CertificateStore(folder.resolve("store/digits"))
                .publish(new DigitsRun(folder.resolve("run")).sound())
                .json();
    }

    @Test
    void a_sound_certificate_is_told_with_what_it_certifies() {
        TipcRun run = verify(json.toString());

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("""
                sound    %s
                         digits: CERTIFIED in\
                """.formatted(json)).endsWith(" files of evidence, 5 clauses\n");
    }

    @Test
    void a_folder_stands_for_the_certificates_below_it_that_were_not_superseded() throws IOException {
        Path old = folder.resolve("store/digits/superseded/yesterday/certificate.json");
        Files.createDirectories(old.getParent());
        Files.writeString(old, "{}");

        TipcRun run = verify(folder.resolve("store").toString());

        assertThat(run.status()).isZero();
        assertThat(run.out()).containsOnlyOnce("sound  ");
    }

    @Test
    void a_changed_file_is_told_with_both_digests() throws IOException {
        Files.writeString(json.resolveSibling("evidence/stage-train.log"), "another log");

        TipcRun run = verify(json.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("UNSOUND  ")
                .containsPattern("evidence/stage-train\\.log: expected SHA-256 [0-9a-f]{64}, 13 bytes, observed SHA-256"
                        + " [0-9a-f]{64}, 11 bytes\n");
    }

    @Test
    void a_missing_log_is_unsound_whatever_may_be_absent() throws IOException {
        Files.delete(json.resolveSibling("evidence/stage-train.log"));

        assertThat(verify(json.toString()).status()).isEqualTo(1);
        TipcRun run = verify(json.toString(), "--absent", "*.log");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("observed no such file, though a verdict rests on it: only parameters may be absent\n");
    }

    @Test
    void a_folder_of_results_does_not_stand_for_what_working_copies_hold() throws IOException {
        Path kept = folder.resolve("store/digits/runs/20261128-201530-123/workspace/reports/other/certificate.json");
        Files.createDirectories(kept.getParent());
        Files.writeString(kept, "{}");
        Path model = folder.resolve("store/runs/certificate.json");
        Files.createDirectories(model.getParent());
        Files.writeString(model, "{}");

        assertThat(CertificateStore.certificatesBelow(folder.resolve("store"))).containsExactly(json, model);
        assertThat(CertificateStore.certificatesBelow(kept.getParent().getParent()))
                .containsExactly(kept);
    }

    @Test
    void a_sound_report_of_a_model_that_is_not_certified_certifies_nothing() {
        Path report = new CertificateStore(folder.resolve("other"))
                .publish(new DigitsRun(folder.resolve("second")).failed())
                .json();

        TipcRun run = verify(json.toString(), report.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("sound    " + report, "NOT CERTIFIED");
    }

    @Test
    void what_is_no_certificate_is_refused() throws IOException {
        Path none = Files.writeString(folder.resolve("none.json"), "no JSON");

        TipcRun run = verify(none.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("tipc: ").contains(none.toString());
    }

    @Test
    void a_folder_without_certificates_is_refused() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        TipcRun run = verify(empty.toString(), json.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains(empty.toString(), "there is no certificate.json at, in or below it")
                .doesNotContain("Usage:");
        assertThat(run.out()).contains("sound", json.toString());
    }

    @Test
    void a_glob_that_is_none_is_refused() {
        TipcRun run = verify(json.toString(), "--absent", "[");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--absent is no glob");
    }

    private static TipcRun verify(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "verify";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return TipcRun.of(all);
    }
}
