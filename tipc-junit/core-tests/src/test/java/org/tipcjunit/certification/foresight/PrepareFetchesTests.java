// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrepareFetchesTests {

    private static final String SCRIPT = """
            #!/bin/bash
            # wget https://example.org/comment.tar
            MODE=$2
            if [ ${MODE} = "lite_train_lite_infer" ]; then
                rm -rf data
                wget -nc -P data https://example.org/lite.tar --no-check-certificate && tar xf data/lite.tar
            elif [ ${MODE} = "whole_train_whole_infer" ];then
                wget https://example.org/whole.tar
            else
                curl -O https://example.org/other.tar
            fi
            if [ ${model_name} == "one" ]; then
                wget \\
                  https://example.org/one.pdparams
            fi
            if [[ ${model_name} =~ "on" ]]; then
                git clone https://example.org/on.git
            fi
            echo "wget is not called"
            """;

    private static List<String> fetched(String mode, String model) {
        return PrepareFetches.in(SCRIPT, mode, model).fetches().stream()
                .map(PrepareFetches.Fetch::what)
                .toList();
    }

    @Test
    void what_the_mode_and_the_model_need_is_named_and_nothing_else() {
        assertThat(fetched("lite_train_lite_infer", "two"))
                .containsExactly("https://example.org/lite.tar", "https://example.org/on.git");
        assertThat(fetched("whole_train_whole_infer", "one"))
                .containsExactly(
                        "https://example.org/whole.tar",
                        "https://example.org/one.pdparams",
                        "https://example.org/on.git");
        assertThat(fetched("whole_infer", "two"))
                .containsExactly("https://example.org/other.tar", "https://example.org/on.git");
    }

    @Test
    void a_line_of_the_script_stands_with_each() {
        assertThat(PrepareFetches.in(SCRIPT, "lite_train_lite_infer", "two").fetches())
                .first()
                .isEqualTo(new PrepareFetches.Fetch(6, "https://example.org/lite.tar"));
    }

    @Test
    void a_script_that_fetches_nothing_says_nothing() {
        assertThat(PrepareFetches.in("cp -r a b\nunzip -q data.zip\n", "lite_train_lite_infer", "")
                        .fetches())
                .isEmpty();
    }
}
