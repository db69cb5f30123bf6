// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.allure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.tipcjunit.browser.Browser;
import org.tipcjunit.browser.Browser.Colours;
import org.tipcjunit.browser.Browser.Screen;

/**
 * What Allure 2 and 3 make of the results of real runs, which the tests of the command line left: one that is certified, told in
 * English, and one that does not train, told in Chinese.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AllureInBrowserTests {

    private static final Path PICTURES = Path.of("target", "pictures");
    private static final Path RUNS = Path.of("..", "target", "allure-of-a-run");

    /** The Awesome report of Allure 3 asks for this whatever one says; nothing of ours does. */
    private static final String OF_ALLURE_3 = "https://www.googletagmanager.com/";

    /** A report of several megabytes, parsed beside a whole build. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration OFTEN = Duration.ofMillis(100);

    private Browser browser;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path made) throws Exception {
        assumeTrue(
                Files.isDirectory(RUNS.resolve("certified")) && Files.isDirectory(RUNS.resolve("failed")),
                "no results of a run: AllureFromJarAndBuildTests leaves them, which needs Paddle");
        folder = made;
        Files.createDirectories(PICTURES);
        browser = Browser.start();
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void allure_2_shows_repository_model_and_clauses_and_the_stages_of_a_clause_with_their_times() throws Exception {
        Path report = AllureTools.two(RUNS.resolve("certified"), folder.resolve("two-certified"));
        browser.open(report, Screen.DESKTOP, Colours.LIGHT);
        await(".widget");
        picture("allure2-en-desktop");
        assertThat(text("#content")).contains("5\ntest cases", "100%", "Paddle", "Commit");
        openTreeOfTwo(report);

        assertThat(text(".tree__content")).contains("digits", "lite_train_lite_infer, norm_train");
        assertThat(texts(".node__leaf .node__name"))
                .hasSize(5)
                .anySatisfy(name -> assertThat(name).startsWith("4.1.3-1 "))
                .noneSatisfy(name -> assertThat(name).contains("()"));
        openLeafOfTwo("4.1.3-3 ");
        assertThat(text(".test-result-execution")).contains("Inference (infer)", "images");
        // The picture itself, without leaving the page.
        click("//div[contains(@class,'attachment-row')][.//span[contains(@data-tooltip,'image/png')]]");
        await(".attachment__media");
        assertThat(shown(".attachment__media")).isTrue();
        picture("allure2-clause-en-desktop");
        openLeafOfTwo("4.1.3-1 ");
        assertThat(stepOfTwo("Training (train)")).matches("(?s).*\\d+m?s.*");
        click("//div[contains(@class,'step__title')][contains(.,'Tear down')]");
        assertThat(text(".test-result-execution")).contains("Certificate");
        assertThat(browser.complaints()).isEmpty();
        assertThat(leaving()).isEmpty();
        browser.open(report, Screen.DESKTOP, Colours.LIGHT);
        await(".widget");
        print("allure2-en");
        browser.open(report, Screen.PHONE, Colours.LIGHT);
        await(".widget");
        picture("allure2-en-phone");
    }

    @Test
    void allure_2_tells_in_chinese_why_and_calls_no_clause_defective_that_was_not_judged() throws Exception {
        Path report = AllureTools.two(RUNS.resolve("failed"), folder.resolve("two-failed"));
        browser.open(report, Screen.PHONE, Colours.LIGHT);
        await(".widget");
        picture("allure2-zh-phone");
        browser.open(report, Screen.DESKTOP, Colours.LIGHT);
        await(".widget");
        picture("allure2-zh-desktop");
        print("allure2-zh");
        browser.open(report, Screen.DESKTOP, Colours.LIGHT);
        await(".widget");
        browser.driver().get(report.toUri() + "#categories");
        await(".node__title");
        openGroupsOfTwo();

        assertThat(text(".tree__content")).contains("阶段失败", "未评判：其前提未通过或未作要求");
        openTreeOfTwo(report);
        openLeafOfTwo("4.1.3-1 ");
        assertThat(text(".test-result"))
                .contains("训练能够运行，且前 100 次迭代的损失收敛", "planted", "训练（train）", "未通过，模型 digits", "解决办法：");
        picture("allure2-failed-zh-desktop");
        assertThat(browser.complaints()).isEmpty();
        assertThat(leaving()).isEmpty();
    }

    @Test
    void allure_3_shows_the_same() throws Exception {
        Optional<String> lacking = AllureTools.install();
        lacking.ifPresent(why -> System.err.println("WARNING: Allure 3 was not looked at: " + why));
        assumeTrue(lacking.isEmpty(), "Allure 3 cannot be had");
        Path certified = AllureTools.three(RUNS.resolve("certified"), folder.resolve("three-certified"), "en");
        Path failed = AllureTools.three(RUNS.resolve("failed"), folder.resolve("three-failed"), "zh");
        letThreeWaitForItsData();

        openThree(certified, Screen.DESKTOP, Colours.LIGHT);
        assertThat(text("body")).contains("digits", "lite_train_lite_infer, norm_train", "100%");
        openLeafOfThree("4.1.3-3 ");
        assertThat(text("body")).contains("Inference (infer)");
        click("//*[@data-testid='test-result-attachment-header'][contains(.,'image/png')]/button");
        assertThat(shown("[data-testid=image-attachment-content] img")).isTrue();
        picture("allure3-clause-en-desktop-light");
        judgeThree();
        openThree(failed, Screen.DESKTOP, Colours.DARK);
        openLeafOfThree("4.1.3-1 ");
        assertThat(text("body"))
                .contains("训练能够运行，且前 100 次迭代的损失收敛", "planted", "训练（train）", "未通过，模型 digits", "解决办法：", "阶段失败");
        picture("allure3-failed-zh-desktop-dark");
        judgeThree();
        for (Screen screen : Screen.values()) {
            for (Colours colours : Colours.values()) {
                String name = (screen + "-" + colours).toLowerCase(Locale.ROOT);
                openThree(certified, screen, colours);
                assertThat(text("body")).contains("4.1.3-1 training runs");
                picture("allure3-en-" + name);
                openThree(failed, screen, colours);
                assertThat(text("body")).contains("4.1.3-1 训练能够运行");
                picture("allure3-zh-" + name);
                judgeThree();
            }
        }
        openThree(certified, Screen.DESKTOP, Colours.LIGHT);
        print("allure3-en");
        openThree(failed, Screen.DESKTOP, Colours.LIGHT);
        print("allure3-zh");
    }

    private void judgeThree() {
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains(OF_ALLURE_3));
        assertThat(leaving()).allMatch(url -> url.startsWith(OF_ALLURE_3));
    }

    private List<String> leaving() {
        List<String> requests = browser.requests();
        assertThat(requests).isNotEmpty();
        return requests.stream()
                .filter(url -> !url.matches("(file|data|blob|about):.*"))
                .toList();
    }

    private void openTreeOfTwo(Path report) {
        browser.driver().get(report.toUri() + "#suites");
        await(".node__title");
        openGroupsOfTwo();
    }

    private void openGroupsOfTwo() {
        patiently().until(driver -> {
            browser.ask("""
                    document.querySelectorAll('.node__title').forEach(title => {
                        if (!title.closest('.node').classList.contains('node__expanded')) { title.click(); } })
                    """);
            return !driver.findElements(By.className("node__leaf")).isEmpty();
        });
    }

    private void openLeafOfTwo(String start) {
        click("//a[contains(@class,'node__leaf')][.//div[starts-with(normalize-space(),'" + start + "')]]");
        patiently().until(driver -> text(".test-result__name").startsWith(start));
        await(".test-result-execution");
    }

    private String stepOfTwo(String name) {
        return browser.driver()
                .findElement(By.xpath("//div[contains(@class,'step__title')][contains(.,'" + name + "')]"))
                .getText();
    }

    /** Open what is closed, and what is still closed two seconds later, as a second click would shut it. */
    private void openThree(Path report, Screen screen, Colours colours) {
        browser.open(report, screen, colours);
        patiently().withMessage(() -> "no tree in:\n" + text("body")).until(driver -> {
            browser.ask("""
                    document.querySelectorAll('[data-testid=tree-section]').forEach(section => {
                        const open = section.parentElement.querySelector(':scope > [data-testid=tree-content]');
                        if (!open && !(performance.now() - section.clicked < 2000)) {
                            section.clicked = performance.now();
                            section.click();
                        } })
                    """);
            return !driver.findElements(By.cssSelector("[data-testid=tree-leaf]"))
                    .isEmpty();
        });
    }

    /**
     * The page's program asks for the data once, and finds none where the browser draws before it has read on to them, which stand behind
     * the program in the one file (Allure 3.18); where there is their name, it waits for them.
     */
    private void letThreeWaitForItsData() {
        browser.driver()
                .executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument", Map.of("source", "window.allureReportData = {}"));
    }

    private void openLeafOfThree(String start) {
        click("//*[@data-testid='tree-leaf'][contains(.,'" + start + "')]");
        await("[data-testid=test-result-steps-root]");
    }

    private void click(String path) {
        WebElement element = patiently().until(driver -> driver.findElement(By.xpath(path)));
        browser.ask("arguments[0].scrollIntoView({block: 'center'}); arguments[0].click();", element);
    }

    private WebDriverWait patiently() {
        return new WebDriverWait(browser.driver(), PATIENCE, OFTEN);
    }

    private void await(String selector) {
        patiently()
                .until(driver -> !driver.findElements(By.cssSelector(selector)).isEmpty());
    }

    private boolean shown(String image) {
        await(image);
        return patiently().until(driver -> (Boolean) browser.ask(
                "const image = document.querySelector(arguments[0]);"
                        + "return image.complete && image.naturalWidth > 0 && image.checkVisibility()",
                image));
    }

    private void picture(String name) throws Exception {
        byte[] picture = settled();
        Files.write(PICTURES.resolve(name + ".png"), picture);
        assertThat(picture.length).isBetween(10_000, 400_000);
    }

    /** Take a picture when nothing moves any more, as charts grow when they appear. */
    private byte[] settled() {
        List<byte[]> seen = new ArrayList<>(List.of(browser.picture(false)));
        patiently().until(driver -> {
            seen.add(browser.picture(false));
            return Arrays.equals(seen.get(seen.size() - 1), seen.get(seen.size() - 2));
        });
        return seen.get(seen.size() - 1);
    }

    private void print(String name) throws Exception {
        settled();
        byte[] pdf = browser.paper();
        Files.write(PICTURES.resolve(name + ".pdf"), pdf);
        assertThat(Browser.sheets(pdf)).isBetween(1L, 3L);
    }

    private String text(String selector) {
        return browser.driver().findElement(By.cssSelector(selector)).getText();
    }

    private List<String> texts(String selector) {
        return browser.driver().findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList();
    }
}
