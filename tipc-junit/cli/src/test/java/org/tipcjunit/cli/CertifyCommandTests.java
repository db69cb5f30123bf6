// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.cli.status.ExitStatus;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.lanes.OnEveryJdk;

/** What {@code tipc certify} refuses before anything is trained. */
class CertifyCommandTests {

    private static final String FOLDER = "test_tipc/configs/digits/";
    private static final String TRAINING = FOLDER + "train_infer_python.txt";
    private static final String SERVICE = FOLDER + "model_linux_cpu_normal_normal_serving_python_linux_cpu.txt";

    @TempDir
    Path folder;

    private FixtureCopy repository;

    @BeforeEach
    void copy() {
        repository = FixtureCopy.into(folder.resolve("repository"));
    }

    private TipcRun certify(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "certify",
                "--repository",
                repository.root().toString(),
                "--output",
                folder.resolve("output").toString()));
        arguments.addAll(List.of(more));
        return TipcRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void tells_which_training_a_service_lacks() throws IOException {
        Files.move(
                repository.root().resolve(TRAINING), repository.root().resolve(FOLDER + "lite_train_infer_python.txt"));

        TipcRun run = certify("--config", SERVICE);

        assertThat(run.status()).as(run.out()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.out())
                .contains(
                        SERVICE + ":1: it serves a model, and 2 configs beside it train one",
                        "--train-config CONFIG",
                        "0 certified, 0 not certified, 1 with a config error");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void tells_why_a_service_cannot_be_planned() {
        repository.plant(SERVICE, "serving_dir:./fixtures/digits/deploy/serving\n", "");

        TipcRun run = certify("--config", SERVICE);

        assertThat(run.status()).as(run.out()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.out()).contains(SERVICE + ":1: no layout of a serving config has its client on this line");
    }

    @Test
    @NeedsPaddle
    @OnEveryJdk
    void tells_that_a_service_in_cpp_does_not_run() throws IOException {
        Files.writeString(repository.root().resolve(SERVICE), """
                ====serving_params====
                model_name:digits
                python:python3
                inference_model_url:null
                trans_model:-m paddle_serving_client.convert
                --dirname:./fixtures/digits/output/inference/
                --model_filename:inference.pdmodel
                --params_filename:inference.pdiparams
                --serving_server:./fixtures/digits/deploy/serving/digits_serving/
                --serving_client:./fixtures/digits/deploy/serving/digits_client/
                serving_dir:./fixtures/digits/deploy/serving
                web_service:-m paddle_serving_server.serve --model digits_serving --port 9292
                --use_gpu:null
                pipline:pipeline_http_client.py
                """);

        TipcRun run = certify("--config", SERVICE);

        assertThat(run.status()).as(run.out()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.out()).contains("is a config of the kind serving_cpp, which serves nothing in Python");
    }

    @Test
    void refuses_a_training_that_does_not_exist() {
        TipcRun run = certify("--config", SERVICE, "--train-config", FOLDER + "no_such.txt");

        assertThat(run.status()).as(run.out()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.out()).contains(FOLDER + "no_such.txt:1: there is no such config of a training");
    }

    @Test
    void refuses_ports_that_are_none() {
        TipcRun run = certify("--config", SERVICE, "--serving-ports", "18080");

        assertThat(run.status()).as(run.out()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.out()).contains("tipc.serving.ports is '18080', which is no pair of ports");
    }

    @Test
    void sums_up_trainings_and_services_in_one_table() {
        repository.plant(TRAINING, "trainer:norm_train\n", "");
        repository.plant(SERVICE, "serving_dir:./fixtures/digits/deploy/serving\n", "");

        TipcRun run = certify("--config", TRAINING, "--config", FOLDER + "*serving_python*.txt");

        assertThat(run.status()).as(run.out()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.out())
                .contains(TRAINING + "  ", SERVICE + "  ", "0 certified, 0 not certified, 2 with a config error");
    }

    @Test
    void refuses_the_mode_of_services_for_a_training() {
        TipcRun run = certify("--config", TRAINING, "--mode", "serving_infer");

        assertThat(run.status()).as(run.out()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.out()).contains("the mode 'serving_infer' trains nothing that could be certified");
    }
}
