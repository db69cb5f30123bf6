// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.certification.terms.Term;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The options of {@code tipc certify} are those that the table of settings names. */
class SettingOptionsTests {

    private static SettingOptions options(String... arguments) {
        CommandLine certify = new CommandLine(new CertifyCommand());
        certify.parseArgs(arguments);
        return new SettingOptions(certify.getCommandSpec());
    }

    @ParameterizedTest
    @EnumSource
    void setting_is_stated_by_its_option(Term term) {
        for (String option : term.options()) {
            SettingOptions options = term.label().isEmpty()
                    ? options(option)
                    : options(option, term.form().example());

            assertThat(options.stated()).containsOnlyKeys(term);
        }
    }

    @Test
    void nothing_is_stated_without_options() {
        assertThat(options().stated()).isEmpty();
    }

    @Test
    void values_are_as_settings_write_them() {
        assertThat(options(
                                "--data",
                                "dataset",
                                "weights",
                                "--prepare",
                                "-c",
                                "a,b.txt",
                                "-c",
                                "c.txt",
                                "--publish",
                                "./reports",
                                "--device",
                                "CPU",
                                "--python",
                                "python3",
                                "--row",
                                " ")
                        .stated())
                .isEqualTo(Map.of(
                        Term.DATA,
                        "dataset,weights",
                        Term.PREPARE,
                        "true",
                        Term.CONFIGS,
                        "a,b.txt\nc.txt",
                        Term.PUBLISH,
                        Path.of("reports").toAbsolutePath().toString(),
                        Term.DEVICE,
                        "cpu",
                        Term.PYTHON,
                        "python3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--data a b --device cpu",
                "--data a --data b --device cpu",
                "--data=a,b --device cpu",
                "--data=a --device cpu --data=b",
                "--device cpu --data a,b"
            })
    void lists_end_where_the_next_option_begins(String line) {
        assertThat(options(line.split(" ")).stated()).isEqualTo(Map.of(Term.DATA, "a,b", Term.DEVICE, "cpu"));
    }

    @ParameterizedTest
    @EnumSource
    void lists_take_no_option_for_an_entry(Term list) {
        for (String option : list.options()) {
            if (list.form().separator().equals(",")) {
                assertThatThrownBy(() -> options(option, "--prepare"))
                        .isInstanceOf(ParameterException.class)
                        .hasMessageContaining("Missing required parameter for option " + option);
            }
        }
    }

    @Test
    void misspelt_option_behind_a_list_is_no_entry_of_it() {
        TipcRun run = TipcRun.of("certify", "--config", "c.txt", "--data", "a", "--metrik", "acc");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--metrik").contains("--metric");
    }

    @Test
    void training_arguments_may_look_like_options_and_be_attached() {
        assertThat(options("--train-args", "--device=cpu", "--prepare").stated())
                .isEqualTo(Map.of(Term.TRAIN_ARGS, "--device=cpu", Term.PREPARE, "true"));
        assertThat(options("--train-args=-o a=b").stated()).isEqualTo(Map.of(Term.TRAIN_ARGS, "-o a=b"));
    }

    @Test
    void configs_are_named_one_by_one() {
        assertThat(options("-c", "a,b.txt", "--config", "c.txt").list(Term.CONFIGS))
                .isEqualTo(List.of("a,b.txt", "c.txt"));
    }

    @Test
    void device_that_nothing_is_planned_for_is_a_wrong_call() {
        assertThatThrownBy(() -> options("--device", "gpu"))
                .isInstanceOf(ParameterException.class)
                .hasMessage(
                        "Invalid value for option '--device': expected one of [CPU] (case-insensitive) but was 'gpu'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lint", "plan"})
    void commands_that_certify_nothing_take_only_what_selects_configs(String command) {
        assertThat(TipcRun.of(command, "--help").out())
                .contains("-r, --repository=DIR", "-c, --config=FILE-OR-GLOB", "-m, --mode=MODE", "--device=cpu")
                .doesNotContain("--output", "--train-args");
    }

    @Test
    void help_lists_what_may_stand_beside_a_config() {
        assertThat(TipcRun.of("certify", "--help").out().replaceAll("\\s+", " "))
                .contains(
                        "certification.properties beside it: data, predict, images, metric, documented-in, row, value,");
    }
}
