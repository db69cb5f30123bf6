// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium of this machine that can reach nothing but files, and says what a page asked for and complained of. */
public final class Browser implements AutoCloseable {

    private static final List<Path> DRIVERS =
            List.of(Path.of("/usr/bin/chromedriver"), Path.of("/usr/lib/chromium/chromedriver"));
    // The program, not the script of that name in /usr/bin: the driver ends what it started, which would be the script
    // alone.
    private static final List<Path> BROWSERS =
            List.of(Path.of("/usr/lib/chromium/chromium-headless-shell"), Path.of("/usr/bin/chromium"));
    private static final Pattern REQUESTED = Pattern.compile(
            "\"method\":\"Network.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]*)\"", Pattern.DOTALL);
    private static final Pattern SHEET = Pattern.compile("/Type\\s*/Page\\b(?!s)");

    private final ChromeDriver driver;
    private final String axe;

    private Browser(ChromeDriver driver, String axe) {
        this.driver = driver;
        this.axe = axe;
    }

    /** How a page is looked at. */
    public enum Screen {
        DESKTOP(1280, 900),
        PHONE(390, 844);

        private final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    /** Which colours a reader prefers. */
    public enum Colours {
        LIGHT,
        DARK
    }

    /** Start one; whoever asks for these tests has installed it, so that a lack is a failure. */
    public static Browser start() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(first("Chromium", "tipc.browser", BROWSERS).toFile());
        options.addArguments(
                "--headless=new",
                "--disable-gpu",
                "--hide-scrollbars",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--force-device-scale-factor=1",
                "--allow-file-access-from-files",
                // Even a page that asks cannot leave the machine.
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--proxy-server=127.0.0.1:9");
        if (System.getProperty("user.name").equals("root")) {
            options.addArguments("--no-sandbox"); // Chromium refuses root its sandbox.
        }
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable("browser", Level.ALL);
        logs.enable("performance", Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(
                        first("chromedriver", "tipc.browser.driver", DRIVERS).toFile())
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        // It would like to know each Chromium by its version; nothing here depends on that.
        Logger.getLogger("org.openqa.selenium.devtools").setLevel(Level.OFF);
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60)).pageLoadTimeout(Duration.ofSeconds(60));
        return new Browser(driver, axe());
    }

    /** Get what drives it. */
    public ChromeDriver driver() {
        return driver;
    }

    /** Open a page; what was asked for and complained of before is forgotten, and so is what pages have put down. */
    public void open(Path page, Screen screen, Colours colours) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        screen.width,
                        "height",
                        screen.height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        screen == Screen.PHONE));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        "screen",
                        "features",
                        List.of(Map.of(
                                "name", "prefers-color-scheme", "value", colours == Colours.DARK ? "dark" : "light"))));
        driver.get("about:blank"); // A page whose address differs in its fragment only would not be loaded again.
        driver.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", "file://", "storageTypes", "all"));
        requests();
        complaints();
        driver.get(page.toUri().toString());
    }

    /** Get what the page asked for since it was opened, or since this was asked last. */
    public List<String> requests() {
        return driver.manage().logs().get("performance").getAll().stream()
                .map(LogEntry::getMessage)
                .map(REQUESTED::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
    }

    /** Get what the page complained of since it was opened, or since this was asked last. */
    public List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    /** Get what a script returns. */
    public Object ask(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    /** Get what axe finds serious or critical, one line each. */
    @SuppressWarnings("unchecked")
    public List<String> seriousFaults() {
        if (!Boolean.TRUE.equals(ask("return 'axe' in window"))) {
            ask(axe);
        }
        return (List<String>) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {resultTypes: ['violations']}).then(found => done(found.violations
                    .filter(fault => ['serious', 'critical'].includes(fault.impact))
                    .map(fault => fault.id + ': ' + fault.help + ': '
                        + fault.nodes.slice(0, 5).map(node => node.html.slice(0, 160)).join(' | '))),
                    problem => done(['axe did not run: ' + problem]));
                """);
    }

    /** Get what sticks out of the page to the right, one line for each of the first few elements; empty where nothing does. */
    @SuppressWarnings("unchecked")
    public List<String> overflow() {
        return (List<String>) ask("""
                const width = document.documentElement.clientWidth;
                if (document.documentElement.scrollWidth <= width) { return []; }
                return [...document.body.querySelectorAll('*')]
                    .filter(element => element.getBoundingClientRect().right > width + 1)
                    .slice(0, 5).map(element => element.outerHTML.slice(0, 160));
                """);
    }

    /** Get the words of no more than 20 letters that do not lie on one line, the first few. */
    @SuppressWarnings("unchecked")
    public List<String> brokenWords() {
        return (List<String>) ask("""
                const broken = [];
                const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                for (let node = texts.nextNode(); node && broken.length < 5; node = texts.nextNode()) {
                    if (!node.parentElement.checkVisibility() || node.parentElement.closest('code, pre, svg, a, dd, li, figcaption, .observed')) {
                        continue;
                    }
                    for (const word of node.data.matchAll(/[A-Za-z0-9_.]+/g)) {
                        if (word[0].length > 20) { continue; }
                        const range = document.createRange();
                        range.setStart(node, word.index);
                        range.setEnd(node, word.index + word[0].length);
                        const tops = new Set([...range.getClientRects()].map(line => Math.round(line.top)));
                        if (tops.size > 1) { broken.push(word[0] + ' in ' + node.parentElement.outerHTML.slice(0, 120)); }
                    }
                }
                return broken;
                """);
    }

    /** Take a picture of the page, as much of it as fits the screen or all of it. */
    public byte[] picture(boolean all) {
        return Base64.getDecoder()
                .decode(String.valueOf(driver.executeCdpCommand(
                                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", all))
                        .get("data")));
    }

    /** Take a picture of one element. */
    public byte[] picture(String selector) {
        Object place = ask("""
                const box = document.querySelector(arguments[0]).getBoundingClientRect();
                return {x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height, scale: 1};
                """, selector);
        return Base64.getDecoder()
                .decode(String.valueOf(driver.executeCdpCommand(
                                "Page.captureScreenshot",
                                Map.of("format", "png", "captureBeyondViewport", true, "clip", place))
                        .get("data")));
    }

    /** Print the page on A4 as PDF. */
    public byte[] paper() {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "", "features", List.of()));
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        return Base64.getDecoder()
                .decode(String.valueOf(driver.executeCdpCommand(
                                "Page.printToPDF",
                                Map.of(
                                        "paperWidth",
                                        8.27,
                                        "paperHeight",
                                        11.69,
                                        "preferCSSPageSize",
                                        true,
                                        "printBackground",
                                        false))
                        .get("data")));
    }

    /** Get how many sheets a PDF of this browser has. */
    public static long sheets(byte[] pdf) {
        return SHEET.matcher(new String(pdf, StandardCharsets.ISO_8859_1))
                .results()
                .count();
    }

    @Override
    public void close() {
        driver.quit();
    }

    /** Get what a property names, which must then be there, else the first of what Debian's packages install. */
    private static Path first(String what, String property, List<Path> candidates) {
        String named = System.getProperty(property);
        List<Path> places = named == null ? candidates : List.of(Path.of(named));
        return places.stream()
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + what + " at " + places
                        + ": apt-get install chromium-driver, name one that lies elsewhere with -D" + property
                        + "=PATH, or leave the profile browser out"));
    }

    private static String axe() {
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException("axe.min.js is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
