// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.tipcjunit.browser.Browser;
import org.tipcjunit.browser.Browser.Colours;
import org.tipcjunit.browser.Browser.Screen;
import org.tipcjunit.certificate.site.CertificateSite;
import org.tipcjunit.certificate.site.SiteOptions;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteInBrowserTests {

    private static final int MODELS = 500;
    private static final Path PICTURES = Path.of("target", "pictures");

    private Browser browser;
    private Path english;
    private Path chinese;

    @BeforeAll
    void make(@TempDir Path folder) throws Exception {
        Path certificates = new RenderedCertificates(folder).many(MODELS);
        CertificateSite.Made made = new CertificateSite()
                .write(new SiteOptions(
                        List.of(certificates),
                        List.of(),
                        folder.resolve("site"),
                        SiteOptions.Holding.NONE,
                        SiteOptions.USUALLY_KEPT,
                        "",
                        "",
                        false));
        assertThat(made.unsound()).isEmpty();
        english = made.index();
        chinese = english.resolveSibling("index_cn.html");
        Files.createDirectories(PICTURES);
        browser = Browser.start();
    }

    @AfterAll
    void stop() {
        browser.close();
    }

    @ParameterizedTest
    @CsvSource({
        "DESKTOP, LIGHT, en",
        "DESKTOP, LIGHT, zh",
        "DESKTOP, DARK, en",
        "DESKTOP, DARK, zh",
        "PHONE, LIGHT, en",
        "PHONE, LIGHT, zh",
        "PHONE, DARK, en",
        "PHONE, DARK, zh"
    })
    void it_fits_the_screen_asks_for_nothing_and_axe_finds_nothing_serious(
            Screen screen, Colours colours, String language) throws Exception {
        browser.open(language.equals("en") ? english : chinese, screen, colours);
        byte[] picture = browser.picture(false);
        Files.write(
                PICTURES.resolve(String.join("-", "site", language, screen.name(), colours.name())
                                .toLowerCase() + ".png"),
                picture);
        // axe looks at every row, and they are all alike.
        browser.ask("document.querySelectorAll('#matrix tbody tr:nth-child(n+12)').forEach(row => row.remove())");

        assertThat(browser.seriousFaults()).isEmpty();
        assertThat(browser.overflow()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isNotEmpty().allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
        byte[] pdf = browser.paper();
        Files.write(PICTURES.resolve("site-" + language + ".pdf"), pdf);
        assertThat(Browser.sheets(pdf)).isBetween(1L, 2L);
    }

    @Test
    void five_hundred_models_are_there_within_three_seconds() {
        browser.open(english, Screen.DESKTOP, Colours.LIGHT);

        assertThat(((Number) browser.ask("return performance.getEntriesByType('navigation')[0].loadEventEnd"))
                        .doubleValue())
                .isBetween(1.0, 3000.0);
        assertThat(shown()).isEqualTo(MODELS);
    }

    @Test
    void a_filter_shows_what_it_names_within_a_tenth_of_a_second() {
        browser.open(english, Screen.DESKTOP, Colours.LIGHT);
        browser.driver().findElement(By.id("v")).sendKeys("Not c");
        awaitShown(MODELS / 5);
        browser.driver().findElement(By.id("f")).sendKeys("4.1.3-3 ");
        awaitShown(MODELS / 5);
        browser.driver().findElement(By.id("q")).sendKeys("family3_model10");
        awaitShown(1);
        assertThat(browser.driver().findElement(By.id("count")).getText()).contains("1");
        browser.driver().findElement(By.cssSelector("button[type=reset]")).click();
        awaitShown(MODELS);

        double milliseconds = ((Number) browser.ask("""
                const q = document.getElementById('q'), taken = [];
                for (const word of ['family3', 'nothing', 'model4', '']) {
                    const before = performance.now();
                    q.value = word;
                    q.dispatchEvent(new Event('input', {bubbles: true}));
                    document.body.getBoundingClientRect();
                    taken.push(performance.now() - before);
                }
                return Math.min(...taken);
                """)).doubleValue();
        assertThat(milliseconds).isLessThan(100);
    }

    @Test
    void each_model_leads_to_its_own_page_and_the_page_to_the_other_language() throws Exception {
        browser.open(english, Screen.PHONE, Colours.LIGHT);
        WebElement first = browser.driver().findElement(By.cssSelector("#matrix tbody a"));
        String model = first.getText();
        first.click();

        assertThat(browser.driver().findElement(By.tagName("h1")).getText()).isEqualTo(model);
        assertThat(browser.seriousFaults()).isEmpty();
        assertThat(browser.overflow()).isEmpty();
        assertThat(browser.brokenWords()).isEmpty();
        browser.driver().findElement(By.className("languages")).click();
        assertThat(browser.ask("return document.documentElement.lang")).isEqualTo("zh-CN");
        assertThat(browser.seriousFaults()).isEmpty();
        assertThat(browser.overflow()).isEmpty();
        assertThat(browser.brokenWords()).isEmpty();
        assertThat(browser.driver().findElement(By.cssSelector(".banner")).getText())
                .contains("未通过：predict.py 与 infer.py 的输入不同");
        assertThat(browser.driver().findElement(By.cssSelector(".badge text")).getCssValue("fill"))
                .isEqualTo("rgb(255, 255, 255)");
        Files.write(PICTURES.resolve("model-zh-phone-light.png"), browser.picture(true));
        assertThat(browser.complaints()).isEmpty();
    }

    private void awaitShown(long expected) {
        new WebDriverWait(browser.driver(), Duration.ofSeconds(20), Duration.ofMillis(50))
                .until(driver -> shown() == expected);
    }

    private long shown() {
        return (Long) browser.ask(
                "return [...document.querySelectorAll('#matrix tbody tr')].filter(row => !row.hidden).length");
    }
}
