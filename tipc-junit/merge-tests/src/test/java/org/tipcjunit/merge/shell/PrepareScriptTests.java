// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which way a script that prepares data takes for a model. */
class PrepareScriptTests {

    private static final String HEAD = """
            #!/bin/bash
            FILENAME=$1
            MODE=$2
            function value() {
              echo $1 | cut -d ':' -f 2
            }
            lines=$(cat ${FILENAME})
            IFS=$'\\n'
            array=(${lines})
            model_name=$(value "${array[1]}")
            """;

    private static boolean knows(String script) {
        PrepareScript read = PrepareScript.of(HEAD + script);
        assertThat(read.fault()).isEmpty();
        return read.knows("tiny", "test_tipc/configs/tiny/train_infer_python.txt", "lite_train_lite_infer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if [ ${model_name} == \"tiny\" ]; then\n  wget a\nfi",
                "if [ ${model_name} = 'dnn' ]; then\n  wget b\nelif [[ $model_name == tiny ]]; then\n  wget a\nfi",
                "if [ ${MODE} = \"lite_train_lite_infer\" ];then\n case ${model_name} in\n a|b) wget x ;;\n tiny)\n wget a && cd .. ;;\n esac\nfi",
                "if [ ${MODE} = \"benchmark_train\" ]; then\n exit 0\nfi\nif [ ${model_name} = tiny ] || [ ${model_name} = dnn ]; then wget a; fi",
                "[[ ${model_name} =~ ^ti ]] && wget a",
                "if [[ ${model_name} = *in* && -d data ]]; then wget a\nfi",
                "if [ ${model_name} == \"tiny\" ]; then\n  if [ ${MODE} = \"lite_train_lite_infer\" ]; then\n cp a b\n fi\nfi",
                "models=(\"dnn\" \"tiny\")\nif [ $(contains \"${models[@]}\" \"${model_name}\") == \"y\" ]; then\n wget a\nfi",
                "while true; do\n if [ \"$model_name\" == tiny ]; then cat <<EOF > x\nfi\nEOF\n fi\n break\ndone"
            })
    void a_branch_that_is_taken(String script) {
        assertThat(knows(script)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if [ ${model_name} == \"tinyrec\" ]; then\n  wget a\nfi",
                "# if [ ${model_name} == \"tiny\" ]; then\n#  wget a\n# fi",
                "if false; then\n if [ ${model_name} == \"tiny\" ]; then\n wget a\n fi\nfi",
                "if [ ${MODE} = \"benchmark_train\" ]; then\n if [ ${model_name} == \"tiny\" ]; then\n wget a\n fi\nfi",
                "if [[ ${model_name} =~ t ]]; then\n echo t\nelif [ ${model_name} == \"tiny\" ]; then\n  wget a\nfi",
                "if [ ${model_name} == \"tiny\" ]; then\n  echo \"Not added into TIPC yet.\"\nfi",
                "models=(\"dnn\" \"tiny2\")\nif [ $(contains \"${models[@]}\" \"${model_name}\") == \"y\" ]; then\n wget a\nfi",
                "exit 0\nif [ ${model_name} == \"tiny\" ]; then\n  wget a\nfi",
                "if [ ${model_name} == \"dnn\" ]; then\n  wget a\nelse\n  echo tiny\nfi",
                "if [ ${model_name}==\"tiny\" ]; then\n  wget a\nfi",
                "if [${model_name} == \"tiny\" ]; then\n  wget a\nfi",
                "cat <<'EOF'\nif [ ${model_name} == \"tiny\" ]; then\n  wget a\nfi\nEOF",
                "case ${model_name} in\n *) wget a ;;\nesac",
                ": '\nif [ ${model_name} == \"tiny\" ]; then\n  wget a\nfi\n'"
            })
    void a_branch_that_is_not_taken_or_is_none(String script) {
        assertThat(knows(script)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if [ a == b ]; then\n  wget a\nfi\nelif [ ${model_name} == \"tiny\" ]; then\n  wget a\n",
                "if [ a == b ]; then\nfi",
                "if [ a == b ]; then\n wget a",
                "if [ a == b ]\n wget a\nfi",
                "echo \"tiny",
                "case x in\n a) wget a ;;",
                "while true; do echo; fi"
            })
    void what_no_shell_reads(String script) {
        assertThat(PrepareScript.of(script).fault()).isPresent();
    }

    @Test
    void what_was_written_to_keep_a_reader_busy() {
        assertThat(PrepareScript.of("if true; then\n".repeat(100_000)).fault()).isPresent();
        assertThat(PrepareScript.of("$(".repeat(100_000)).fault()).isPresent();
        assertThat(PrepareScript.of("! ".repeat(100_000)).fault()).isEmpty();
        assertThat(PrepareScript.of("f() ".repeat(100_000)).fault()).isPresent();
    }
}
