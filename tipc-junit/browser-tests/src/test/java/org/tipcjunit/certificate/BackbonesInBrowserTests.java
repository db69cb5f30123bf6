// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.browser.Browser;
import org.tipcjunit.browser.Browser.Colours;
import org.tipcjunit.browser.Browser.Screen;
import org.tipcjunit.certificate.BackboneTable.Row;
import org.tipcjunit.certificate.BackboneTable.State;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackbonesInBrowserTests {

    private static final Path PICTURES = Path.of("target", "pictures");

    private Browser browser;

    @BeforeAll
    void start() {
        browser = Browser.start();
    }

    @AfterAll
    void stop() {
        browser.close();
    }

    @ParameterizedTest
    @CsvSource({"PHONE, LIGHT", "DESKTOP, LIGHT", "PHONE, DARK"})
    void no_word_is_broken_into_letters_and_nothing_leaves_the_screen(
            Screen screen, Colours colours, @TempDir Path folder) throws Exception {
        Path page = new BackboneTable(
                        "CenterNetBackbonesCertification",
                        "mAP",
                        List.of(
                                row(
                                        "ResNet18_x0_5",
                                        true,
                                        "0.440456",
                                        "11.73 MB",
                                        "58.12 million",
                                        "8.877 ms",
                                        "3.479 ms",
                                        State.CERTIFIED),
                                row(
                                        "MobileNetV1_x1_0",
                                        false,
                                        "0.171366",
                                        "13.71 MB",
                                        "67.88 million",
                                        "20.53 ms",
                                        "3.604 ms",
                                        State.CERTIFIED),
                                row("MobileNetV3_large_x1_0", false, "-", "-", "-", "-", "-", State.NOT_CERTIFIED)))
                .write(folder);
        Files.createDirectories(PICTURES);
        browser.open(page, screen, colours);
        Files.write(
                PICTURES.resolve(String.join("-", "backbones", screen.name(), colours.name())
                                .toLowerCase() + ".png"),
                browser.picture(true));

        assertThat(browser.seriousFaults()).isEmpty();
        assertThat(browser.overflow()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.brokenWords()).isEmpty();
    }

    private static Row row(
            String backbone,
            boolean original,
            String metric,
            String size,
            String adds,
            String latency,
            String oneDnn,
            State state) {
        return new Row(
                backbone, original, metric, "-", size, adds, latency, oneDnn, state, "../" + backbone + "/certificate");
    }
}
