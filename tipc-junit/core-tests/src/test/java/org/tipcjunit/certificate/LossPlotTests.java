// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tipcjunit.finding.Evidence.CurveEvidence;
import org.tipcjunit.finding.Evidence.Window;

class LossPlotTests {

    static List<List<Double>> curves() {
        return List.of(
                falling(100),
                falling(10_000),
                List.of(),
                List.of(0.7),
                Collections.nCopies(100, 2.3),
                Collections.nCopies(100, 0.0),
                Collections.nCopies(5, Double.NaN),
                List.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                List.of(1e-320, 2e-320),
                List.of(-Double.MAX_VALUE, 0.0, Double.MAX_VALUE),
                List.of(-1e300, 1e300));
    }

    @ParameterizedTest
    @MethodSource("curves")
    void draws_every_curve_that_a_training_can_give(List<Double> values) throws Exception {
        BufferedImage image = image(values);

        assertThat(image.getWidth()).isEqualTo(880);
        assertThat(image.getHeight()).isEqualTo(400);
    }

    @Test
    void the_same_curve_gives_the_same_bytes() {
        assertThat(new LossPlot().png(curve(falling(100)))).isEqualTo(new LossPlot().png(curve(falling(100))));
    }

    @Test
    void a_curve_is_drawn_once_for_all_who_show_it_and_another_one_anew() {
        LossPlot plot = new LossPlot();
        CurveEvidence shown = curve(falling(100));

        assertThat(plot.png(curve(falling(100)))).isSameAs(plot.png(shown));
        assertThat(plot.png(curve(falling(99)))).isNotEqualTo(plot.png(shown));
        Reference.reachabilityFence(shown);
    }

    @Test
    void draws_a_line_and_no_alarm_for_finite_values() throws Exception {
        BufferedImage image = image(falling(100));

        assertThat(bluePixels(image)).isGreaterThan(100);
        assertThat(redPixels(image)).isZero();
    }

    @Test
    void marks_values_that_are_not_finite() throws Exception {
        List<Double> values = new ArrayList<>(falling(100));
        values.set(50, Double.NaN);

        BufferedImage image = image(values);

        assertThat(redPixels(image)).isPositive();
        assertThat(bluePixels(image)).isGreaterThan(100);
    }

    @Test
    void shades_the_windows_that_were_judged() throws Exception {
        CurveEvidence curve = curve(falling(100));
        List<Window> windows = List.of(new Window("start", 1, 15), new Window("end", 76, 100));
        byte[] marked = new LossPlot()
                .png(new CurveEvidence(curve.title(), curve.xLabel(), curve.yLabel(), curve.values(), windows));

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(marked));

        Map<Integer, Long> before = shades(image(falling(100)));
        assertThat(shades(image).entrySet())
                .anyMatch(shade -> shade.getValue() > 20_000 && !before.containsKey(shade.getKey()));
    }

    private static Map<Integer, Long> shades(BufferedImage image) {
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .boxed()
                .collect(Collectors.groupingBy(shade -> shade, Collectors.counting()));
    }

    private static List<Double> falling(int iterations) {
        return IntStream.range(0, iterations)
                .mapToObj(i -> 2.3 * Math.exp(-4.0 * i / iterations))
                .toList();
    }

    private static CurveEvidence curve(List<Double> values) {
        return new CurveEvidence("Loss", "iteration", "loss", values);
    }

    private static BufferedImage image(List<Double> values) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(new LossPlot().png(curve(values))));
    }

    private static long bluePixels(BufferedImage image) {
        return colours(image)
                .filter(colour -> colour.getBlue() > colour.getRed() + 100)
                .count();
    }

    private static long redPixels(BufferedImage image) {
        return colours(image)
                .filter(colour -> colour.getRed() > colour.getBlue() + 100)
                .count();
    }

    private static Stream<Color> colours(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return IntStream.of(pixels).mapToObj(Color::new);
    }
}
