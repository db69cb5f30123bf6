// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.tipcjunit.faults.CertificationOutcome;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.faults.KeptRuns;
import org.tipcjunit.lanes.NeedsPaddle;

/** Demands that a contribution is ready, by its annotation. */
@NeedsPaddle
class MergeReadyTests {

    private static final String INIT = "paddleseg/models/losses/__init__.py";

    @TempDir
    Path folder;

    @Test
    void a_contribution_fails_with_what_it_lacks_and_passes_when_that_is_there() throws Exception {
        Path repository = FixtureCopy.into(folder.resolve("repository")).root();
        write(repository, INIT, "\n");
        write(repository, "paddleseg/models/__init__.py", "\n");
        git(repository, "init", "-q", "-b", "develop");
        git(repository, "add", "-A");
        git(repository, "-c", "user.name=Jane", "-c", "user.email=jane@example.org", "commit", "-q", "-m", "before");
        write(
                repository,
                "paddleseg/models/losses/tiny_loss.py",
                "# Copyright (c) 2024\n@manager.LOSSES.add_component\nclass TinyLoss(nn.Layer):\n"
                        + "    def __init__(self, ignore_index=255):\n        super().__init__()\n");

        CertificationOutcome lacking = run(repository, "lacking");
        assertThat(lacking.tests().get("contribution").status()).isEqualTo(FAILED);
        assertThat(lacking.tests().get("contribution").message())
                .contains("[seg-imported]", "import it in " + INIT, "https://github.com/PaddlePaddle/PaddleSeg/issues");
        assertThat(CertificateReport.notCertified(lacking).clauses()).containsEntry("3.3", "FAIL");

        write(repository, INIT, "from .tiny_loss import TinyLoss\n");
        CertificationOutcome whole = run(repository, "whole");
        assertThat(whole.tests().get("contribution").status()).isEqualTo(SUCCESSFUL);
        assertThat(CertificateReport.notCertified(whole).clauses()).containsEntry("3.3", "PASS");
    }

    private CertificationOutcome run(Path repository, String name) {
        Path output = folder.resolve(name);
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(MergeReadyTestCases.class))
                .configurationParameter("tipc.output", output.toString())
                .configurationParameter("tipc.repository", repository.toString());
        KeptRuns.on("paddle-2.6.2").forEach(kit::configurationParameter);
        return CertificationOutcome.of(kit.execute(), MergeReadyTestCases.class, output.resolve("digits"));
    }

    private static void write(Path repository, String file, String text) throws IOException {
        Path path = repository.resolve(file);
        Files.createDirectories(path.resolveSibling(""));
        Files.writeString(path, text);
    }

    private static void git(Path repository, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command)
                        .directory(repository.toFile())
                        .inheritIO()
                        .start()
                        .waitFor())
                .as(String.join(" ", command))
                .isZero();
    }
}
