// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DoctorCommandTests {

    @Test
    void says_what_is_lacking_with_what_mends_it_and_fails() throws IOException {
        TipcRun run = TipcRun.of("doctor", "--python", "/no/such/python");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("lacks python: tipc.python names /no/such/python", "      mend: Name the interpreter itself")
                .endsWith("Nothing can be certified before that is mended.\n");
    }

    @Test
    void says_it_as_json() throws IOException {
        TipcRun run = TipcRun.of("doctor", "--python", "/no/such/python", "--format", "json");

        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(run.status()).isEqualTo(1);
        assertThat(json.path("works").asBoolean(true)).isFalse();
        assertThat(json.path("observations").findValuesAsText("subject")).contains("system", "git", "python", "cache");
    }
}
