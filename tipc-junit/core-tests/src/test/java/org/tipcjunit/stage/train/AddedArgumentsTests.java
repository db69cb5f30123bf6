// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddedArgumentsTests {

    private static List<String> words(String command) {
        return List.of(command.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train.py -c a.yml -o G.gpu=False G.n=5|-o T.batch=2|train.py -c a.yml -o G.gpu=False G.n=5 T.batch=2",
                "train.py -o G.gpu=False G.n=5|-o T.a=1 -o T.b=2 --seed 3|train.py -o G.gpu=False G.n=5 T.a=1 T.b=2 --seed 3",
                "train.py -o G.gpu=False G.n=5|--seed=3 -o T.a=1|train.py -o G.gpu=False G.n=5 T.a=1 --seed=3"
            })
    void overrides_join_those_of_a_command_that_has_several_behind_one_option(
            String command, String added, String expected) {
        assertThat(new AddedArguments(words(added)).to(words(command))).isEqualTo(words(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train.py -o G.gpu=False -o G.n=5|-o T.batch=2",
                "train.py -o G.gpu=False G.n=5 --seed=1|-o T.batch=2",
                "train.py -o G.gpu=False G.n=5|--lr 0.1",
                "train.py -o G.gpu=False G.n=5|T.batch=2",
                "train.py|-o T.batch=2"
            })
    void all_else_stands_as_it_is_behind_the_command(String command, String added) {
        assertThat(new AddedArguments(words(added)).to(words(command))).isEqualTo(words(command + " " + added));
    }
}
