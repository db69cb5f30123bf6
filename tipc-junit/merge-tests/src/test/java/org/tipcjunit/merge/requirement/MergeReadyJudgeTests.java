// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.merge.check.TemporaryRepository;
import org.tipcjunit.merge.rule.OfficialSuite;

@NeedsPython
class MergeReadyJudgeTests {

    private static final String LOSS = "@manager.LOSSES.add_component\nclass TinyLoss(nn.Layer):\n"
            + "    def __init__(self, ignore_index=255):\n        super().__init__()\n\n    def forward(self, x):\n        return x\n";

    @TempDir
    Path folder;

    @Test
    void says_what_is_left_to_do_where_to_ask_and_when_nothing_is() throws IOException {
        String init = "paddleseg/models/losses/__init__.py";
        TemporaryRepository repository = TemporaryRepository.in(folder)
                .write(init, "\n")
                .write("paddleseg/models/__init__.py", "\n")
                .commit();

        assertThat(judge("develop").verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(judge("nowhere").summary()).contains("nowhere is no commit of");

        repository.write("paddleseg/models/losses/tiny_loss.py", "# Copyright (c) 2024\n" + LOSS);
        Finding missing = judge("develop");
        assertThat(missing.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(missing.observed())
                .isEqualTo("paddleseg/models/losses/tiny_loss.py: the module tiny_loss is not imported in " + init
                        + ", so that no config can name its classes [seg-imported]");
        assertThat(missing.remedy())
                .startsWith("import it in " + init + " (" + init + ")\n")
                .contains("https://github.com/PaddlePaddle/PaddleSeg/issues")
                .contains("【工程落地赛】");

        repository.write(init, "from .tiny_loss import TinyLoss\n");
        Finding ready = judge("develop");
        assertThat(ready.verdict()).isEqualTo(Verdict.PASS);
        assertThat(ready.clause().id()).isEqualTo("3.3");
        assertThat(ready.observed()).contains("0 errors");
        assertThat(ready.evidence()).hasSize(2);
    }

    private Finding judge(String base) {
        return MergeReadyJudge.judge(
                new MergeReadyJudge.Demanded(OfficialSuite.PADDLE_SEG, Optional.of(base), false),
                "@MergeReady",
                "tiny",
                folder);
    }
}
