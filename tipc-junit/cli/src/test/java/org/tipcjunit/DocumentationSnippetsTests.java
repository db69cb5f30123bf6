// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What documents show of a file is in it, all Java among it, and commands in both languages are the same. */
class DocumentationSnippetsTests {

    private static final Path ROOT = root();
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- from (\\S+) -->\\n```(\\w+)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ANY_JAVA = Pattern.compile("```java\\n");
    private static final Pattern BASH = Pattern.compile("```bash\\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @MethodSource("documents")
    void java_in_a_document_is_code_that_is_compiled(Path document) throws IOException {
        String text = Files.readString(document);
        Matcher snippets = SNIPPET.matcher(text);
        int java = 0;
        while (snippets.find()) {
            java += snippets.group(2).equals("java") ? 1 : 0;
            assertThat(Files.readString(ROOT.resolve(snippets.group(1))))
                    .as("source of the snippet in %s", document)
                    .contains(snippets.group(3));
        }
        assertThat(java).as("snippets that name their source").isEqualTo((int)
                ANY_JAVA.matcher(text).results().count());
    }

    @ParameterizedTest
    @MethodSource("translatedDocuments")
    void commands_are_the_same_in_both_languages(Path english, Path chinese) throws IOException {
        assertThat(commands(chinese)).isNotEmpty().isEqualTo(commands(english));
    }

    private static List<String> commands(Path document) throws IOException {
        return BASH.matcher(Files.readString(document))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            List<Path> pages =
                    files.filter(file -> file.toString().endsWith(".md")).toList();
            return Stream.concat(
                    pages.stream(),
                    Stream.of("README.md", "README_cn.md", "CONTRIBUTING.md").map(ROOT::resolve));
        }
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> translatedDocuments() {
        return Stream.of("", "fixtures/digits", "fixtures/centernet", "fixtures/arcface")
                .map(ROOT::resolve)
                .map(folder -> org.junit.jupiter.params.provider.Arguments.of(
                        folder.resolve("README.md"), folder.resolve("README_cn.md")));
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("fixtures"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
