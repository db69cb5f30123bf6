// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tipcjunit.certificate.Certificate.WorkingTree;
import org.tipcjunit.certificate.CertificateStore;
import org.tipcjunit.certificate.CertificateVerifier;
import org.tipcjunit.certificate.CertificateVerifier.Verification;
import org.tipcjunit.digest.Sha256;

/** The certificates in {@code reports/} are as they were written, and of a commit without changes. */
class PublishedCertificatesTests {

    private static final Path REPORTS = Path.of("").toAbsolutePath().resolveSibling("reports");

    static List<Path> certificates() {
        return CertificateStore.certificatesBelow(REPORTS);
    }

    @ParameterizedTest
    @MethodSource("certificates")
    void published_certificate_is_sound(Path json) {
        Verification verification =
                new CertificateVerifier().verify(json, FileSystems.getDefault().getPathMatcher("glob:*.pdiparams"));

        assertThat(verification.differences()).isEmpty();
        assertThat(verification.uncheckedPages()).isEmpty();
        assertThat(verification.absent()).hasSizeLessThanOrEqualTo(1);
        assertThat(verification.certificate().isCertified()).isTrue();
        assertThat(verification.certificate().repository().workingTree()).isEqualTo(WorkingTree.CLEAN);
        assertThat(verification.certificate().run().overrides()).isEmpty();
    }

    @Test
    void the_site_is_made_of_these_certificates_and_leads_to_them() throws IOException {
        String feed = Files.readString(REPORTS.resolve("feed.json"));
        String readme = Files.readString(REPORTS.resolve("README_cn.md"));

        assertThat(certificates()).isNotEmpty();
        for (Path json : certificates()) {
            assertThat(feed).contains("\"sha256\" : \"" + Sha256.of(json).hex() + "\"");
            assertThat(readme).contains("(<" + REPORTS.relativize(json.resolveSibling("certificate.md")) + ">)");
            assertThat(json.resolveSibling("certificate.md")).exists();
        }
    }

    @Test
    void the_table_of_backbones_leads_to_five_published_certificates() throws IOException {
        Path table = REPORTS.resolve("CenterNetBackbonesCertificationTest/backbones.md");

        List<Path> linked = Pattern.compile("\\[certified]\\(<([^>]+)>\\)")
                .matcher(Files.readString(table))
                .results()
                .map((MatchResult link) -> table.resolveSibling(link.group(1)).normalize())
                .toList();

        assertThat(linked).hasSize(5).allSatisfy(page -> assertThat(page).exists());
        assertThat(certificates())
                .containsAll(linked.stream()
                        .map(page -> page.resolveSibling("certificate.json"))
                        .toList());
    }
}
