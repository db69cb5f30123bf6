// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.faults.ProjectSources;

/** What {@code docs/architecture.md} names exists, and it names every package. */
class ArchitecturePageTests {

    private static final Path ROOT = FixtureCopy.projectRoot();
    private static final Pattern WALK = Pattern.compile("### How do I add[^\n]*\n(.*?)(?=\n##)", Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile("`([\\w./-]*/[\\w./-]+)`");
    private static final Pattern TABLE = Pattern.compile("<!-- packages -->\n(.*?)<!-- /packages -->", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");

    @Test
    void every_walk_names_files_that_exist() throws IOException {
        List<String> walks =
                WALK.matcher(page()).results().map(walk -> walk.group(1)).toList();

        assertThat(walks).hasSize(5).allSatisfy(walk -> {
            List<String> files =
                    FILE.matcher(walk).results().map(file -> file.group(1)).toList();
            assertThat(files).hasSizeGreaterThanOrEqualTo(3).allSatisfy(file -> assertThat(ROOT.resolve(file))
                    .exists());
        });
    }

    @Test
    void the_table_names_every_package_and_no_other() throws IOException {
        MatchResult table = TABLE.matcher(page()).results().findFirst().orElseThrow();
        Set<String> named = table.group(1)
                .lines()
                .filter(row -> row.startsWith("| `"))
                .map(row -> row.split("\\|")[1])
                .flatMap(cell -> NAME.matcher(cell).results().map(name -> name.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).isEqualTo(packages());
    }

    /** Find the packages with main classes, below {@code org.tipcjunit}. */
    private static Set<String> packages() throws IOException {
        return ProjectSources.below("src/main/java").stream()
                .filter(file -> file.endsWith("package-info.java"))
                .map(file -> file.toString()
                        .replaceAll(".*src/main/java/org/tipcjunit/|/?package-info.java", "")
                        .replace('/', '.'))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/architecture.md"));
    }
}
