// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageWords;

class ModelKeyTests {

    @ParameterizedTest
    @CsvSource({
        "https://secret@example.org/zoo/clas.git, example.org/zoo/clas",
        "https://user:secret@example.org/zoo/clas/, example.org/zoo/clas",
        "git@example.org:zoo/clas.git, example.org/zoo/clas",
        "ssh://git@example.org:2222/zoo/clas.git, example.org:2222/zoo/clas",
        "/srv/git/clas.git, /srv/git/clas",
        "unknown, digits"
    })
    void a_repository_is_named_without_who_asked_for_it(String remote, String named) {
        Certificate.Repository repository =
                Certificate.Repository.of("/home/ci/digits/", remote, "abc", Certificate.WorkingTree.CLEAN);

        assertThat(ModelKey.repository(repository)).isEqualTo(named);
    }

    @Test
    void names_in_links_are_plain_and_of_one_model_only() {
        ModelKey plain = new ModelKey("r", "ResNet50", "whole_infer", "c");
        List<ModelKey> odd = Stream.of("a/b", "a b", "..", "模型", "x".repeat(300))
                .map(name -> new ModelKey("r", name, "whole_infer", "c"))
                .toList();

        assertThat(plain.id()).matches("ResNet50\\.whole_infer-[0-9a-f]{8}");
        assertThat(ModelKey.plain(plain.id())).isEqualTo("ResNet50.whole_infer");
        assertThat(odd.stream().map(ModelKey::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,120}"));
        assertThat(List.of(
                        plain.id(),
                        new ModelKey("s", "ResNet50", "whole_infer", "c").id(),
                        new ModelKey("r", "ResNet50", "whole_infer", "d").id(),
                        new ModelKey("r", "resnet50", "whole_infer", "c").id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_trend_of_one_value_or_of_equal_ones_is_drawn() {
        Trend.Point point = new Trend.Point("2026-10-01", new BigDecimal("0E-400"), true);

        assertThat(new Trend("x < y", List.of(point)).svg(SiteContent.words(Language.ENGLISH)))
                .contains("x &lt; y", "cx=\"182.0\" cy=\"65.0\"")
                .doesNotContain("NaN");
        assertThat(new Trend("x", List.of(point, point)).svg(SiteContent.words(Language.CHINESE)))
                .contains("2 个值")
                .doesNotContain("NaN");
    }

    @ParameterizedTest
    @CsvSource({
        "0.000006358123, 6.358e-6",
        "0.9812, 0.9812",
        "0.00, 0",
        "-123456.7, -123500",
        "1234567, 1.235e6",
        "100, 100"
    })
    void figures_are_told_in_few_letters(BigDecimal value, String text) {
        assertThat(Trend.text(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource
    void both_languages_say_the_same_keys(Language language) {
        PageWords words = SiteContent.words(language);

        assertThat(words.words().keySet().stream().filter(key -> !key.startsWith("clause.")))
                .containsExactlyInAnyOrderElementsOf(SiteContent.words(Language.ENGLISH).words().keySet().stream()
                        .filter(key -> !key.startsWith("clause."))
                        .toList());
        assertThat(words.words())
                .allSatisfy((key, text) -> assertThat(text).as(key).isNotBlank());
    }
}
