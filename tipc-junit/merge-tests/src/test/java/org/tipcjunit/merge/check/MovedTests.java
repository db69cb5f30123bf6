// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.source.Python3;
import org.tipcjunit.process.ProcessRunner;

/** What a change only moves is no new model. */
@NeedsPython
class MovedTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "PADDLE_REC, models/rank/tinyrec, models/recall/tinyrec",
        "PADDLE_SEG, configs/tinynet, configs/smallnet",
        "PADDLE_GAN, configs/tinygan_faces.yaml, configs/faces.yaml",
        "PADDLE_DETECTION, configs/tinydet, configs/smalldet",
        "PADDLE_CLAS, ppcls/configs/ImageNet/TinyNet, ppcls/configs/ImageNet/Tiny",
        "PADDLE_VIDEO, configs/recognition/tinynet, configs/recognition/small",
        "PADDLE_OCR, configs/det, configs/det2"
    })
    void a_model_that_is_moved(OfficialSuite suite, String from, String to) throws IOException {
        TemporaryRepository repository = TemporaryRepository.in(folder);
        for (Map.Entry<String, String> file : Imitation.of(suite).after().entrySet()) {
            repository.write(file.getKey(), file.getValue());
        }
        repository.commit();
        Files.createDirectories(folder.resolve(to).resolveSibling(""));
        repository.git("mv", from, to);

        try (ProcessRunner runner = new ProcessRunner()) {
            assertThat(MergeCheck.of(runner, Python3.onPath())
                            .check(repository.since("develop"), Optional.of(suite))
                            .addition()
                            .parts())
                    .isEmpty();
        }
    }
}
