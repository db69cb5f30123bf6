// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.lanes.NeedsPython;

/** Files of a model of PaddleRec that do not agree on names. */
@NeedsPython
class RecNamesTests {

    private static final String FOLDER = "models/rank/tinyrec/";

    private static Imitation contribution() {
        Imitation whole = RecImitationTests.contribution();
        String net = whole.after()
                .get(FOLDER + "net.py")
                .replace(
                        "    def forward",
                        "    def __init__(self, width, depth=2):\n        super().__init__()\n\n    def forward");
        String dygraph = whole.after()
                .get(FOLDER + "dygraph_model.py")
                .replace(
                        "create_model(self, config):\n        pass",
                        "create_model(self, config):\n        width = config.get('hyper_parameters.width')\n"
                                + "        return net.TinyLayer(width, depth=config.get('hyper_parameters.depth', 2))")
                .replace("class DygraphModel", "import net\n\n\nclass DygraphModel");
        return whole.with(FOLDER + "net.py", net)
                .with(FOLDER + "dygraph_model.py", dygraph)
                .with(
                        FOLDER + "config.yaml",
                        whole.after().get(FOLDER + "config.yaml") + "hyper_parameters:\n  width: 8\n")
                .with(
                        FOLDER + "config_bigdata.yaml",
                        whole.after().get(FOLDER + "config_bigdata.yaml") + "hyper_parameters:\n  width: 8\n");
    }

    private static List<String> faults(Imitation imitation) {
        return imitation.broken().stream()
                .filter(line -> line.contains("rec-names") || line.contains("common-python-imports"))
                .toList();
    }

    @Test
    void what_agrees_is_no_matter() {
        assertThat(faults(contribution())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            config.yaml         | width: 8         | widht: 8         | dygraph_model.py: hyper_parameters.width is asked for, and config.yaml has no such key
            config_bigdata.yaml | width: 8         | size: 8          | dygraph_model.py: hyper_parameters.width is asked for, and config_bigdata.yaml has no such key
            dygraph_model.py    | hyper_parameters.width | hyper_parameters.wide | dygraph_model.py: hyper_parameters.wide is asked for, and config.yaml has no such key
            net.py              | width, depth=2   | width, height    | dygraph_model.py: TinyLayer is not given height
            net.py              | width, depth=2   | width            | dygraph_model.py: TinyLayer does not take depth
            net.py              | width, depth=2   | ''              | dygraph_model.py: TinyLayer takes 0 arguments, and is given 1
            dygraph_model.py    | TinyLayer(width, | TinyLayer(       | dygraph_model.py: TinyLayer is not given width
            dygraph_model.py    | import net       | import nets as net | dygraph_model.py: there is no module nets, but net
            dygraph_model.py    | net.TinyLayer    | net.TinyLayers   | dygraph_model.py: it imports what is not there: TinyLayers in models/rank/tinyrec/net.py
            net.py              | class TinyLayer  | class SmallLayer | dygraph_model.py: it imports what is not there: TinyLayer in models/rank/tinyrec/net.py
            tinyrec_reader.py   | class RecDataset | class Reader     | tinyrec_reader.py: the trainer reads by a class RecDataset, which the reader does not have
            """)
    void names_of_which_one_was_changed(String file, String text, String other, String said) {
        assertThat(faults(contribution().replacing(FOLDER + file, text, other)))
                .anyMatch(line -> line.contains(FOLDER + said));
    }
}
