// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tipcjunit.TipcModel;
import org.tipcjunit.TipcRepository;
import org.tipcjunit.certification.terms.CertificationProperties;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.Mode;
import org.tipcjunit.faults.ProjectSources;

/** Everything that tells of settings tells what their table tells. */
class SettingsTableTests {

    /** What the attributes that are no settings say: which model it is. */
    private static final List<String> NO_SETTINGS = List.of("config", "name", "path");

    private static final Pattern LOOKED_UP = Pattern.compile("(?:get|property|getProperty)\\(\"(tipc\\.[a-z.]+)\"");

    @TempDir
    Path folder;

    @Test
    void guide_holds_the_table() throws IOException {
        assertThat(Files.readString(root().resolve("docs/guide/settings.md")))
                .as(
                        "the table between the marks <!-- settings --> of docs/guide/settings.md; replace it by the one that is expected")
                .contains(marked(
                        "| setting | `certify` | annotation | properties | what it says |",
                        Term::help,
                        " In a setting, separated by commas.",
                        " In a setting, one in each line."));
    }

    @Test
    void chinese_guide_holds_the_table() throws IOException {
        assertThat(Files.readString(root().resolve("docs/guide/settings_cn.md")))
                .as(
                        "the table between the marks <!-- settings --> of docs/guide/settings_cn.md; replace it by the one that is expected")
                .contains(marked(
                        "| 设置 | `certify` | 注解 | properties | 含义 |", Term::helpInChinese, "在设置中用逗号分隔。", "在设置中每行一个。"));
    }

    private static String marked(String head, Function<Term, String> help, String commas, String lines) {
        return settings()
                .map(term -> "| " + String.join(" | ", cells(term, help.apply(term) + separated(term, commas, lines)))
                        + " |\n")
                .collect(Collectors.joining(
                        "", "<!-- settings -->\n" + head + "\n|---|---|---|---|---|\n", "<!-- /settings -->\n"));
    }

    private static List<String> cells(Term term, String help) {
        return List.of(
                code(term.setting()),
                term.options().isEmpty() ? "" : code((last(term.options()) + " " + term.label()).strip()),
                term.attribute().map(SettingsTableTests::code).orElse(""),
                term.isOfModel() ? code(term.key()) : "",
                help);
    }

    private static String separated(Term term, String commas, String lines) {
        return switch (term.form().separator()) {
            case "," -> commas;
            case "\n" -> lines;
            default -> "";
        };
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String last(List<String> names) {
        return names.get(names.size() - 1);
    }

    @Test
    void attributes_of_the_annotations_are_those_of_the_table() {
        assertThat(attributes(TipcModel.class, TipcRepository.class)
                        .map(Method::getName)
                        .filter(name -> !NO_SETTINGS.contains(name))
                        .collect(Collectors.toSet()))
                .isEqualTo(settings().flatMap(term -> term.attribute().stream()).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void default_of_an_attribute_is_that_of_the_table(String attribute, String byDefault) {
        assertThat(settings().filter(term -> term.attribute().stream().anyMatch(attribute::equals)))
                .singleElement()
                .satisfies(term -> assertThat(term.help()).endsWith("Default: `" + byDefault + "`."));
    }

    static Stream<Arguments> defaults() {
        return attributes(TipcModel.class, TipcRepository.class)
                .filter(attribute -> attribute.getDefaultValue() instanceof Mode
                        || attribute.getDefaultValue() instanceof String text && !text.isEmpty())
                .map(attribute -> Arguments.of(
                        attribute.getName(),
                        attribute.getDefaultValue() instanceof Mode mode ? mode.label() : attribute.getDefaultValue()));
    }

    private static Stream<Method> attributes(Class<?>... annotations) {
        return Arrays.stream(annotations).flatMap(annotation -> Arrays.stream(annotation.getDeclaredMethods()));
    }

    @ParameterizedTest
    @EnumSource
    void example_is_of_the_form_that_it_is_an_example_of(Term term) {
        assertThat(term.read(term.form().example(), Object.class))
                .isInstanceOf(term.form().type());
    }

    @ParameterizedTest
    @EnumSource
    void value_that_is_not_of_the_form_is_refused_with_name_and_example(Term term) {
        Class<?> type = term.form().type();
        if (type.equals(String[].class)
                || type.equals(String.class) && term.form().words().isEmpty()) {
            assertThat(term.read("\0", Object.class)).isNotNull();
        } else {
            assertThatThrownBy(() -> term.read("\0", Object.class))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith(term.setting() + " is '\0', which is ")
                    .hasMessageMatching(
                            "(?s).*\n  remedy: .*" + Pattern.quote(term.form().example()) + ".*");
        }
    }

    @ParameterizedTest
    @EnumSource
    void properties_state_what_is_of_the_model(Term term) throws IOException {
        Files.writeString(folder.resolve(CertificationProperties.NAME), term.key() + "=stated\n");
        Path config = folder.resolve("train_infer_python.txt");

        if (term.isOfModel()) {
            assertThat(CertificationProperties.beside(config).terms()).containsEntry(term, "stated");
        } else {
            assertThatThrownBy(() -> CertificationProperties.beside(config))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("'" + term.key() + "' is unknown");
        }
    }

    /** What is looked up by its name, because the table is out of reach there, is in the table all the same. */
    @Test
    void code_looks_up_nothing_that_the_table_does_not_know() throws IOException {
        for (Path source : ProjectSources.below("src/main/java")) {
            assertThat(LOOKED_UP.matcher(Files.readString(source)).results().map(name -> name.group(1)))
                    .as("settings that %s looks up", source)
                    .isSubsetOf(settings().map(Term::setting).toList());
        }
    }

    private static Stream<Term> settings() {
        return Arrays.stream(Term.values()).filter(Term::isSetting);
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve("README_cn.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
