// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.certificate.CertificateStore;
import org.tipcjunit.certificate.CertificateVerifier.Difference;
import org.tipcjunit.certificate.DigitsRun;
import org.tipcjunit.certificate.site.SiteOptions.Holding;

/** A site that somebody received: its pages show what its certificates say, and nothing else. */
class SiteCheckTests {

    @TempDir
    Path folder;

    @BeforeEach
    void publish() {
        DigitsRun run = new DigitsRun(folder.resolve("run"));
        new CertificateStore(folder.resolve("in/one")).publish(run.sound());
        new CertificateStore(folder.resolve("in/two")).publish(run.soundOf("https://example.org/fork.git"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Holding.class,
            names = {"COPY", "LINK"})
    void a_site_as_it_was_made_is_sound_wherever_it_is_moved_to(Holding holding) throws IOException {
        site(holding);
        Path moved = Files.createDirectory(folder.resolve("moved"));
        Files.move(folder.resolve("site"), moved.resolve("site"));
        Files.move(folder.resolve("in"), moved.resolve("in"));

        SiteCheck check = SiteCheck.of(moved.resolve("site"));

        assertThat(check.differences()).isEmpty();
        assertThat(check.unchecked()).isEmpty();
        assertThat(check.compared()).isEqualTo(16);
    }

    @Test
    void what_a_site_was_made_of_is_written_in_one_order() throws IOException {
        site(Holding.COPY);

        assertThat(Files.readString(folder.resolve("site/.tipc-site.json")))
                .containsPattern("(?s)\"ENGLISH\".*\"CHINESE\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "index_cn.html", "README.md", "feed.json", "models/", "badges/"})
    void an_edited_page_is_told_with_its_line(String page) throws IOException {
        site(Holding.COPY);
        Path file = page.endsWith("/") ? first(folder.resolve("site").resolve(page)) : folder.resolve("site/" + page);
        Files.writeString(file, Files.readString(file).replaceAll("(?i)certified|认证通过", "Bettered"));

        assertThat(SiteCheck.of(folder.resolve("site")).differences())
                .extracting(Difference::path)
                .containsExactly(folder.resolve("site").relativize(file).toString());
    }

    @Test
    void a_page_that_is_gone_and_one_that_nobody_made_are_told() throws IOException {
        site(Holding.COPY);
        Path page = first(folder.resolve("site/models"));
        Files.move(page, page.resolveSibling("mine.html"));
        Files.writeString(
                Files.createDirectory(folder.resolve("site/badges/more")).resolve("x.svg"), "<svg/>");

        SiteCheck check = SiteCheck.of(folder.resolve("site"));

        assertThat(check.differences()).extracting(Difference::observed).containsExactly("no such file");
        assertThat(check.unchecked())
                .containsExactly(
                        "badges/more/x.svg: a page that tipc report did not make",
                        "models/mine.html: a page that tipc report did not make");
    }

    @Test
    void a_certificate_that_somebody_changed_in_the_site_speaks_against_its_pages() throws IOException {
        site(Holding.COPY);
        Path log;
        try (Stream<Path> files = Files.walk(folder.resolve("site/certificates"))) {
            log = files.filter(file -> file.endsWith("stage-train.log"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(log, "another log");

        assertThat(SiteCheck.of(folder.resolve("site")).differences())
                .extracting(Difference::path)
                .contains("index.html", "README.md", "feed.json");
    }

    @Test
    void certificates_of_one_model_are_not_those_of_another_whatever_the_site_says() throws IOException {
        site(Holding.COPY);
        Path manifest = folder.resolve("site/.tipc-site.json");
        Files.writeString(manifest, Files.readString(manifest).replace("example.org/fork", "example.org/famous"));

        assertThat(SiteCheck.of(folder.resolve("site")).unchecked())
                .anyMatch(line -> line.endsWith("is of another model, repository or config"));
    }

    @Test
    void what_was_made_without_certificates_cannot_be_checked_and_says_so() {
        site(Holding.NONE);

        SiteCheck check = SiteCheck.of(folder.resolve("site"));

        assertThat(check.isSound()).isFalse();
        assertThat(check.unchecked())
                .hasSize(3)
                .first()
                .asString()
                .endsWith(": the site does not hold the certificate in/one/certificate.json");
    }

    @Test
    void a_site_of_another_version_that_this_one_makes_otherwise_is_not_checked() throws IOException {
        site(Holding.COPY);
        Path manifest = folder.resolve("site/.tipc-site.json");
        Files.writeString(
                manifest, Files.readString(manifest).replaceFirst("\"renderer\" : \"[^\"]*\"", "\"renderer\" : \"0\""));
        assertThat(SiteCheck.of(folder.resolve("site")).isSound()).isTrue();
        Path index = folder.resolve("site/index.html");
        Files.writeString(index, Files.readString(index).replace("Certified", "Bettered"));

        assertThat(SiteCheck.of(folder.resolve("site")).unchecked())
                .containsExactly("index.html: another tipc-junit made it, and this one makes it otherwise");
    }

    @Test
    void sites_and_tables_of_backbones_are_found_wherever_they_lie() throws IOException {
        site(Holding.LINK);
        Path table =
                Files.writeString(Files.createDirectory(folder.resolve("in/t")).resolve("backbones.md"), "|");

        assertThat(SiteCheck.below(folder).sites()).containsExactly(folder.resolve("site"));
        assertThat(SiteCheck.below(folder).tables()).containsExactly(table);
    }

    private void site(Holding holding) {
        new CertificateSite()
                .write(new SiteOptions(
                        List.of(folder.resolve("in")), List.of(), folder.resolve("site"), holding, 20, "", "", false));
    }

    private static Path first(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().contains("_cn"))
                    .filter(file -> !file.endsWith("all.svg"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }
}
