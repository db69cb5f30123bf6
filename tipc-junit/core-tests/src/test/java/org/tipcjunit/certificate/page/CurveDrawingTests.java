// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveDrawingTests {

    private static final List<String> LOSSES = List.of("iteration", "loss", "judged");

    private final PageWords words = PageWords.in(Language.ENGLISH);

    @Test
    void the_judged_windows_are_marked_with_the_median_of_each() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            rows.add(List.of(String.valueOf(i), String.valueOf(21.0 - i), i <= 5 ? "start" : i > 16 ? "end" : ""));
        }

        CurveDrawing.Drawn drawn = CurveDrawing.of("loss of every iteration", LOSSES, rows)
                .orElseThrow()
                .draw(words);

        assertThat(drawn.legend())
                .isEqualTo("start (iterations 1 to 5): median 18 → end (iterations 17 to 20): median 2.5");
        assertThat(count("class=\"window\"", drawn.svg())).isEqualTo(2);
        assertThat(count("class=\"median\"", drawn.svg())).isEqualTo(2);
        assertThat(drawn.svg())
                .contains("role=\"img\"", "aria-label=\"loss of every iteration: start (iterations 1 to 5)");
    }

    @Test
    void a_curve_without_windows_is_drawn_without_any() {
        CurveDrawing.Drawn drawn = CurveDrawing.of(
                        "loss", List.of("iteration", "loss"), List.of(List.of("1", "2.0"), List.of("2", "1.0")))
                .orElseThrow()
                .draw(words);

        assertThat(drawn.legend()).isEmpty();
        assertThat(drawn.svg()).contains("class=\"curve\"").doesNotContain("class=\"window\"");
    }

    @Test
    void what_cannot_lie_on_an_axis_is_a_cross_and_is_counted() {
        CurveDrawing.Drawn drawn =
                curve(List.of("1.0", "NaN", "Infinity", "0.5", "1e308")).draw(words);

        assertThat(drawn.legend()).isEqualTo("3 values are NaN or infinite (×)");
        assertThat(count("×", drawn.svg())).isEqualTo(4);
        assertThat(drawn.svg()).doesNotContain("NaN\"", "Infinity");
        assertThat(curve(List.of("NaN")).draw(words).svg()).doesNotContain("MNaN", "LNaN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.7",
                "2.3 2.3 2.3",
                "0 0 0",
                "NaN NaN",
                "-Infinity Infinity",
                "1e-320 2e-320",
                "-1.7e308 0 1.7e308",
                "-1e300 1e300",
                "1 1.0000000000000002"
            })
    void every_curve_that_a_training_can_give_is_drawn(String values) {
        String svg = curve(List.of(values.split(" "))).draw(words).svg();

        assertThat(svg).startsWith("<svg ").endsWith("</svg>");
        assertThat(svg.substring(svg.indexOf("viewBox"))).doesNotContain("NaN", "Infinity");
    }

    @Test
    void a_long_curve_keeps_its_peaks_and_takes_no_more_room_than_the_screen_has_dots() {
        List<String> values = IntStream.range(0, 200_000)
                .mapToObj(i -> i == 123_457 ? "9.0" : "1.0")
                .toList();

        String svg = curve(values).draw(words).svg();

        assertThat(svg.length()).isLessThan(30_000);
        assertThat(svg).contains(" 20L"); // The peak stands at the top of the room for values.
    }

    @Test
    void latencies_are_drawn_by_how_often_each_was_with_the_quantiles_that_are_judged() {
        List<List<String>> rows = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> List.of(String.valueOf(i), String.valueOf(10.0 + i % 10)))
                .toList();

        CurveDrawing.Drawn drawn = CurveDrawing.of("latency", List.of("request", "ms"), rows)
                .orElseThrow()
                .draw(words);

        assertThat(drawn.legend())
                .startsWith("100 requests: half took at most 14.5 ms (p50)")
                .endsWith("the slowest 19 ms");
        assertThat(count("class=\"bar\"", drawn.svg())).isEqualTo(10);
        assertThat(drawn.svg()).contains(">p50<", ">p95<", ">p99<");
    }

    @Test
    void what_took_far_longer_than_the_others_does_not_squeeze_them_into_one_bar() {
        List<String> values = new ArrayList<>(IntStream.rangeClosed(1, 999)
                .mapToObj(i -> String.valueOf(10.0 + i % 10))
                .toList());
        values.add("60000");

        String svg = CurveDrawing.of("latency", List.of("request", "ms"), rows(values))
                .orElseThrow()
                .draw(words)
                .svg();

        assertThat(count("class=\"bar", svg)).isGreaterThan(5);
        assertThat(svg).contains("class=\"bar far\"");
    }

    @Test
    void a_table_that_is_no_curve_is_not_drawn() {
        assertThat(CurveDrawing.of("loss", LOSSES, List.of(List.of("1", "<svg onload=x>", ""))))
                .isEmpty();
        assertThat(CurveDrawing.of("loss", LOSSES, List.of(List.of("1")))).isEmpty();
        assertThat(CurveDrawing.of("loss", List.of("iteration"), List.of())).isEmpty();
    }

    @Test
    void nothing_that_a_certificate_says_leaves_its_place() {
        String svg = CurveDrawing.of(
                        "<script>\"&'", List.of("\"><script>", "<b>", "judged"), List.of(List.of("1", "1.0", "<i>\"")))
                .orElseThrow()
                .draw(words)
                .svg();

        assertThat(svg).doesNotContain("<script", "<b>", "<i>");
        assertThat(count("\"", svg) % 2).isZero();
    }

    @Test
    void its_axes_are_labelled_in_the_readers_language() {
        assertThat(curve(List.of("2.0", "1.0"))
                        .draw(PageWords.in(Language.CHINESE))
                        .svg())
                .contains(">迭代<", ">损失<");
    }

    private static CurveDrawing curve(List<String> values) {
        return CurveDrawing.of("loss", List.of("iteration", "loss"), rows(values))
                .orElseThrow();
    }

    private static List<List<String>> rows(List<String> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> List.of(String.valueOf(i + 1), values.get(i)))
                .toList();
    }

    private static long count(String what, String text) {
        return Pattern.compile(Pattern.quote(what)).matcher(text).results().count();
    }
}
