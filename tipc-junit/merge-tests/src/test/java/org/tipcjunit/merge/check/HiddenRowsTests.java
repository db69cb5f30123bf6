// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.merge.rule.OfficialSuite;

/** Lists of models whose new row stands where no reader sees it. */
@NeedsPython
class HiddenRowsTests {

    @ParameterizedTest
    @CsvSource({
        "PADDLE_REC, README_CN.md, tinyrec, rec-list-zh",
        "PADDLE_REC, README_EN.md, tinyrec, rec-list-en",
        "PADDLE_CLAS, docs/zh_CN/models/ImageNet1k/README.md, TinyNet, clas-model-list",
        "PADDLE_OCR, doc/doc_ch/algorithm_overview.md, Tiny, ocr-overview",
        "PADDLE_DETECTION, configs/tinydet/README.md, tinydet_r50_1x_coco, detection-readme-row"
    })
    void a_row_that_nobody_sees_lists_nothing(OfficialSuite suite, String list, String model, String rule) {
        Imitation whole = Imitation.of(suite);
        for (String[] marks : new String[][] {{"<!--", "-->"}, {"```", "```"}, {"~~~~ text", "~~~~"}}) {
            StringBuilder text = new StringBuilder();
            whole.after().get(list).lines().forEach(line -> text.append(
                            line.contains(model) ? "\n" + marks[0] + "\n" + line + "\n" + marks[1] + "\n" : line)
                    .append('\n'));
            assertThat(whole.with(list, text.toString()).broken())
                    .as("%s %s", list, marks[0])
                    .anyMatch(line -> line.contains(" " + rule + " "));
        }
    }
}
