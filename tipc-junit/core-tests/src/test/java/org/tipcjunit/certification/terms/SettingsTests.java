// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tipcjunit.config.ConfigException;

class SettingsTests {

    @Test
    void prefers_a_configuration_parameter_to_an_environment_variable_and_that_to_the_annotation() {
        Map<String, String> variable = Map.of("TIPC_TRAIN_ARGS", "variable");

        assertThat(settings(Map.of("tipc.train.args", "parameter"), variable).get(Term.TRAIN_ARGS, "annotation"))
                .contains("parameter");
        assertThat(settings(Map.of(), variable).get(Term.TRAIN_ARGS, "annotation"))
                .contains("variable");
        assertThat(settings(Map.of(), Map.of()).get(Term.TRAIN_ARGS, "annotation"))
                .contains("annotation");
    }

    @Test
    void takes_a_blank_value_for_none() {
        Settings settings = settings(Map.of("tipc.python", " "), Map.of("TIPC_ENVIRONMENT", ""));

        assertThat(settings.get(Term.PYTHON)).isEmpty();
        assertThat(settings.get(Term.PYTHON, "named")).contains("named");
        assertThat(settings.get(Term.ENVIRONMENT)).isEmpty();
        assertThat(settings.get(Term.ENVIRONMENT, "")).isEmpty();
    }

    @Test
    void uses_as_many_cores_as_are_set_else_those_that_the_process_may_use() {
        assertThat(settings(Map.of("tipc.cores", "1"), Map.of()).cores()).isEqualTo(1);
        assertThat(settings(Map.of(), Map.of("TIPC_CORES", "3")).ofTraining().cores())
                .isEqualTo(3);
        assertThat(settings(Map.of(), Map.of()).cores())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        Settings none = settings(Map.of("tipc.cores", "0"), Map.of());
        assertThatExceptionOfType(ConfigException.class).isThrownBy(none::cores).withMessageContaining("tipc.cores");
    }

    private static Settings settings(Map<String, String> parameters, Map<String, String> variables) {
        return new Settings(name -> Optional.ofNullable(parameters.get(name)), variables);
    }
}
