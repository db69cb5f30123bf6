// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.certificate.Publication.Subject;

class PublicationTests {

    private static final Subject DIGITS = new Subject(
            "test_tipc/configs/digits/train_infer_python.txt", "lite_train_lite_infer", "norm_train", "unknown");

    @TempDir
    Path folder;

    private DigitsRun run;

    @BeforeEach
    void prepare() {
        run = new DigitsRun(folder.resolve("run"));
    }

    @Test
    void keeps_the_folder_of_a_subject_and_supersedes_its_older_certificate() throws IOException {
        assertThat(publish("digits", DIGITS)).isEqualTo("digits");
        assertThat(publish("digits", DIGITS)).isEqualTo("digits");

        assertThat(below("digits"))
                .containsExactly(
                        ".lock",
                        ".subject",
                        "certificate.html",
                        "certificate.json",
                        "certificate.md",
                        "certificate_cn.html",
                        "evidence",
                        "superseded");
        assertThat(below("digits/superseded")).hasSize(1);
    }

    @Test
    void two_configs_of_one_model_name_have_a_folder_each() {
        Subject other = new Subject("test_tipc/configs/digits/other.txt", DIGITS.mode(), "norm_train", "unknown");

        assertThat(publish("digits", DIGITS)).isEqualTo("digits");
        assertThat(publish("digits", other)).isEqualTo("digits-lite_train_lite_infer");
        Subject third = new Subject("test_tipc/configs/digits/third.txt", DIGITS.mode(), "norm_train", "unknown");
        assertThat(publish("digits", third)).matches("digits-[0-9a-f]{8}");

        assertThat(publish("digits", other)).isEqualTo("digits-lite_train_lite_infer");
        assertThat(publish("digits", third)).matches("digits-[0-9a-f]{8}");
        assertThat(publish("digits", DIGITS)).isEqualTo("digits");
    }

    @Test
    void two_modes_and_two_trainings_of_one_config_have_a_folder_each() {
        Subject whole = new Subject(DIGITS.config(), "whole_train_whole_infer", DIGITS.combination(), "unknown");
        Subject pruned = new Subject(DIGITS.config(), DIGITS.mode(), "pact_train", "unknown");

        assertThat(publish("digits", DIGITS)).isEqualTo("digits");
        assertThat(publish("digits", whole)).isEqualTo("digits-whole_train_whole_infer");
        assertThat(publish("digits", pruned)).isEqualTo("digits-lite_train_lite_infer");
    }

    @Test
    void names_that_differ_by_case_only_are_one_name() {
        Subject other = new Subject("test_tipc/configs/Digits/train_infer_python.txt", DIGITS.mode(), "", "unknown");

        assertThat(publish("digits", DIGITS)).isEqualTo("digits");
        assertThat(publish("Digits", other)).isEqualTo("Digits-lite_train_lite_infer");
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/group/model.git, git@example.org:group/model, true",
        "ssh://git@example.org/group/model.git, https://example.org/group/model, true",
        "https://example.org/group/model, unknown, true",
        "https://example.org/group/model, https://example.org/another/model, false"
    })
    void repositories_with_equal_paths_are_told_apart_by_their_remotes(String one, String two, boolean same) {
        publish("digits", new Subject(DIGITS.config(), DIGITS.mode(), DIGITS.combination(), one));

        assertThat(publish("digits", new Subject(DIGITS.config(), DIGITS.mode(), DIGITS.combination(), two))
                        .equals("digits"))
                .isEqualTo(same);
    }

    @Test
    void a_run_that_is_not_certified_retires_what_was_published_and_nothing_of_others() throws IOException {
        Subject whole = new Subject(DIGITS.config(), "whole_train_whole_infer", DIGITS.combination(), "unknown");
        publish("digits", DIGITS);
        publish("digits", whole);
        byte[] before = Files.readAllBytes(folder.resolve("published/digits/certificate.json"));

        publication("digits", DIGITS).retire();

        assertThat(below("digits")).containsExactly(".lock", ".subject", "superseded");
        Path kept = folder.resolve("published/digits/superseded")
                .resolve(below("digits/superseded").get(0));
        assertThat(kept.resolve("certificate.json")).hasBinaryContent(before);
        assertThat(below("digits-whole_train_whole_infer")).contains("certificate.json");
        assertThat(publish("digits", DIGITS)).isEqualTo("digits");
    }

    @Test
    void a_config_that_cannot_be_certified_at_all_retires_what_was_published_of_every_mode() throws IOException {
        Subject whole = new Subject(DIGITS.config(), "whole_train_whole_infer", DIGITS.combination(), "unknown");
        Subject other = new Subject("other.txt", DIGITS.mode(), DIGITS.combination(), "unknown");
        publish("digits", DIGITS);
        publish("digits", whole);
        publish("digits-2", other);

        Publication.retire(folder.resolve("published"), Path.of("digits"), DIGITS.config());
        Publication.retire(folder.resolve("nowhere"), Path.of("digits"), DIGITS.config());

        assertThat(below("digits")).doesNotContain("certificate.json").contains("superseded");
        assertThat(below("digits-whole_train_whole_infer")).doesNotContain("certificate.json");
        assertThat(below("digits-2")).contains("certificate.json");
    }

    @Test
    void a_run_that_is_not_certified_makes_no_folder() {
        publication("digits", DIGITS).retire();

        assertThat(folder.resolve("published")).doesNotExist();
    }

    @Test
    void a_folder_of_an_earlier_version_is_known_by_its_certificate() throws IOException {
        Path json = new CertificateStore(folder.resolve("published/digits"))
                .publish(run.sound())
                .json();
        Subject subject = Subject.of(new CertificateJson().read(json));
        Subject other = new Subject("another.txt", subject.mode(), subject.combination(), subject.remote());

        assertThat(publish("digits", other)).isEqualTo("digits-lite_train_lite_infer");
        assertThat(publish("digits", subject)).isEqualTo("digits");
        assertThat(below("digits/superseded")).hasSize(1);
    }

    @Test
    void a_folder_of_a_certificate_that_nobody_can_read_is_left_alone() throws IOException {
        Path json = Files.createDirectories(folder.resolve("published/digits")).resolve("certificate.json");
        Files.writeString(json, "{}");

        assertThat(publish("digits", DIGITS)).isEqualTo("digits-lite_train_lite_infer");
        assertThat(json).hasContent("{}");
    }

    @Test
    void says_when_all_names_are_those_of_others() throws IOException {
        publish("digits", DIGITS);
        Subject other = new Subject("other.txt", DIGITS.mode(), "", "unknown");
        publish("digits", other);
        String third = publish("digits", new Subject("third.txt", DIGITS.mode(), "", "unknown"));
        Files.writeString(folder.resolve("published").resolve(third).resolve(".subject"), "another\n");

        assertThatExceptionOfType(CertificateException.class)
                .isThrownBy(() -> publish("digits", new Subject("third.txt", DIGITS.mode(), "", "unknown")))
                .withMessageContaining("folders of all names that it could have are of others");
    }

    private String publish(String name, Subject subject) {
        Path json =
                publication(name, subject).publish(run.small(), new LossPlot()).json();
        return String.valueOf(json.getParent().getFileName());
    }

    private Publication publication(String name, Subject subject) {
        return new Publication(folder.resolve("published"), Path.of(name), subject);
    }

    private List<String> below(String name) throws IOException {
        try (Stream<Path> entries = Files.list(folder.resolve("published").resolve(name))) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
