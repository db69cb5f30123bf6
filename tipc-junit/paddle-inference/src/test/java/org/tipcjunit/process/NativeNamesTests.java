// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NativeNamesTests {

    private final NativeNames inC = new NativeNames(StandardCharsets.US_ASCII, "LC_ALL=C");
    private final NativeNames inUtf8 = new NativeNames(StandardCharsets.UTF_8, "LANG=C.UTF-8");

    @Test
    void names_the_locale_that_does_not_know_a_name() {
        assertThat(inC.problem("the config", "configs/条纹.txt"))
                .contains(
                        "the config has a name that this Java cannot use: configs/条纹.txt; its locale (LC_ALL=C) knows names in"
                                + " US-ASCII only");
    }

    @Test
    void refuses_what_java_could_not_read_of_a_name() {
        assertThat(inC.holds("configs/\uFFFD\uFFFD.txt")).isFalse();
    }

    @Test
    void takes_every_name_where_the_locale_is_of_utf_8() {
        assertThat(inUtf8.problem("the config", "configs/条纹.txt")).isEmpty();
        assertThat(inC.problem("the config", "configs/stripes.txt")).isEmpty();
    }

    @Test
    void looks_at_variables_in_the_order_that_the_system_does() {
        assertThat(NativeNames.locale(Map.of("LANG", "zh_CN.UTF-8", "LC_CTYPE", "C")))
                .isEqualTo("LC_CTYPE=C");
        assertThat(NativeNames.locale(Map.of("LC_ALL", "", "LANG", "POSIX"))).isEqualTo("LANG=POSIX");
        assertThat(NativeNames.locale(Map.of())).isEqualTo("none of LC_ALL, LC_CTYPE, LANG is set");
    }
}
