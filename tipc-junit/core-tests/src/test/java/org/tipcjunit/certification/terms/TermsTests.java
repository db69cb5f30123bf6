// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.certificate.CertifiedChain.Declared;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.requirement.Drawings;

class TermsTests {

    @TempDir
    Path folder;

    private static Terms terms(Map<String, String> settings, Map<Term, String> annotation, Map<Term, String> beside) {
        return Terms.of(
                new Settings(name -> Optional.ofNullable(settings.get(name)), Map.of()),
                new DeclaredModel("@TipcModel", "", "config", "", annotation),
                new CertificationProperties(beside));
    }

    @Test
    void setting_wins_over_annotation_and_annotation_over_properties() {
        Terms terms = terms(
                Map.of("tipc.metric", "from setting"),
                Map.of(Term.METRIC, "from annotation", Term.PREDICT, "from annotation", Term.ROW, " "),
                Map.of(Term.METRIC, "beside", Term.PREDICT, "beside", Term.ROW, "beside"));

        assertThat(terms.get(Term.METRIC)).hasValue("from setting");
        assertThat(terms.get(Term.PREDICT)).hasValue("from annotation");
        assertThat(terms.get(Term.ROW)).hasValue("beside");
        assertThat(terms.get(Term.README)).isEmpty();
    }

    @Test
    void tells_who_stated_what_and_keeps_overrides_apart() {
        Terms terms = terms(
                Map.of("tipc.device", "cpu", "tipc.documented.in", "README.md"),
                Map.of(Term.ENVIRONMENT, "paddle-2.6.2"),
                Map.of(Term.METRIC, "top1"));

        assertThat(terms.overrides()).containsExactly(Map.entry("tipc.device", "cpu"));
        assertThat(terms.declared())
                .extracting(Declared::name, Declared::value, Declared::source)
                .containsExactly(
                        tuple("environment", "paddle-2.6.2", "@TipcModel"),
                        tuple("metric", "top1", "certification.properties"),
                        tuple("documented-in", "README.md", "tipc.documented.in"));
    }

    @Test
    void refuses_values_that_mean_nothing() {
        Terms terms = terms(
                Map.of("tipc.prepare", "yes", "tipc.iterations", "-3", "tipc.value", "0,7"),
                Map.of(),
                Map.of(Term.LOWER_IS_BETTER, "maybe"));

        assertThatThrownBy(() -> terms.holds(Term.PREPARE))
                .isInstanceOf(ConfigException.class)
                .hasMessage("tipc.prepare is 'yes', which is neither true nor false\n  remedy: write true or false");
        assertThatThrownBy(() -> terms.positive(Term.ITERATIONS))
                .hasMessageContaining("tipc.iterations is '-3', which is no positive number of iterations");
        assertThatThrownBy(() -> terms.number(Term.VALUE)).hasMessageContaining("tipc.value is '0,7'");
        assertThatThrownBy(() -> terms.holds(Term.LOWER_IS_BETTER))
                .hasMessageContaining("lower-is-better of certification.properties is 'maybe'");
    }

    @Test
    void lists_are_separated_by_commas_or_lines() {
        assertThat(terms(Map.of("tipc.data", "dataset, images\nweights,"), Map.of(), Map.of())
                        .list(Term.DATA))
                .containsExactly("dataset", "images", "weights");
    }

    @Test
    void drawings_are_two_folders_of_the_working_copy() {
        assertThat(drawings("out/predict, out/infer").drawings()).hasValue(new Drawings("out/predict", "out/infer"));
        assertThat(terms(Map.of(), Map.of(), Map.of()).drawings()).isEmpty();
        assertThatThrownBy(() -> drawings("out/predict").drawings())
                .isInstanceOf(ConfigException.class)
                .hasMessage("drawings of certification.properties is 'out/predict', which is no pair of folders\n"
                        + "  remedy: write the folder of the prediction and that of the inference, such as"
                        + " output/predict,output/infer");
        assertThatThrownBy(() -> drawings("out,/elsewhere").drawings())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no pair of folders: drawings lie in the working copy");
    }

    private static Terms drawings(String folders) {
        return terms(Map.of(), Map.of(), Map.of(Term.DRAWINGS, folders));
    }

    @Test
    void properties_beside_a_config_may_be_about_that_config_only() throws IOException {
        Files.writeString(
                folder.resolve("certification.properties"),
                "metric=top1\ntrain_infer_python.txt.metric=acc\nother.txt.metric=iou\nreadme=说明.md\n");

        CertificationProperties beside = CertificationProperties.beside(folder.resolve("train_infer_python.txt"));

        assertThat(beside.terms()).containsOnly(Map.entry(Term.METRIC, "acc"), Map.entry(Term.README, "说明.md"));
    }

    @Test
    void properties_may_not_state_what_is_for_the_user_to_say_or_is_misspelt() throws IOException {
        Files.writeString(folder.resolve("certification.properties"), "python=/usr/bin/python3\n");
        assertThatThrownBy(() -> CertificationProperties.beside(folder.resolve("train_infer_python.txt")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(folder.resolve("certification.properties") + ": 'python' is unknown")
                .hasMessageContaining("remedy: state one of data, predict, images, metric");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "metric=acc  # accuracy; the value of metric is 'acc  # accuracy', as a comment behind a value is part of it",
                "images=deploy/images # 测试图片; the value of images is 'deploy/images # 测试图片', as a comment",
                "metric：acc; 'metric：acc' has a full-width sign where = stands"
            })
    void comments_behind_values_and_full_width_signs_are_named(String line, String message) throws IOException {
        Files.writeString(folder.resolve("certification.properties"), line + "\nrow=C # 2\n");

        assertThatThrownBy(() -> CertificationProperties.beside(folder.resolve("train_infer_python.txt")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void without_properties_nothing_is_stated() {
        assertThat(CertificationProperties.beside(folder.resolve("config.txt")).terms())
                .isEmpty();
    }
}
