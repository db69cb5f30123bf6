// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.artifact.ServedCell;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.ServiceRuns;
import org.tipcjunit.requirement.text.Readme;

class DeploymentDocumentationTests {

    private static final String DOCUMENT = """
            # Serve

            ## Convert

            ```bash
            python3 -m paddle_serving_client.convert --dirname=./output/inference/
            ```

            ## Start the service

            ```bash
            cd deploy
            python3 web_service.py --config=config.yml
            ```

            ## Send requests

            ```bash
            python3 http_client.py --image_dir=images
            ```

            ## Serving results

            ```text
            a.png: class 1, score 0.99
            b.png: class 0, score 0.70
            ```
            """;

    @TempDir
    Path folder;

    @Test
    void passes_a_document_that_holds_what_ran() throws IOException {
        Finding finding = judge(DOCUMENT);

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.clause()).isEqualTo(Clause.DEPLOYMENT_DOCUMENTATION);
        assertThat(finding.summary()).isEqualTo("the deployment document holds 3 commands and the results");
        assertThat(finding.observed())
                .isEqualTo(
                        "paddle_serving_client.convert at line 6; web_service.py at line 13; http_client.py at line 19");
    }

    @Test
    void passes_a_chinese_document() throws IOException {
        Finding finding = judge(DOCUMENT.replace("Serving results", "服务结果"));

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void passes_a_service_that_is_started_in_the_background() throws IOException {
        Finding finding = judge(DOCUMENT.replace(
                "python3 web_service.py --config=config.yml",
                "nohup python3 web_service.py --config=config.yml &>log &"));

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_service_that_cannot_run_here_cannot_be_judged() throws IOException {
        Path document = Files.writeString(folder.resolve("README.md"), DOCUMENT);

        Finding finding = DeploymentDocumentation.withDefaults()
                .judge(
                        Readme.read(document),
                        ServiceRuns.serving(new ServedCell(
                                "device=gpu",
                                Map.of(),
                                Optional.of("needs a GPU"),
                                Optional.empty(),
                                Optional.empty())),
                        ServiceRuns.IMAGES);

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("this machine can run none of the services");
    }

    @Test
    void a_command_with_other_options_fails() throws IOException {
        Finding finding = judge(DOCUMENT.replace("--config=config.yml", "--config=other.yml --opt a=1"));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the README's command for web_service.py is not the one that ran");
        assertThat(finding.observed())
                .contains(
                        ":13 documents --config other.yml, the run had config.yml; documents --opt a, which the run did not have");
    }

    @Test
    void a_missing_conversion_fails() throws IOException {
        Finding finding = judge(DOCUMENT.replace("-m paddle_serving_client.convert", "-m pip"));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the README shows no command for paddle_serving_client.convert");
    }

    @Test
    void results_that_decide_otherwise_fail() throws IOException {
        Finding finding = judge(DOCUMENT.replace("class 1", "class 5").replace("class 0", "class 6"));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the README's results of the service are not those of this run");
    }

    @Test
    void missing_results_fail() throws IOException {
        Finding finding = judge(DOCUMENT.substring(0, DOCUMENT.indexOf("## Serving results")));

        assertThat(finding.summary()).isEqualTo("the README shows no result of the service");
    }

    @Test
    void a_document_that_does_not_exist_fails() {
        Finding finding = DeploymentDocumentation.withDefaults()
                .judge(
                        Readme.read(folder.resolve("none.md")),
                        ServiceRuns.sound().serving(),
                        ServiceRuns.IMAGES);

        assertThat(finding.summary()).isEqualTo("the deployment document cannot be read");
    }

    private Finding judge(String text) throws IOException {
        Path document = Files.writeString(folder.resolve("README.md"), text);
        return DeploymentDocumentation.withDefaults()
                .judge(Readme.read(document), ServiceRuns.sound().serving(), ServiceRuns.IMAGES);
    }
}
