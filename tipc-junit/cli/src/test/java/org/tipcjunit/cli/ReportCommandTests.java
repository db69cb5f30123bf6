// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.certificate.CertificateStore;
import org.tipcjunit.certificate.DigitsRun;

class ReportCommandTests {

    @TempDir
    Path folder;

    @Test
    void a_site_is_made_of_what_lies_below_a_folder_and_leads_to_where_it_will_be() {
        certificate();

        TipcRun run = report("--address", "https://example.org/tipc", "--title", "Our zoo", "--certificates", "link");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("1 model, 0 certified: " + folder.resolve("site/index.html") + "\n");
        assertThat(folder.resolve("site/index.html")).content().contains("<h1>Our zoo</h1>");
        assertThat(folder.resolve("site/feed.json"))
                .content()
                .containsPattern(
                        "\"https://example\\.org/tipc/badges/digits\\.lite_train_lite_infer-[0-9a-f]{8}\\.svg\"");
    }

    @Test
    void one_that_is_not_sound_has_exit_status_1_and_is_told() throws IOException {
        Files.writeString(certificate().resolveSibling("evidence/stage-train.log"), "another log");

        TipcRun run = report();

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("UNSOUND  digits: evidence/stage-train.log: expected SHA-256 ");
    }

    @Test
    void what_cannot_be_is_told_before_anything_is_written() {
        assertThat(report().err())
                .contains("cannot make a site", folder.resolve("in").toString(), "there is no such folder")
                .doesNotContain("Usage:");
        certificate();

        assertThat(report("--keep", "0").err()).contains("--keep is at least 1, not 0");
        assertThat(report("--address", "javascript:alert(1)").err()).contains("--address is no address of a site");
        assertThat(report("--history", folder.resolve("none").toString()).status())
                .isEqualTo(2);
        assertThat(folder.resolve("site")).doesNotExist();
    }

    @Test
    void a_file_in_the_place_of_the_site_stays_and_another_folder_is_asked_for() throws IOException {
        certificate();
        Path site = Files.writeString(folder.resolve("site"), "mine");

        TipcRun run = report();

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("cannot write the site", site.toString(), "no folder can be made there")
                .contains("name another folder with --output");
        assertThat(site).hasContent("mine");
    }

    @Test
    void a_file_in_the_place_of_a_folder_of_certificates_is_told_as_that() throws IOException {
        Path file = Files.writeString(folder.resolve("in"), "a file");

        TipcRun run = report();

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(file.toString(), "it is a file, no folder", "name the folders");
    }

    @Test
    void an_older_certificate_that_is_not_shown_is_named_with_the_reason() throws IOException {
        certificate();
        Path other = Files.createDirectories(folder.resolve("old/other"));
        Files.writeString(other.resolve("certificate.json"), "{ half");

        TipcRun run = report("--history", folder.resolve("old").toString());

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains(
                        "not shown: cannot read a certificate old/other/certificate.json: not a certificate of schema version")
                .contains("it is no JSON, in line 1, column");
        assertThat(folder.resolve("site/index_cn.html")).content().contains("未显示的较早证书", "old/other/certificate.json");
    }

    @Test
    void a_site_of_other_folders_stays_whole_and_the_way_out_is_told() {
        certificate();
        assertThat(report().status()).isZero();
        Path other = folder.resolve("other");
        new CertificateStore(other.resolve("digits"))
                .publish(new DigitsRun(folder.resolve("second")).soundOf("https://example.org/fork.git"))
                .json();
        String[] call = {
            "report", other.toString(), "--output", folder.resolve("site").toString()
        };

        TipcRun run = TipcRun.of(call);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains(
                        "cannot write the site",
                        folder.resolve("site").toString(),
                        "models that are in none of the folders: digits.lite_train_lite_infer",
                        "let them go with --drop");
        assertThat(TipcRun.of(call[0], call[1], call[2], call[3], "--drop").status())
                .isZero();
    }

    @Test
    void certificates_are_not_copied_beside_themselves() {
        certificate();
        String in = folder.resolve("in").toString();

        TipcRun run =
                TipcRun.of("report", in, "--output", folder.resolve("in/.").toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--output is the folder of the certificates", "add --certificates link");
        assertThat(TipcRun.of("report", in, "--output", in, "--certificates", "link")
                        .status())
                .isZero();
    }

    private TipcRun report(String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "report";
        arguments[1] = folder.resolve("in").toString();
        arguments[2] = "--output";
        arguments[3] = folder.resolve("site").toString();
        System.arraycopy(options, 0, arguments, 4, options.length);
        return TipcRun.of(arguments);
    }

    private Path certificate() {
        return new CertificateStore(folder.resolve("in/digits"))
                .publish(new DigitsRun(folder.resolve("run")).failed())
                .json();
    }
}
