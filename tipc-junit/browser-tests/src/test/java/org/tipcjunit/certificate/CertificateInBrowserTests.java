// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.tipcjunit.browser.Browser;
import org.tipcjunit.browser.Browser.Colours;
import org.tipcjunit.browser.Browser.Screen;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateInBrowserTests {

    private static final Path PICTURES = Path.of("target", "pictures");

    private Browser browser;
    private Path certified;
    private Path failed;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        RenderedCertificates rendered = new RenderedCertificates(folder);
        certified = rendered.certified();
        failed = rendered.notCertified();
        Files.createDirectories(PICTURES);
        browser = Browser.start();
    }

    @AfterAll
    void stop() {
        browser.close();
    }

    @ParameterizedTest
    @CsvSource({
        "certified, DESKTOP, LIGHT, en",
        "certified, DESKTOP, LIGHT, zh",
        "certified, DESKTOP, DARK, en",
        "certified, DESKTOP, DARK, zh",
        "certified, PHONE, LIGHT, en",
        "certified, PHONE, LIGHT, zh",
        "certified, PHONE, DARK, en",
        "certified, PHONE, DARK, zh",
        "failed, DESKTOP, LIGHT, en",
        "failed, DESKTOP, LIGHT, zh",
        "failed, DESKTOP, DARK, en",
        "failed, DESKTOP, DARK, zh",
        "failed, PHONE, LIGHT, en",
        "failed, PHONE, LIGHT, zh",
        "failed, PHONE, DARK, en",
        "failed, PHONE, DARK, zh"
    })
    void it_fits_the_screen_asks_for_nothing_and_axe_finds_nothing_serious_folded_or_not(
            String which, Screen screen, Colours colours, String language) throws Exception {
        Path english = which.equals("certified") ? certified : failed;
        Path page = language.equals("en") ? english : chinese(english);
        browser.open(page, screen, colours);
        byte[] picture = browser.picture(false);
        Files.write(
                PICTURES.resolve(String.join("-", which, language, screen.name(), colours.name())
                                .toLowerCase() + ".png"),
                picture);

        assertThat(picture.length).isBetween(10_000, 400_000);
        assertThat(browser.seriousFaults()).isEmpty();
        assertThat(browser.overflow()).isEmpty();
        assertThat(browser.brokenWords()).isEmpty();
        browser.ask("document.querySelectorAll('details').forEach(details => details.open = true)");
        assertThat(browser.overflow()).isEmpty();
        // axe looks at every row, image and stage, and those of one kind are all alike.
        browser.ask("""
                for (const alike of ['tbody tr:nth-child(n+6)', '.gallery li:nth-child(n+3)', '.stage ~ .stage ~ .stage']) {
                    document.querySelectorAll(alike).forEach(element => element.remove());
                }
                """);
        assertThat(browser.seriousFaults()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isNotEmpty().allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
    }

    @Test
    void the_first_screen_of_a_phone_tells_model_verdict_reason_and_environment() {
        browser.open(failed, Screen.PHONE, Colours.LIGHT);

        for (String selector : List.of(".model", "h1", ".banner li", "dl.glance dd:nth-of-type(3)")) {
            assertThat(((Number) browser.ask(
                                    "return document.querySelector(arguments[0]).getBoundingClientRect().bottom",
                                    selector))
                            .intValue())
                    .as(selector)
                    .isBetween(1, 844);
        }
        assertThat(text(".model")).isEqualTo("digits");
        assertThat(text("h1")).isEqualTo("✘ Not certified");
        assertThat(text(".banner li")).contains("the inputs of predict.py and infer.py differ");
    }

    @Test
    void every_clause_is_there_and_what_is_long_is_folded_until_somebody_asks() {
        browser.open(certified, Screen.DESKTOP, Colours.LIGHT);

        assertThat(all("section.card")).hasSizeGreaterThan(5);
        assertThat(all("main > .scroll tbody tr")).hasSameSizeAs(all("section.card"));
        assertThat(all("details")).isNotEmpty().allMatch(details -> details.getAttribute("open") == null);
        WebElement folded = all("section.card details").get(0);
        WebElement inside = folded.findElement(By.tagName("table"));
        assertThat(inside.isDisplayed()).isFalse();
        folded.findElement(By.tagName("summary")).click();
        assertThat(inside.isDisplayed()).isTrue();
    }

    @Test
    void losses_show_the_judged_windows_and_latencies_a_histogram() throws Exception {
        browser.open(failed, Screen.DESKTOP, Colours.LIGHT);
        Files.write(PICTURES.resolve("losses.png"), browser.picture("section[id='clause-4.1.3-1']"));
        Files.write(PICTURES.resolve("latencies.png"), browser.picture("section[id='clause-4.2.3-1l']"));

        assertThat(all("svg .window")).hasSize(2).allMatch(WebElement::isDisplayed);
        assertThat(text("section[id='clause-4.1.3-1'] .legend"))
                .contains("start (iterations 1 to 15): median", "end (iterations 76 to 100)");
        assertThat(all("svg .bar")).hasSizeGreaterThan(5);
        assertThat(text("section[id='clause-4.2.3-1l'] .legend")).contains("200 requests", "p99");
    }

    @Test
    void every_test_image_stands_beside_what_both_scripts_said_about_it() {
        browser.open(certified, Screen.PHONE, Colours.LIGHT);

        assertThat(all(".gallery li"))
                .hasSize(16)
                .allMatch(entry -> entry.getText().contains("predict.py")
                        && entry.getText().contains("infer.py"));
        assertThat(
                        (Boolean)
                                browser.ask(
                                        "return [...document.querySelectorAll('.gallery img')].every(image => image.complete && image.naturalWidth > 0)"))
                .isTrue();
    }

    @Test
    void a_cell_of_the_matrix_says_why_it_did_not_run_to_whoever_reaches_it_by_keyboard() throws Exception {
        browser.open(failed, Screen.DESKTOP, Colours.DARK);

        assertThat(all(".grid td.heat0, .grid td.open, .grid td.differs"))
                .hasSize(all(".grid td").size());
        assertThat(all(".grid td.differs")).isNotEmpty().allMatch(cell -> cell.getText()
                .contains("0.25"));
        WebElement cell = all(".grid td.open").get(0);
        assertThat(cell.getText()).doesNotContain("needs a GPU");
        cell.findElement(By.tagName("summary")).sendKeys(Keys.ENTER);
        assertThat(cell.getText()).contains("needs a GPU that Paddle can use");
        Files.write(PICTURES.resolve("matrix.png"), browser.picture("section[id='clause-4.1.3-3']"));
    }

    @Test
    void the_keyboard_reaches_everything_in_order_and_shows_where_it_is() {
        browser.open(certified, Screen.DESKTOP, Colours.LIGHT);
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            WebElement active = browser.driver().switchTo().activeElement();
            active.sendKeys(Keys.TAB);
            WebElement next = browser.driver().switchTo().activeElement();
            assertThat(next.getCssValue("outline-style")).as(next.getText()).isNotEqualTo("none");
            reached.add(next.getText());
        }

        assertThat(reached.get(0)).isEqualTo("中文");
        assertThat(reached).contains("4.1.3-1", "4.2.3-1l", "Demand, figures and evidence");
    }

    @Test
    void each_language_leads_to_the_other() {
        browser.open(certified, Screen.PHONE, Colours.LIGHT);
        browser.driver().findElement(By.linkText("中文")).click();

        assertThat(browser.ask("return document.documentElement.lang")).isEqualTo("zh-CN");
        assertThat(text("h1")).isEqualTo("✔ 认证通过");
        browser.driver().findElement(By.linkText("English")).click();
        assertThat(text("h1")).isEqualTo("✔ Certified");
    }

    @Test
    void its_headings_follow_each_other_and_its_landmarks_are_there_once() {
        browser.open(certified, Screen.DESKTOP, Colours.LIGHT);
        List<WebElement> headings = all("h1, h2, h3, h4");
        int last = 0;
        for (WebElement heading : headings) {
            int level = heading.getTagName().charAt(1) - '0';
            assertThat(level).as(heading.getAttribute("textContent")).isLessThanOrEqualTo(last + 1);
            last = level;
        }

        assertThat(all("h1")).hasSize(1);
        assertThat(all("body > header")).hasSize(1);
        assertThat(all("main")).hasSize(1);
        assertThat(all("nav")).hasSize(1);
        assertThat(all("body > footer")).hasSize(1);
    }

    @Test
    void it_prints_on_at_most_four_sheets_and_stays_a_small_file() throws Exception {
        for (Path page : List.of(certified, chinese(certified), failed, chinese(failed))) {
            browser.open(page, Screen.DESKTOP, Colours.DARK);
            byte[] pdf = browser.paper();
            Files.write(PICTURES.resolve(page.getFileName() + ".pdf"), pdf);

            assertThat(Browser.sheets(pdf)).as(page.toString()).isBetween(1L, 4L);
            assertThat(Files.size(page)).isLessThan(200_000);
        }
    }

    private static Path chinese(Path english) {
        return english.resolveSibling(String.valueOf(english.getFileName()).replace(".html", "_cn.html"));
    }

    private List<WebElement> all(String selector) {
        return browser.driver().findElements(By.cssSelector(selector));
    }

    private String text(String selector) {
        return browser.driver().findElement(By.cssSelector(selector)).getText();
    }
}
