// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigEntryTests {

    private static final String EPOCHS = "lite_train_lite_infer=5|whole_train_whole_infer=100";

    @ParameterizedTest
    @ValueSource(strings = {"", "null"})
    void value_that_is_empty_or_null_is_absent(String value) {
        ConfigEntry entry = new ConfigEntry(5, "--epochs", value);

        assertThat(entry.isPresent()).isFalse();
        assertThat(entry.alternatives()).isEmpty();
        assertThat(entry.argument()).isEmpty();
        assertThat(entry.valueFor(Mode.LITE_TRAIN_LITE_INFER)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Null", "NULL", "nullable", "0", "False"})
    void other_values_are_present(String value) {
        assertThat(new ConfigEntry(5, "--epochs", value).isPresent()).isTrue();
    }

    @Test
    void alternatives_keep_their_order_and_empty_parts() {
        assertThat(new ConfigEntry(1, "--cpu_threads", "1|6").alternatives()).containsExactly("1", "6");
        assertThat(new ConfigEntry(1, "--cpu_threads", "6").alternatives()).containsExactly("6");
        assertThat(new ConfigEntry(1, "--precision", "fp32||").alternatives()).containsExactly("fp32", "", "");
    }

    @ParameterizedTest
    @CsvSource({
        EPOCHS + ", LITE_TRAIN_LITE_INFER, 5",
        EPOCHS + ", WHOLE_TRAIN_WHOLE_INFER, 100",
        "lite_train_lite_infer=a=b, LITE_TRAIN_LITE_INFER, a=b",
        "lite_train_lite_infer=1|lite_train_lite_infer=2, LITE_TRAIN_LITE_INFER, 1",
    })
    void finds_the_value_of_a_mode(String list, Mode mode, String value) {
        assertThat(new ConfigEntry(1, "--epochs", list).valueFor(mode)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {EPOCHS, "2", "lite_train_whole_infe=2", "lite_train_whole_infer_=2", "=2"})
    void list_that_does_not_name_the_mode_has_no_value_for_it(String list) {
        assertThat(new ConfigEntry(1, "--epochs", list).valueFor(Mode.LITE_TRAIN_WHOLE_INFER))
                .isEmpty();
    }

    @Test
    void argument_is_key_and_value() {
        assertThat(new ConfigEntry(1, "--use_gpu", "False").argument()).contains("--use_gpu=False");
        assertThat(new ConfigEntry(1, "-o Global.device", "gpu|cpu").argument("cpu"))
                .contains("-o Global.device=cpu");
    }

    @ParameterizedTest
    @CsvSource({"null, True", "--use_gpu, null", "--use_gpu, ''", "--use_gpu, ' '"})
    void there_is_no_argument_without_key_or_value(String key, String value) {
        assertThat(new ConfigEntry(1, key, "True").argument(value)).isEmpty();
        assertThat(new ConfigEntry(1, key, value).argument()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a|b, 'a,b'",
        "a||b, 'a,,b'",
        "a|, a",
        "null, null",
    })
    void elements_are_those_of_a_shells_loop(String value, String elements) {
        assertThat(String.join(",", new ConfigEntry(1, "key", value).elements()))
                .isEqualTo(elements);
    }

    @Test
    void an_empty_value_has_no_elements() {
        assertThat(new ConfigEntry(1, "key", "").elements()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        EPOCHS + ", lite_train_lite_infer, 5",
        EPOCHS + ", lite_train_whole_infer, ''",
        "lite=0.5=x|lite=2, lite, 0.5",
        "lite, lite, ''",
        "2, lite, ''",
    })
    void scripts_read_the_value_of_a_mode_up_to_a_second_equals_sign(String list, String mode, String value) {
        assertThat(new ConfigEntry(1, "--epochs", list).valueIn(mode)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"2, true", "lite=2, false", "null, false", "'', false", "' ', false"})
    void a_plain_value_names_no_mode(String value, boolean plain) {
        assertThat(new ConfigEntry(1, "--epochs", value).isPlain()).isEqualTo(plain);
    }

    @Test
    void reads_a_line_as_the_scripts_do() {
        assertThat(ConfigEntry.of(new ConfigLine(3, " key : a b :c"), ValueStyle.UP_TO_SECOND_COLON))
                .isEqualTo(new ConfigEntry(3, " key ", " a b "));
        assertThat(ConfigEntry.of(new ConfigLine(3, "url:http://host"), ValueStyle.ALL_AFTER_FIRST_COLON))
                .isEqualTo(new ConfigEntry(3, "url", "http://host"));
        assertThat(ConfigEntry.of(new ConfigLine(3, "-e:5"), ValueStyle.UP_TO_SECOND_COLON))
                .isEqualTo(new ConfigEntry(3, "", "5"));
        assertThat(ConfigEntry.of(new ConfigLine(3, "##"), ValueStyle.UP_TO_SECOND_COLON))
                .isEqualTo(new ConfigEntry(3, "##", ""));
    }
}
