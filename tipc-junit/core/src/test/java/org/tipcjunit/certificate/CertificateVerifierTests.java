// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.certificate.CertificateVerifier.Difference;
import org.tipcjunit.certificate.CertificateVerifier.Verification;

class CertificateVerifierTests {

    @TempDir
    Path folder;

    private Path json;

    @BeforeEach
    void publish() {
        DigitsRun run = new DigitsRun(folder.resolve("run"));
        json = new CertificateStore(folder.resolve("store"))
                .publish(run.sound())
                .json();
    }

    @Test
    void finds_nothing_wrong_with_a_certificate_as_published() {
        Verification verification = new CertificateVerifier().verify(json);

        assertThat(verification.differences()).isEmpty();
        assertThat(verification.isSound()).isTrue();
        assertThat(verification.certificate().evidence()).hasSize(10);
    }

    @Test
    void finds_nothing_wrong_after_the_folder_was_moved_elsewhere() throws Exception {
        Path moved = Files.move(json.getParent(), folder.resolve("elsewhere"));

        assertThat(new CertificateVerifier()
                        .verify(moved.resolve("certificate.json"))
                        .differences())
                .isEmpty();
    }

    @Test
    void detects_one_changed_byte_in_a_file_of_evidence() throws Exception {
        Path changed = json.resolveSibling("evidence/stage-train.log");
        Files.writeString(changed, "log of trainX");

        assertThat(new CertificateVerifier().verify(json).differences())
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.path()).isEqualTo("evidence/stage-train.log");
                    assertThat(difference.expected())
                            .isEqualTo("SHA-256 "
                                    + Sha256.of("log of train\n".getBytes()).hex() + ", 13 bytes");
                    assertThat(difference.observed())
                            .isEqualTo("SHA-256 "
                                    + Sha256.of("log of trainX".getBytes()).hex() + ", 13 bytes");
                });
    }

    @Test
    void detects_a_lost_and_an_added_file() throws Exception {
        Files.move(json.resolveSibling("evidence/stage-infer.log"), json.resolveSibling("evidence/other.log"));

        assertThat(new CertificateVerifier().verify(json).differences())
                .extracting(Difference::path, Difference::observed)
                .containsExactly(
                        tuple("evidence/stage-infer.log", "no such file"),
                        tuple("evidence/other.log", "a file nobody stated"));
    }

    @Test
    void a_file_that_may_be_absent_is_told_and_is_checked_where_it_is_there() throws Exception {
        Path log = json.resolveSibling("evidence/stage-infer.log");
        PathMatcher logs = FileSystems.getDefault().getPathMatcher("glob:stage-*.log");

        Files.writeString(log, "another");
        assertThat(new CertificateVerifier().verify(json, logs).differences())
                .extracting(Difference::path)
                .containsExactly("evidence/stage-infer.log");

        Files.delete(log);
        Verification verification = new CertificateVerifier().verify(json, logs);
        assertThat(verification.isSound()).isTrue();
        assertThat(verification.absent()).containsExactly("evidence/stage-infer.log");
    }

    @Test
    void detects_a_verdict_that_the_clauses_do_not_bear() throws Exception {
        String text = Files.readString(json);
        Files.writeString(json, text.replaceFirst("\"status\" : \"PASS\"", "\"status\" : \"NOT_RUN\""));

        assertThat(new CertificateVerifier().verify(json).differences())
                .contains(new Difference("certificate.json", "every required clause passed", "not so: 4.1.3-1"));
    }

    @Test
    void detects_a_page_that_was_made_from_another_json() throws Exception {
        Files.writeString(json, Files.readString(json).replace("\"digits\"", "\"resnet\""));

        assertThat(new CertificateVerifier().verify(json).differences())
                .extracting(Difference::path)
                .containsExactly("certificate.md", "certificate.html");
    }
}
