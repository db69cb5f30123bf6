// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tipcjunit.certificate.CertificateVerifier;
import org.tipcjunit.certificate.CertificateVerifier.Verification;
import org.tipcjunit.lanes.PlantsFaults;

/** Plants what makes a certificate say something of another commit than ran, or look current when it is not. */
@Execution(ExecutionMode.CONCURRENT)
@PlantsFaults
class PlantedTrustFaultTests {

    @TempDir
    Path folder;

    @Test
    void change_that_git_does_not_look_at_is_told_and_a_later_failure_retires_what_was_published() throws Exception {
        FixtureCopy copy = FixtureCopy.into(folder.resolve("repository"));
        git("init", "-q");
        git("add", "-A");
        git("commit", "-q", "-m", "state");
        git("update-index", "--assume-unchanged", "fixtures/digits/README.md");
        Path readme = copy.root().resolve("fixtures/digits/README.md");
        Files.writeString(readme, Files.readString(readme) + "\nNot in the commit.\n");
        assertThat(git("status", "--porcelain")).isEmpty();

        CertificationOutcome certified = certify(copy);

        assertThat(certified.tests().values())
                .allSatisfy(result -> assertThat(result.message()).isEmpty());
        Path published = folder.resolve("published/digits/certificate.json");
        Verification verification = new CertificateVerifier().verify(published);
        assertThat(verification.differences()).isEmpty();
        assertThat(verification.uncheckedPages()).isEmpty();
        // The tests' own way to keep runs is code from elsewhere, too.
        assertThat(verification.certificate().repository().differences())
                .first()
                .isEqualTo("fixtures/digits/README.md is not as in the commit (git was told not to look at it:"
                        + " assume-unchanged)");
        assertThat(Files.readString(published.resolveSibling("certificate.md")))
                .contains(
                        // The interpreter that keeps runs brings code of its own.
                        "**Uncommitted changes, and code from elsewhere:** what ran is not what the commit holds.",
                        "told not to look at it");

        copy.plant("fixtures/digits/eval.py", "(metrics[\"top1\"], ", "(0.25, ");
        CertificationOutcome failed = certify(copy);

        assertThat(failed.named(FAILED)).containsExactly("evaluation");
        assertThat(published).doesNotExist();
        try (Stream<Path> superseded = Files.list(published.resolveSibling("superseded"))) {
            assertThat(superseded.map(old -> old.resolve("certificate.json")))
                    .singleElement()
                    .satisfies(old -> assertThat(
                                    new CertificateVerifier().verify(old).differences())
                            .isEmpty());
        }
    }

    private CertificationOutcome certify(FixtureCopy copy) {
        Map<String, String> parameters = new HashMap<>(KeptRuns.on("paddle-2.6.2"));
        parameters.put("tipc.repository", copy.root().toString());
        parameters.put("tipc.publish", folder.resolve("published").toString());
        return CertificationOutcome.of(DigitsTestCases.class, folder.resolve("output"), parameters);
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(
                "git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"));
        argv.addAll(List.of(arguments));
        Process process = new ProcessBuilder(argv)
                .directory(folder.resolve("repository").toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
