// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.certificate.CertificateVerifier.Difference;
import org.tipcjunit.certificate.CertificateVerifier.Verification;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.Sentences;
import org.tipcjunit.digest.Sha256;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence.FileEvidence;
import org.tipcjunit.finding.Verdict;

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
    void parameters_may_be_absent_and_are_told_and_checked_where_they_are_there() throws Exception {
        DigitsRun run = new DigitsRun(folder.resolve("run"));
        Path weights = run.write("weights.pdiparams", new byte[] {1, 2, 3});
        json = new CertificateStore(folder.resolve("other"))
                .publish(run.with(run.finding(
                        Clause.EXPORT, Verdict.PASS, "loads", List.of(new FileEvidence("Parameters", weights)))))
                .json();
        Path copy = json.resolveSibling("evidence/4.1.3-parameters.pdiparams");
        PathMatcher parameters = FileSystems.getDefault().getPathMatcher("glob:*.pdiparams");

        Files.writeString(copy, "another");
        assertThat(new CertificateVerifier().verify(json, parameters).differences())
                .extracting(Difference::path)
                .containsExactly("evidence/4.1.3-parameters.pdiparams");

        Files.delete(copy);
        assertThat(new CertificateVerifier().verify(json).isSound()).isFalse();
        Verification verification = new CertificateVerifier().verify(json, parameters);
        assertThat(verification.isSound()).isTrue();
        assertThat(verification.absent()).containsExactly("evidence/4.1.3-parameters.pdiparams");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stage-infer.log", "4.1.3-2-printed-metric.txt", "4.1.3-3-image-0009.png"})
    void nothing_that_a_verdict_rests_on_may_be_absent(String name) throws Exception {
        Files.delete(json.resolveSibling("evidence/" + name));

        assertThat(new CertificateVerifier()
                        .verify(json, FileSystems.getDefault().getPathMatcher("glob:*"))
                        .differences())
                .extracting(Difference::path, Difference::observed)
                .containsExactly(tuple(
                        "evidence/" + name,
                        "no such file, though a verdict rests on it: only parameters may be absent"));
    }

    @Test
    void detects_evidence_that_leaves_the_folder() throws Exception {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere.log"), "log of train\n");
        String text = Files.readString(json);

        for (String path : List.of("../elsewhere.log", elsewhere.toString(), "evidence/../../elsewhere.log")) {
            Files.writeString(json, text.replace("evidence/stage-train.log", path));
            assertThat(new CertificateVerifier().verify(json).differences())
                    .contains(new Difference(
                            path, "a file in evidence beside the certificate", "a path that leads away"));
        }
    }

    @Test
    void detects_evidence_that_is_a_link_or_lies_behind_one() throws Exception {
        Path log = json.resolveSibling("evidence/stage-train.log");
        Path elsewhere = Files.move(log, folder.resolve("elsewhere.log"));
        Files.createSymbolicLink(log, elsewhere);

        assertThat(new CertificateVerifier().verify(json).differences())
                .containsExactly(new Difference(
                        "evidence/stage-train.log",
                        "SHA-256 " + Sha256.of("log of train\n".getBytes()).hex() + ", 13 bytes",
                        "a link to " + elsewhere));

        Files.delete(log);
        Files.move(elsewhere, log);
        Path moved = Files.move(json.resolveSibling("evidence"), folder.resolve("moved"));
        Files.createSymbolicLink(json.resolveSibling("evidence"), moved);
        assertThat(new CertificateVerifier().verify(json).differences())
                .containsExactly(new Difference("evidence", "a folder", "a link to " + moved));
    }

    @Test
    void detects_a_page_that_was_made_from_another_json() throws Exception {
        Files.writeString(json, Files.readString(json).replace("\"digits\"", "\"resnet\""));

        assertThat(new CertificateVerifier().verify(json).differences())
                .extracting(Difference::path)
                .containsExactly("certificate.md", "certificate.html", "certificate_cn.html");
    }

    @Test
    void detects_pages_that_show_something_else_than_the_json_with_the_first_line() throws Exception {
        for (String page : List.of("certificate.md", "certificate.html")) {
            Path path = json.resolveSibling(page);
            Files.writeString(path, Files.readString(path).replace("0.9812", "0.9999"));
        }

        assertThat(new CertificateVerifier().verify(json).differences())
                .extracting(Difference::path, Difference::observed)
                .containsExactly(
                        tuple("certificate.md", "| top1 | 0.9999 |  |"),
                        tuple("certificate.html", "<tr><td>top1</td><td class=\"number\">0.9999 </td></tr>"));
    }

    @Test
    void the_first_difference_is_seen_however_long_the_line_is() throws Exception {
        String before = "an explanation that goes on and on, ".repeat(8);
        DigitsRun run = new DigitsRun(folder.resolve("run"));
        json = new CertificateStore(folder.resolve("long"))
                .publish(run.with(run.finding(Clause.METRIC, Verdict.PASS, before + "and ends with 0.71", List.of())))
                .json();
        Path page = json.resolveSibling("certificate.md");
        Files.writeString(page, Files.readString(page).replace("ends with 0.71", "ends with 0.99"));

        assertThat(new CertificateVerifier().verify(json).differences())
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.expected()).contains("and ends with 0.71");
                    assertThat(difference.observed())
                            .contains("and ends with 0.99")
                            .hasSizeLessThan(180);
                });
    }

    @Test
    void pages_of_another_version_are_compared_all_the_same_and_sound_where_this_one_makes_them_so() throws Exception {
        anotherRenderer(true);

        Verification verification = new CertificateVerifier().verify(json);

        assertThat(verification.differences()).isEmpty();
        assertThat(verification.uncheckedPages()).isEmpty();
        assertThat(verification.isSoundWithPages()).isTrue();
    }

    @Test
    void a_page_of_another_version_that_this_one_makes_otherwise_is_not_checked_and_told_with_where() throws Exception {
        anotherRenderer(false);
        Path page = json.resolveSibling("certificate.html");
        Files.writeString(page, Files.readString(page).replace("0.9812", "0.9999"));

        Verification verification = new CertificateVerifier().verify(json);

        assertThat(verification.isSound()).isTrue();
        assertThat(verification.isSoundWithPages()).isFalse();
        assertThat(verification.uncheckedPages())
                .extracting(Difference::path, Difference::observed)
                .contains(tuple("certificate.html", "<tr><td>top1</td><td class=\"number\">0.9999 </td></tr>"));
    }

    @Test
    void a_page_that_names_this_version_is_checked_whichever_wrote_the_certificate() throws Exception {
        anotherRenderer(true);
        Path page = json.resolveSibling("certificate.html");
        Files.writeString(
                page,
                Files.readString(page)
                        .replace("0-0123456789abcdef", CertificatePage.RENDERER)
                        .replace("0.9812", "0.9999"));

        assertThat(new CertificateVerifier().verify(json).differences())
                .extracting(Difference::path)
                .containsExactly("certificate.html");
    }

    @Test
    void pages_are_made_anew_in_the_place_of_those_that_another_version_made() throws Exception {
        anotherRenderer(false);
        Files.delete(json.resolveSibling("certificate_cn.html"));
        Verification before = new CertificateVerifier().verify(json);
        assertThat(before.uncheckedPages()).isNotEmpty();
        assertThat(before.absentPages()).containsExactly("certificate_cn.html");

        assertThat(CertificateVerifier.makePages(json, before.certificate()))
                .containsExactly("certificate.md", "certificate.html", "certificate_cn.html");

        Verification after = new CertificateVerifier().verify(json);
        assertThat(after.isSoundWithPages()).isTrue();
        assertThat(after.absentPages()).isEmpty();
        assertThat(json.resolveSibling(".").toFile().list()).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void a_page_beside_it_that_is_none_of_its_own_is_told() throws Exception {
        Files.writeString(json.resolveSibling("certificate_en.html"), "Certified, and better");

        assertThat(new CertificateVerifier().verify(json).strangers()).containsExactly("certificate_en.html");
    }

    @Test
    void a_run_that_has_not_started_yet_is_no_run() throws Exception {
        Files.writeString(json, Files.readString(json).replaceFirst("2026-11-24T08:30:00Z", "2099-01-01T00:00:00Z"));

        assertThat(new CertificateVerifier(InstantSource.fixed(Instant.parse("2026-11-30T00:00:00Z")))
                        .verify(json)
                        .differences())
                .contains(new Difference(
                        "certificate.json",
                        "a run that started before now, 2026-11-30T00:00:00Z",
                        "2099-01-01T00:00:00Z"));
    }

    /**
     * Let the certificate say that another version wrote it.
     *
     * @param equally whether that version makes the same pages
     */
    private void anotherRenderer(boolean equally) throws Exception {
        String before = Sha256.of(json).hex();
        Files.writeString(
                json,
                Files.readString(json)
                        .replaceFirst("\"renderer\" : \"[^\"]*\"", "\"renderer\" : \"0-0123456789abcdef\""));
        for (String page : List.of("certificate.md", "certificate.html", "certificate_cn.html")) {
            Path path = json.resolveSibling(page);
            String text = Files.readString(path).replace(before, Sha256.of(json).hex());
            Files.writeString(
                    path,
                    (equally ? text : text.replaceAll("Form of the page|页面形式", "Form"))
                            .replace(CertificatePage.RENDERER, "0-0123456789abcdef"));
        }
    }

    /** What somebody could write into a certificate whose JSON nobody else holds. */
    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e-999999999", "0e999999999"})
    void a_number_that_nothing_measures_is_no_certificate_and_costs_nothing(String number) throws Exception {
        Files.writeString(json, Files.readString(json).replace("\"value\" : 41.2", "\"value\" : " + number));

        assertThatThrownBy(() -> new CertificateVerifier().verify(json))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("which nothing measures");
    }

    @Test
    void a_path_that_is_no_name_of_a_file_leads_away() throws Exception {
        Files.writeString(
                json, Files.readString(json).replace("\"evidence/stage-train.log\"", "\"evidence/\\u0000.log\""));

        assertThat(new CertificateVerifier().verify(json).differences())
                .extracting(Difference::observed)
                .contains("a path that leads away");
    }

    @Test
    void a_name_that_says_another_verdict_is_told() throws Exception {
        Path renamed = Files.move(json, json.resolveSibling("not-certified.json"));

        assertThat(new CertificateVerifier().verify(renamed).differences())
                .containsExactly(
                        new Difference("not-certified.json", "the name certificate.json", "not-certified.json"));
    }

    @Test
    @Timeout(20)
    void a_pipe_in_the_place_of_a_certificate_is_not_waited_for() throws Exception {
        Files.delete(json);
        assertThat(new ProcessBuilder("mkfifo", json.toString()).start().waitFor())
                .isZero();

        assertThatThrownBy(() -> new CertificateVerifier().verify(json))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("it is a folder, a pipe or a device");
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                arguments(
                        "\"status\" : \"PASS\"",
                        "\"status\" : \"NOT_RUN\"",
                        "4.1.3-1 PASS, which is the worst of its findings",
                        "4.1.3-1 NOT_RUN"),
                arguments(
                        "\"required\" : true",
                        "\"required\" : false",
                        "the required clause 4.1.3-1, as in every certificate",
                        "it is not required"),
                arguments(
                        "\"ended\" : \"exit status 0\"",
                        "\"ended\" : \"exit status 1\"",
                        "stage train: an end that is a success",
                        "exit status 1"),
                arguments(
                        "\"succeeded\" : true",
                        "\"succeeded\" : false",
                        "nothing that speaks against a certified model",
                        "stage train: exit status 0"),
                arguments(
                        "\"title\" : \"the evaluated metric reaches what the README documents\"",
                        "\"title\" : \"there is a metric\"",
                        "4.1.3-2 'the evaluated metric reaches what the README documents'",
                        "'there is a metric'"),
                arguments(
                        "\"paddle\" : \"2.6.2\"",
                        "\"paddle\" : \"unknown\"",
                        "nothing that speaks against a certified model",
                        "the Paddle environment is unknown"),
                arguments(
                        "\"kind\" : \"evaluate\"",
                        "\"kind\" : \"train\"",
                        "a stage that is the model's evaluate",
                        "none"),
                arguments(
                        "\"value\" : 41.2",
                        "\"value\" : -41.2",
                        "4.1.3-1 PASS with duration of at least 0",
                        "duration = -41.2"),
                arguments(
                        "\"differences\" : [ ]",
                        "\"differences\" : [ \"train.py was changed\" ]",
                        "a clean working tree without differences",
                        "train.py was changed"));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void detects_what_contradicts_the_verdict(String text, String other, String expected, String observed)
            throws Exception {
        Files.writeString(
                json, Files.readString(json).replaceFirst(Pattern.quote(text), Matcher.quoteReplacement(other)));

        assertThat(new CertificateVerifier().verify(json).differences())
                .contains(new Difference("certificate.json", expected, observed));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void what_contradicts_the_verdict_is_told_in_chinese(String text, String other, String expected, String observed) {
        String said = Sentences.in(Language.CHINESE)
                .verification()
                .say("certificate.json: expected " + expected + ", observed " + observed);

        // A title is quoted as the certificate holds it.
        assertThat(said.replaceAll("'.*?'", "'标题'"))
                .startsWith("certificate.json：期望 ")
                .matches(".*期望 .*\\p{IsHan}.*，实际 .*");
    }

    @Test
    void detects_a_clause_that_was_taken_out() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode certificate = (ObjectNode) mapper.readTree(json.toFile());
        ((ArrayNode) certificate.get("clauses")).remove(2);
        mapper.writeValue(json.toFile(), certificate);

        assertThat(new CertificateVerifier().verify(json).differences())
                .contains(new Difference(
                        "certificate.json", "the required clause 4.1.3-3, as in every certificate", "no such clause"));
    }

    @Test
    void detects_a_demand_that_no_finding_answers() throws Exception {
        Files.writeString(json, Files.readString(json).replace("\"name\" : \"metric\"", "\"name\" : \"@ModelSize\""));

        assertThat(new CertificateVerifier().verify(json).differences())
                .contains(new Difference("certificate.json", "a finding of @ModelSize, which was demanded", "none"));
    }

    @Test
    void finds_nothing_wrong_with_the_account_of_a_failed_run_unless_it_hides_a_reason() throws Exception {
        Path failed = new CertificateStore(folder.resolve("failed"))
                .publish(new DigitsRun(folder.resolve("second")).failed())
                .json();
        assertThat(new CertificateVerifier().verify(failed).differences()).isEmpty();

        Files.writeString(failed, Files.readString(failed).replaceFirst("4.1.3-2 FAIL: top1 is 0.91", "it rained"));
        assertThat(new CertificateVerifier().verify(failed).differences())
                .contains(new Difference("not-certified.json", "a reason that says so", "4.1.3-2 FAIL: top1 is 0.91"));
    }
}
