// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
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
    void a_model_that_is_not_certified_beside_one_that_is_keeps_a_folder_from_being_sound() {
        Path report = new CertificateStore(folder.resolve("store/other"))
                .publish(new DigitsRun(folder.resolve("second")).failed())
                .json();

        TipcRun run = verify(folder.resolve("store").toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("sound    " + json, "sound    " + report, "digits: NOT CERTIFIED in");
    }

    @Test
    void an_edited_page_of_another_version_is_never_called_sound() throws IOException {
        String renderer = Files.readString(json).replaceFirst("(?s).*\"renderer\" : \"([^\"]*)\".*", "$1");
        ofAnotherVersion(renderer);
        Path page = json.resolveSibling("certificate.html");
        Files.writeString(page, Files.readString(page).replace("0.9812", "0.9999"));

        TipcRun run = verify(json.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out().lines().findFirst().orElseThrow())
                .startsWith("NOT CHECKED  " + json + ": pages of another tipc-junit")
                .contains(
                        "(certificate.md, certificate.html, certificate_cn.html)", "replace the pages by --make-pages");
        assertThat(run.out().lines()).noneMatch(line -> line.startsWith("sound"));

        TipcRun made = verify(json.toString(), "--make-pages");
        assertThat(made.status()).isZero();
        assertThat(made.out())
                .startsWith("sound    " + json)
                .contains("         made anew: certificate.md, certificate.html, certificate_cn.html\n");
        assertThat(page).content().contains("0.9812").doesNotContain("0.9999");
    }

    @Test
    void a_page_that_was_deleted_and_one_that_was_put_there_are_told() throws IOException {
        Files.move(json.resolveSibling("certificate_cn.html"), json.resolveSibling("certificate_zh.html"));

        assertThat(verify(json.toString()).out())
                .contains("         pages that are not here: certificate_cn.html (--make-pages makes them)\n")
                .contains("         beside it, and not checked: certificate_zh.html\n");
    }

    @Test
    void the_pages_of_a_site_are_checked_with_its_certificates() throws IOException {
        Path site = folder.resolve("site");
        TipcRun.of("report", folder.resolve("store").toString(), "--output", site.toString());

        TipcRun sound = verify(site.toString());
        assertThat(sound.status()).isZero();
        assertThat(sound.out())
                .contains("sound    " + site + ": 12 files of the site are what its certificates render to\n");

        Path index = site.resolve("index.html");
        Files.writeString(index, Files.readString(index).replace("✔ Certified", "✔ Best"));
        TipcRun edited = verify(site.toString());
        assertThat(edited.status()).isEqualTo(1);
        assertThat(edited.out())
                .contains("UNSOUND  " + site + ": 11 files of the site are", ", 1 are not\n")
                .containsPattern(
                        "index\\.html: expected what its certificates render to, in line [0-9]+: .*✔ Certified.*,"
                                + " observed .*✔ Best");
    }

    private void ofAnotherVersion(String renderer) throws IOException {
        String before = sha256(json);
        Files.writeString(json, Files.readString(json).replace(renderer, "0-0123456789abcdef"));
        for (String page : List.of("certificate.md", "certificate.html", "certificate_cn.html")) {
            Path path = json.resolveSibling(page);
            Files.writeString(
                    path,
                    Files.readString(path)
                            .replace(before, sha256(json))
                            .replace(renderer, "0-0123456789abcdef")
                            .replaceAll("Form of the page|页面形式", "Form"));
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
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
                .contains(empty.toString(), "there is no certificate.json and no not-certified.json at, in or below it")
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
