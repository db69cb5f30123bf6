// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tipcjunit.browser.Browser;
import org.tipcjunit.browser.Browser.Colours;
import org.tipcjunit.browser.Browser.Screen;
import org.tipcjunit.certificate.BackboneTable.Row;
import org.tipcjunit.certificate.BackboneTable.State;
import org.tipcjunit.certificate.page.Language;

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
    @CsvSource({
        "DESKTOP, LIGHT, ENGLISH",
        "DESKTOP, LIGHT, CHINESE",
        "DESKTOP, DARK, ENGLISH",
        "DESKTOP, DARK, CHINESE",
        "PHONE, LIGHT, ENGLISH",
        "PHONE, LIGHT, CHINESE",
        "PHONE, DARK, ENGLISH",
        "PHONE, DARK, CHINESE"
    })
    void no_word_is_broken_into_letters_and_nothing_leaves_the_screen(
            Screen screen, Colours colours, Language language, @TempDir Path folder) throws Exception {
        Path english = table().write(folder);
        Path page = english.resolveSibling("backbones" + language.suffix() + ".html");
        Files.createDirectories(PICTURES);
        browser.open(page, screen, colours);
        Files.write(
                PICTURES.resolve(
                        ("backbones" + language.suffix() + "-" + screen + "-" + colours).toLowerCase(Locale.ROOT)
                                + ".png"),
                browser.picture(true));

        assertThat(browser.ask("return document.documentElement.lang")).isEqualTo(language.tag());
        assertThat(browser.seriousFaults()).isEmpty();
        assertThat(browser.overflow()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.brokenWords()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void it_prints_on_one_sheet(Language language, @TempDir Path folder) throws Exception {
        String name = "backbones" + language.suffix();
        Path page = table().write(folder).resolveSibling(name + ".html");
        Files.createDirectories(PICTURES);
        browser.open(page, Screen.DESKTOP, Colours.DARK);

        byte[] pdf = browser.paper();

        Files.write(PICTURES.resolve(name + ".pdf"), pdf);
        assertThat(Browser.sheets(pdf)).isEqualTo(1);
    }

    private static BackboneTable table() {
        Certificate certificate = new CertificateJson().read(Path.of("../../reports/digits/certificate.json"));
        return new BackboneTable(
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
                        row("MobileNetV3_large_x1_0", false, "-", "-", "-", "-", "-", State.NOT_CERTIFIED)),
                Optional.of(certificate));
    }

    private static String reason(State state) {
        return state == State.NOT_CERTIFIED ? "4.1.3-3 FAIL: the inputs of predict.py and infer.py differ" : "";
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
                backbone,
                original,
                metric,
                "-",
                size,
                adds,
                latency,
                oneDnn,
                state,
                reason(state),
                "../" + backbone + "/certificate");
    }
}
