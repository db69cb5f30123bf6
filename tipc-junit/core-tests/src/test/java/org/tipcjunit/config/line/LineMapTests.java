// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.ValueStyle;

class LineMapTests {

    private static final String CUTTING = """
            function func_parser_key(){
                strs=$1
                IFS=":"
                array=(${strs})
                tmp=${array[0]}
                echo ${tmp}
            }
            function func_parser_value(){
                strs=$1
                IFS=":"
                array=(${strs})
                tmp=${array[1]}
                echo ${tmp}
            }
            function func_parser_params(){
                strs=$1
                for _params in ${tmp[*]}; do
                    if [[ ${mode} = ${MODE} ]]; then
                        echo $value
                    fi
                done
            }
            """;

    private static final String KEEPING = """
            function func_parser_value(){
                strs=$1
                echo ${strs#*:}
            }
            function func_parser_key(){
                strs=$1
                echo ${strs%%:*}
            }
            """;

    private static final ConfigFile CONFIG = config("""
            ====
            model_name:net
            epoch:lite=2|whole=30
            weights:https://host/x
            """);

    private static ConfigFile config(String text) {
        return ConfigFile.of(Path.of("net.txt"), text);
    }

    private static LineMap map(String script) {
        return LineMap.ofScript(script, CUTTING);
    }

    @Test
    void finds_the_line_and_the_part_of_each_variable() {
        LineMap map = map("""
                FILENAME=$1
                dataline=$(cat ${FILENAME})
                lines=(${dataline})
                model_name=$(func_parser_value "${lines[1]}")
                epoch_key=$(func_parser_key "${lines[2]}")
                epoch_num=$(func_parser_params "${lines[2]}" "${MODE}")
                """);

        assertThat(map.index("epoch_num")).hasValue(2);
        assertThat(map.index("unknown")).isEmpty();
        assertThat(map.length()).isEqualTo(3);
        assertThat(map.at(2)).extracting(LineReading::variable).containsExactly("epoch_key", "epoch_num");
        assertThat(map.values(CONFIG, "whole"))
                .containsEntry("model_name", "net")
                .containsEntry("epoch_key", "epoch")
                .containsEntry("epoch_num", "30");
        assertThat(map.values(CONFIG, "other")).containsEntry("epoch_num", "");
        assertThat(map.reading("epoch_num").orElseThrow().scriptLine()).isEqualTo(6);
    }

    @Test
    void ends_values_where_the_repository_s_own_functions_end_them() {
        String script = """
                FILENAME=$1
                dataline=$(cat ${FILENAME})
                lines=(${dataline})
                weights=$(func_parser_value "${lines[3]}")
                """;

        assertThat(LineMap.ofScript(script, CUTTING).values(CONFIG, "")).containsEntry("weights", "https");
        assertThat(LineMap.ofScript(script, KEEPING).values(CONFIG, "")).containsEntry("weights", "https://host/x");
        assertThat(LineMap.ofScript(script, KEEPING).valueStyle()).isEqualTo(ValueStyle.ALL_AFTER_FIRST_COLON);
    }

    @Test
    void reads_only_the_physical_lines_that_the_script_takes() {
        LineMap map = map("""
                FILENAME=$1
                dataline=$(awk 'NR==1, NR==3{print}'  $FILENAME)
                lines=(${dataline})
                second=$(func_parser_value "${lines[2]}")
                """);

        assertThat(map.values(config("a:1\nb:2\nc:3\nd:4\n"), "")).containsEntry("second", "3");
        assertThat(map.values(config("a:1\n\nb:2\nc:3\n"), "")).containsEntry("second", "");
    }

    @Test
    void gets_nothing_from_a_selection_that_lacks_its_comma() {
        LineMap map = map("""
                FILENAME=$1
                dataline=$(awk 'NR==1 NR==17{print}'  $FILENAME)
                lines=(${dataline})
                model_name=$(func_parser_value "${lines[1]}")
                """);

        assertThat(map.reading("model_name").orElseThrow().window().isEmpty()).isTrue();
        assertThat(map.values(CONFIG, "")).containsEntry("model_name", "");
    }

