// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.awt.AWTError;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.tipcjunit.finding.Evidence.CurveEvidence;
import org.tipcjunit.finding.Evidence.Window;

/**
 * Draws curves over the iterations as PNG pictures, each once for as long as somebody holds the curve.
 *
 * <p>Values that are NaN, infinite or beyond {@value #LIMIT} in size cannot lie on an axis; they are crosses at the top.
 * The same curve gives the same bytes on the same Java and fonts. Thread-safe.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class LossPlot {

    private static final double LIMIT = 1e300;
    private static final int WIDTH = 880;
    private static final int HEIGHT = 400;
    private static final Color INK = new Color(0x24, 0x29, 0x2f);
    private static final Color LINE = new Color(0x1f, 0x6f, 0xeb);
    private static final Color ALARM = new Color(0xcf, 0x22, 0x2e);
    private static final Color WINDOW = new Color(0x1f, 0x6f, 0xeb, 0x28);
    private static final Color GRID = new Color(0xd8, 0xde, 0xe4);

    private final Map<CurveEvidence, byte[]> drawn = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * Get the curve as PNG, 880 x 400 pixels on white.
     *
     * @param curve the curve; may be empty
     * @return the bytes of the PNG file, which nobody may change
     * @throws CertificateException if this machine's Java cannot draw text
     */
    public byte[] png(CurveEvidence curve) {
        byte[] known = drawn.get(curve);
        if (known == null) {
            known = draw(curve);
            drawn.put(curve, known);
        }
        return known;
    }

    private static byte[] draw(CurveEvidence curve) {
        // Drawing into memory needs no screen, but AWT would connect to whatever DISPLAY names.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        try {
            return BitmapEncoder.getBitmapBytes(chart(curve), BitmapFormat.PNG);
        } catch (IOException | RuntimeException | LinkageError | InternalError | AWTError e) {
            throw new CertificateException(
                    "cannot draw the curve " + curve.title(),
                    Path.of(System.getProperty("java.home")),
                    "this Java cannot draw text: " + e,
                    "install fontconfig and a font (Debian: apt-get install fontconfig fonts-dejavu-core)");
        }
    }

    private static XYChart chart(CurveEvidence curve) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(curve.title())
                .xAxisTitle(curve.xLabel())
                .yAxisTitle(curve.yLabel())
                .build();
        style(chart.getStyler());
        List<Double> values = curve.values();
        List<Double> drawable = values.stream().filter(LossPlot::isDrawable).toList();
        double lowest = drawable.stream().mapToDouble(v -> v).min().orElse(0);
        double highest = drawable.stream().mapToDouble(v -> v).max().orElse(1);
        double margin = highest > lowest ? (highest - lowest) * 0.05 : Math.max(Math.abs(highest), 1) * 0.05;
        chart.getStyler().setYAxisMin(lowest - margin).setYAxisMax(highest + margin);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax((double) Math.max(2, values.size()));

        for (Window window : curve.windows()) {
            List<Double> edges = List.of(window.from() - 0.5, window.to() + 0.5);
            XYSeries series = chart.addSeries(window.name(), edges, List.of(highest + margin, highest + margin));
            series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Area).setFillColor(WINDOW);
            series.setMarker(SeriesMarkers.NONE).setLineColor(WINDOW).setShowInLegend(false);
        }
        if (!drawable.isEmpty()) {
            List<Double> iterations = new ArrayList<>();
            List<Double> line = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                iterations.add(i + 1.0);
                line.add(isDrawable(values.get(i)) ? values.get(i) : Double.NaN);
            }
            XYSeries series = chart.addSeries("value", iterations, line);
            series.setMarker(drawable.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
            series.setMarkerColor(LINE);
            series.setLineColor(LINE).setLineStyle(new BasicStroke(1.6f));
        }
        List<Double> alarms = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (!isDrawable(values.get(i))) {
                alarms.add(i + 1.0);
            }
        }
        if (!alarms.isEmpty()) {
            List<Double> top =
                    alarms.stream().map(alarm -> highest + margin / 2).toList();
            XYSeries series = chart.addSeries("NaN or infinite", alarms, top);
            series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            series.setMarker(SeriesMarkers.CROSS).setMarkerColor(ALARM);
            chart.getStyler().setLegendVisible(true);
        }
        return chart;
    }

    private static void style(XYStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE)
                .setChartFontColor(INK)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16))
                .setLegendVisible(false)
                .setLegendPosition(LegendPosition.InsideNE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setAntiAlias(true);
        styler.setPlotGridLinesColor(GRID);
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setMarkerSize(9);
    }

    private static boolean isDrawable(double value) {
        return Math.abs(value) <= LIMIT;
    }
}
