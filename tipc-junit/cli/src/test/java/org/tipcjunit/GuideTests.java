// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.faults.FixtureCopy;

/**
 * The user guide says the same in both languages, quotes messages that the library has, and names what is there.
 *
 * <p>Its Java is looked at by {@link DocumentationSnippetsTests}, its calls of {@code tipc} by {@code DocumentedCommandsTests}.
 */
class GuideTests {

    private static final Path ROOT = FixtureCopy.projectRoot();
    private static final Path GUIDE = ROOT.resolve("docs/guide");
    private static final Pattern FENCE = Pattern.compile("(?m)^```.*$\\n(?:(?!```).*\\n)*^```$");
    private static final Pattern MESSAGE = Pattern.compile("<!-- message -->\\n```text\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern MESSAGE_CELL = Pattern.compile("(?m)^\\| `([^`]+)` \\|");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern CODE = Pattern.compile("`[^`]+`");
    private static final Pattern TEST_CLASS = Pattern.compile("-Dtest='?(\\w+)");
    private static final Pattern SETTING = Pattern.compile("-D(tipc\\.[a-z.]+)=");

    private static List<Path> javaFiles;
    private static String java;

    @BeforeAll
    static void readJava() throws IOException {
        List<Path> sources = new ArrayList<>(List.of(ROOT.resolve("model-tests/src")));
        try (Stream<Path> modules = Files.list(ROOT.resolve("tipc-junit"))) {
            modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .forEach(sources::add);
        }
        List<Path> files = new ArrayList<>();
        for (Path source : sources) {
            try (Stream<Path> found = Files.walk(source)) {
                found.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
            }
        }
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            text.append(Files.readString(file));
        }
        javaFiles = List.copyOf(files);
        java = text.toString().replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
    }

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(GUIDE)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        }
    }

    static Stream<Path> englishPages() throws IOException {
        return Stream.concat(pages(), Stream.of(ROOT.resolve("README.md")))
                .filter(page -> !page.toString().endsWith("_cn.md"));
    }

    static Stream<Path> pagesAndReadmes() throws IOException {
        return Stream.concat(pages(), Stream.of("README.md", "README_cn.md").map(ROOT::resolve));
    }

    @ParameterizedTest
    @MethodSource("englishPages")
    void chinese_page_has_the_same_headings_blocks_and_rows(Path english) throws IOException {
        Path chinese = english.resolveSibling(english.getFileName().toString().replace(".md", "_cn.md"));

        assertThat(outline(chinese)).isEqualTo(outline(english));
    }

    /** What both languages have in common: levels of headings and the code in them, whole blocks, and the size of tables. */
    private static List<String> outline(Path page) throws IOException {
        String text = Files.readString(page);
        List<String> outline = new ArrayList<>(
                FENCE.matcher(text).results().map(MatchResult::group).toList());
        FENCE.matcher(text).replaceAll("").lines().forEach(line -> {
            if (line.startsWith("#")) {
                outline.add(line.replaceFirst(" .*", " ")
                        + CODE.matcher(line).results().map(MatchResult::group).toList());
            } else if (line.startsWith("|")) {
                outline.add("row of " + line.chars().filter(c -> c == '|').count());
            }
        });
        return outline;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void quoted_message_is_one_that_tests_or_the_library_have(Path page) throws IOException {
        String text = Files.readString(page);
        Stream<String> blocks =
                MESSAGE.matcher(text).results().flatMap(block -> block.group(1).lines());
        Stream<String> cells = page.getFileName().toString().matches("(?:troubleshooting|java-inference).*")
                ? MESSAGE_CELL.matcher(text).results().map(cell -> cell.group(1))
                : Stream.of();

        assertThat(Stream.concat(blocks, cells)
                        .flatMap(line -> Arrays.stream(line.strip().split("\\.\\.\\.")))
                        .map(String::strip)
                        .filter(part -> !java.contains(part)))
                .as("parts of messages in %s that nothing says", page)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pagesAndReadmes")
    void link_leads_somewhere(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
            Path target = link.group(1).isEmpty()
                    ? page
                    : page.resolveSibling(link.group(1)).normalize();
            if (!Files.exists(target)
                    || link.group(2) != null && !anchors(target).contains(link.group(2))) {
                broken.add(link.group());
            }
        }

        assertThat(broken).isEmpty();
    }

    private static Set<String> anchors(Path page) throws IOException {
        return HEADING.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("pagesAndReadmes")
    void maven_is_given_tests_and_settings_that_exist(Path page) throws IOException {
        String text = Files.readString(page);

        assertThat(TEST_CLASS.matcher(text).results().map(test -> test.group(1) + ".java"))
                .isSubsetOf(javaFiles.stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
        assertThat(SETTING.matcher(text).results().map(setting -> setting.group(1)))
                .isSubsetOf(Arrays.stream(Term.values()).map(Term::setting).toList());
    }

    @Test
    void every_annotation_has_a_section() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("tipc-junit/jupiter/src/main/java/org/tipcjunit"))) {
            List<String> annotations = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java") && !name.startsWith("package-info"))
                    .map(name -> "# `@" + name.replace(".java", "`"))
                    .toList();

            assertThat(Files.readString(GUIDE.resolve("annotations.md"))).contains(annotations);
        }
    }

    @ParameterizedTest
    @MethodSource("readmes")
    void readme_stays_short(Path readme) throws IOException {
        assertThat(Files.readAllLines(readme)).hasSizeLessThanOrEqualTo(150);
    }

    static Stream<Path> readmes() {
        return Stream.of("README.md", "README_cn.md").map(ROOT::resolve);
    }
}
