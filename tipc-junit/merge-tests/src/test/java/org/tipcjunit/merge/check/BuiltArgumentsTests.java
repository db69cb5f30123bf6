// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.merge.rule.OfficialSuite;

/** Configs that do not give what they name the arguments that it needs. */
@NeedsPython
class BuiltArgumentsTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PADDLE_VIDEO | depth: 8        | # depth          | TinyNet needs depth, which has no default
            PADDLE_VIDEO | num_classes: 400| in_channels: 400 | TSNHead needs num_classes, which has no default
            PADDLE_GAN   | width: 8        | init: x          | TinyGenerator needs width, which has no default
            PADDLE_CLAS  | class_num: 1000 | class_nums: 1000 | TinyNet_S does not take class_nums; it takes: class_num, pretrained, use_ssld, width
            PADDLE_SEG   | num_channels: 4 | # channels       | TinyNet needs num_channels, which has no default
            """)
    void an_argument_that_is_missing_or_strange(OfficialSuite suite, String text, String other, String said) {
        Imitation whole = with(suite);
        String config = whole.after().keySet().stream()
                .filter(path ->
                        path.contains("configs/") && whole.after().get(path).contains(text))
                .findFirst()
                .orElseThrow();

        assertThat(faults(whole)).isEmpty();
        assertThat(faults(whole.replacing(config, text, other)))
                .contains("error common-config-arguments " + config + ": " + said);
    }

    /** A contribution to a suite, whose network needs an argument. */
    private static Imitation with(OfficialSuite suite) {
        Imitation whole = Imitation.of(suite);
        if (suite != OfficialSuite.PADDLE_SEG) {
            return whole;
        }
        String config = "configs/tinynet/tinynet_cityscapes_64x32_1k.yml";
        String module = "paddleseg/models/tinynet.py";
        return whole.with(
                        module,
                        whole.after()
                                .get(module)
                                .replaceFirst("def __init__\\(self", "def __init__(self, num_channels"))
                .with(
                        config,
                        whole.after()
                                .get(config)
                                .replaceFirst("(?m)^( +)type: TinyNet$", "$1type: TinyNet\n$1num_channels: 4"));
    }

    @Test
    void what_the_suites_configs_leave_to_the_builder_is_no_matter() {
        Imitation whole = Imitation.of(OfficialSuite.PADDLE_VIDEO);
        String config = whole.after().keySet().stream()
                .filter(path -> path.startsWith("configs/"))
                .findFirst()
                .orElseThrow();
        Map<String, String> before = new TreeMap<>(whole.before());
        before.put("configs/recognition/tsn/tsn.yaml", "MODEL:\n    head:\n        name: TSNHead\n");
        Map<String, String> after = new TreeMap<>(whole.after());
        after.put("configs/recognition/tsn/tsn.yaml", before.get("configs/recognition/tsn/tsn.yaml"));

        assertThat(faults(
                        new Imitation(whole.suite(), before, after).replacing(config, "num_classes: 400", "dim: 400")))
                .noneMatch(line -> line.contains("num_classes"));
    }

    private static List<String> faults(Imitation imitation) {
        return imitation.broken().stream()
                .filter(line -> line.contains("common-config-arguments"))
                .toList();
    }
}
