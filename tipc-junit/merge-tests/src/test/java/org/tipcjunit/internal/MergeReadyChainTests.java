// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.LossConverges;
import org.tipcjunit.MergeReady;
import org.tipcjunit.TipcModel;
import org.tipcjunit.config.Mode;
import org.tipcjunit.faults.CertificationOutcome;
import org.tipcjunit.faults.DigitsTestCases;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.faults.KeptRuns;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.merge.check.TemporaryRepository;
import org.tipcjunit.merge.rule.OfficialSuite;

/** A contribution and the chain of its model are demanded by one class, and stand on one certificate. */
@NeedsPaddle
class MergeReadyChainTests {

    private static final String CHAIN = "test_tipc/configs/digits";

    @TempDir
    Path folder;

    @Test
    void a_model_that_holds_is_certified_once_its_contribution_is_ready() throws IOException {
        Path root = FixtureCopy.into(folder.resolve("repository")).root();
        TemporaryRepository repository = TemporaryRepository.in(root).write(".pre-commit-config.yaml", """
                repos:
                - repo: https://github.com/psf/black.git
                  rev: 24.10.0
                  hooks:
                  - id: black
                """);
        repository.git("add", "--all");
        repository.git("rm", "--quiet", "--cached", "-r", CHAIN);
        repository.git("commit", "--quiet", "--message=before");
        repository.write("docs/digits.md", "# Digits\n\n<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\n");
        repository.write("docs/digits.py", "digits = 10\n");

        CertificationOutcome unmerged = certify(TrainedTestCases.class, root);
        assertThat(unmerged.named(FAILED)).isEqualTo(Set.of("contribution"));
        assertThat(unmerged.tests().get("contribution").message())
                .contains(
                        "docs/digits.md:3", "[common-conflict-markers]", "https://github.com/PaddlePaddle/PaddleClas");
        assertThat(CertificateReport.notCertified(unmerged).clauses())
                .containsEntry("3.3", "FAIL")
                .containsEntry("4.1.3-1", "PASS");

        repository.write("docs/digits.md", "# Digits\n\nTen classes of images.\n");
        CertificationOutcome merged = certify(ContributionTestCases.class, root);
        assertThat(merged.named(SUCCESSFUL)).as("tests, of %s", merged.tests()).hasSize(6);
        assertThat(CertificateReport.certified(merged).clauses()).containsEntry("3.3", "PASS");
        assertThat(Files.readString(merged.directory().resolve("certificate.md")))
                .contains("black did not run: it was not asked for");
    }

    private CertificationOutcome certify(Class<?> certification, Path root) {
        Map<String, String> parameters = new HashMap<>(KeptRuns.on("paddle-2.6.2"));
        parameters.put("tipc.repository", root.toString());
        parameters.put("tipc.no.tools", "true");
        return CertificationOutcome.of(certification, folder.resolve(certification.getSimpleName()), parameters);
    }

    @TipcModel(config = CHAIN + "/train_infer_python.txt", mode = Mode.LITE_TRAIN_LITE_INFER)
    static final class TrainedTestCases {

        @LossConverges(iterations = 100)
        void training() {}

        @MergeReady(suite = OfficialSuite.PADDLE_CLAS, base = "develop")
        void contribution() {}
    }

    static final class ContributionTestCases extends DigitsTestCases {

        @MergeReady(suite = OfficialSuite.PADDLE_CLAS, base = "develop")
        void contribution() {}
    }
}