    @Test
    void follows_the_conditions_on_the_mode() {
        LineMap map = map("""
                FILENAME=$1
                MODE=$2
                if [ ${MODE} = "klquant_whole_infer" ] || [ ${MODE} = "other" ]; then
                    dataline=$(awk 'NR==1, NR==2{print}'  $FILENAME)
                else
                    dataline=$(cat ${FILENAME})
                fi
                lines=(${dataline})
                epoch=$(func_parser_value "${lines[1]}")
                if [ ${MODE} != "klquant_whole_infer" ]; then
                    epoch=$(func_parser_value "${lines[2]}")
                fi
                """);

        assertThat(map.in("lite").index("epoch")).hasValue(2);
        assertThat(map.in("klquant_whole_infer").index("epoch")).hasValue(1);
        assertThat(map.reading("epoch").orElseThrow().conditions())
                .containsExactly("[ ${MODE} != \"klquant_whole_infer\" ]");
    }

    @Test
    void keeps_readings_under_conditions_that_only_a_run_can_decide() {
        LineMap map = map("""
                FILENAME=$1
                dataline=$(cat ${FILENAME})
                lines=(${dataline})
                if [[ $type = "cls" ]]; then
                    model=$(func_parser_value "${lines[1]}")
                fi
                """);

        assertThat(map.in("any").index("model")).hasValue(1);
    }

    @Test
    void knows_a_list_by_mode_that_is_asked_for_no_mode() {
        String functions = CUTTING.replace("function func_parser_params(){\n    strs=$1", """
                function func_parser_params(){
                    strs=$1
                    MODE=$2""");
        LineMap map = LineMap.ofScript("""
                FILENAME=$1
                dataline=$(cat ${FILENAME})
                lines=(${dataline})
                forgotten=$(func_parser_params "${lines[2]}")
                asked=$(func_parser_params "${lines[2]}" "${MODE}")
                """, functions);

        assertThat(map.values(CONFIG, "lite")).containsEntry("forgotten", "").containsEntry("asked", "2");
    }

    @Test
    void finds_a_block_by_its_header_as_the_script_does() {
        LineMap map = map("""
                FILENAME=$1
                dataline=$(cat ${FILENAME})
                lines=(${dataline})
                line_num=`grep -n -w "extra_params" $FILENAME | cut -d ":" -f 1`
                extra_key=$(func_parser_key "${lines[line_num]}")
                """);

        assertThat(map.values(config("a:1\n==extra_params==\nwanted:2\n"), "")).containsEntry("extra_key", "wanted");
        assertThat(map.values(config("a:1\n\n==extra_params==\nwanted:2\nb:3\n"), ""))
                .as("an empty line before the header shifts the block")
                .containsEntry("extra_key", "b");
        assertThat(map.values(config("a:1\n==more_extra_params==\nwanted:2\n"), ""))
                .as("a header that is not found counts as line 0")
                .containsEntry("extra_key", "a");
    }

    @Test
    void takes_no_lines_of_other_files_for_lines_of_the_config() {
        LineMap map = map("""
                FILENAME=$1
                BASIC="config.txt"
                dataline=$(cat ${BASIC})
                lines=(${dataline})
                label=$(func_parser_value "${lines[1]}")
                # model_name=$(func_parser_value "${lines[2]}")
                """);

        assertThat(map.readings()).isEmpty();
    }

    @Test
    void reads_configs_whose_separator_is_a_blank() {
        LineMap map = LineMap.ofScript("""
                dataline=$(cat $1)
                lines=(${dataline})
                use_gpu=$(func_parser_value_cpp "${lines[0]}")
                """, """
                function func_parser_value_cpp(){
                    local IFS=" "
                    local array=($1)
                    echo ${array[1]}
                }
                """);

        assertThat(map.values(config("use_gpu   1\n"), "")).containsEntry("use_gpu", "1");
    }

    @Test
    void loses_values_that_echo_takes_for_its_own() {
        LineMap map = map("""
                FILENAME=$1
                dataline=$(cat ${FILENAME})
                lines=(${dataline})
                option=$(func_parser_value "${lines[0]}")
                """);

        assertThat(map.values(config("option:-n\n"), "")).containsEntry("option", "");
        assertThat(map.values(config("option:-x\n"), "")).containsEntry("option", "-x");
    }

    @Test
    void survives_text_that_is_no_script() {
        for (String text : List.of("", "fi\nfi\nelse\n", "x=$(", "lines=($" + "{dataline})", "if [ then", "}\n}\n")) {
            assertThat(LineMap.ofScript(text, text).readings()).isEmpty();
        }
    }
}
