// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.tipcjunit.faults.CertificationOutcome;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.faults.KeptRuns;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.merge.check.Imitation;
import org.tipcjunit.merge.check.TemporaryRepository;
import org.tipcjunit.merge.rule.OfficialSuite;

/** Demands by its annotation that a contribution is ready: to each suite, in a repository of its shape. */
@NeedsPaddle
@Execution(ExecutionMode.CONCURRENT)
class MergeReadyTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "PADDLE_CLAS, ppcls/arch/backbone/__init__.py, from .model_zoo.tinynet import TinyNet_S, clas-imported",
        "PADDLE_DETECTION, ppdet/modeling/architectures/tinydet.py, @register, detection-registered",
        "PADDLE_SEG, paddleseg/models/__init__.py, from .tinynet import *, seg-imported",
        "PADDLE_OCR, ppocr/modeling/heads/__init__.py, from .det_tiny_head import TinyHead, ocr-imported",
        "PADDLE_VIDEO, paddlevideo/modeling/backbones/__init__.py, from .tinynet import TinyNet, video-imported",
        "PADDLE_GAN, ppgan/models/generators/__init__.py, from .tinygan import TinyGenerator, gan-imported",
        "PADDLE_REC, README_CN.md, models/rank/tinyrec/, rec-list-zh"
    })
    void a_contribution_fails_with_what_it_lacks_and_passes_when_that_is_there(
            OfficialSuite suite, String file, String part, String rule) throws IOException {
        Imitation contribution = Imitation.of(suite);
        TemporaryRepository repository = TemporaryRepository.in(Files.createDirectory(folder.resolve("repository")));
        String config = "test_tipc/configs/digits/train_infer_python.txt";
        repository.write(config, Files.readString(FixtureCopy.projectRoot().resolve(config)));
        write(repository, contribution.before());
        repository.commit();
        write(repository, contribution.replacing(file, part, "").after());

        CertificationOutcome lacking = run(suite, repository, "lacking");
        assertThat(lacking.tests().get("contribution").status()).isEqualTo(FAILED);
        assertThat(lacking.tests().get("contribution").message())
                .contains("[" + rule + "]", "https://github.com/PaddlePaddle/" + suite.title() + "/issues");
        assertThat(CertificateReport.notCertified(lacking).clauses()).containsEntry("3.3", "FAIL");

        write(repository, contribution.after());
        CertificationOutcome whole = run(suite, repository, "whole");
        assertThat(whole.tests().get("contribution").status()).isEqualTo(SUCCESSFUL);
        assertThat(CertificateReport.notCertified(whole).clauses()).containsEntry("3.3", "PASS");
    }

    private CertificationOutcome run(OfficialSuite suite, TemporaryRepository repository, String name) {
        Path output = folder.resolve(name);
        Class<?> type = MergeReadyTestCases.of(suite);
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(type))
                .configurationParameter("tipc.output", output.toString())
                .configurationParameter("tipc.repository", repository.folder().toString());
        KeptRuns.on("paddle-2.6.2").forEach(kit::configurationParameter);
        return CertificationOutcome.of(kit.execute(), type, output.resolve("digits"));
    }

    private static void write(TemporaryRepository repository, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            repository.write(file.getKey(), file.getValue());
        }
    }
}
