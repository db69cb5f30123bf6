// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tipcjunit.lanes.AlsoShownBy;
import org.tipcjunit.lanes.PlantsFaults;

/**
 * Plants one fault at a time into the fixture's service and runs its real certification: the message says what is wrong, nothing is
 * left running, and nothing else on the machine is touched.
 */
@Execution(ExecutionMode.CONCURRENT)
@PlantsFaults
class PlantedServingFaultTests {

    private static final String SERVICE = "fixtures/digits/deploy/serving/web_service.py";
    private static final String PIPELINE = "fixtures/digits/deploy/serving/config.yml";
    private static final String CONFIG =
            "test_tipc/configs/digits/model_linux_cpu_normal_normal_serving_python_linux_cpu.txt";
    private static final String START = "    service = DigitsService(name=\"digits\")\n";
    private static final String PREPROCESS = "        (_, request), = input_dicts.items()\n";
    private static final String ANSWER =
            "        return {\"result\": describe_scores(softmax(logits)[0])}, None, \"\"\n";

    @TempDir
    Path folder;

    private Process stranger;

    @BeforeEach
    void startStranger() throws IOException {
        // Its command line holds what upstream's scripts kill by.
        stranger = new ProcessBuilder("sh", "-c", "exec sleep 900 # web_service pipeline 18080 9993").start();
    }

    @AfterEach
    void strangerHasSurvived() {
        boolean alive = stranger.isAlive();
        stranger.destroyForcibly();
        assertThat(alive).as("a stranger's process was ended").isTrue();
    }

    @AfterEach
    void nothingIsLeftRunning() {
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> belongsToThisTest(process.pid()))
                        .map(process -> process.info().commandLine().orElse("")))
                .isEmpty();
    }

    @Test
    void sound_service_is_certified() throws IOException {
        CertificationOutcome outcome = CertificationOutcome.of(
                DigitsServingTestCases.class,
                folder.resolve("output"),
                Map.of(
                        "tipc.repository",
                        FixtureCopy.into(folder.resolve("copy")).root().toString()));

        assertThat(outcome.tests().values())
                .allSatisfy(result -> assertThat(result.message()).isEmpty());
        assertThat(outcome.hasCertificate()).isTrue();
        assertThat(Files.readString(outcome.directory().resolve("certificate.md")))
                .contains("start to ready", "latency over HTTP, p99", "throughput", "4 of 4");
    }

    @Test
    void service_that_exits_at_once() {
        String message = failure(oneCell().plant(SERVICE, START, "    sys.exit(3)\n"));

        assertThat(message).isEqualTo("""
[4.2.3-1] @ServingMatchesInference failed for digits: the service ended before it was ready: exit status 3
  expected: a process that listens on port <port> for HTTP and port <port> for gRPC, and answers a request with err_no 0
  observed: exit status 3 after # s
  command:  <paddle-2.6.2> web_service.py --config=config.yml --opt op.digits.concurrency=1 op.digits.local_service_conf.devices=null op.digits.local_service_conf.use_mkldnn=False op.digits.local_service_conf.thread_num=1 (cwd <folder>/output/digits/runs/<run>/workspace/fixtures/digits/deploy/serving)
  ended:    exit status 3 after # s
  log:      <folder>/output/digits/runs/<run>/serve/stage.log, empty
  remedy:   read the end of its log, then start it by hand in <folder>/output/digits/runs/<run>/workspace/fixtures/digits/deploy/serving\
""");
    }

    @Test
    @AlsoShownBy("sound_service_is_certified")
    void service_that_binds_late_passes() {
        CertificationOutcome outcome =
                certify(oneCell().plant(SERVICE, START, "    import time\n    time.sleep(7)\n" + START), Map.of());

        assertThat(outcome.tests().get("serving").message()).isEmpty();
        assertThat(outcome.named(SUCCESSFUL)).containsExactly("serving");
    }

    @Test
    void port_that_an_older_model_holds_and_answers_on() throws Exception {
        try (OlderService older = OlderService.start(folder)) {
            CertificationOutcome outcome =
                    certify(oneCell(), Map.of("tipc.serving.ports", older.port() + "," + freePort()));

            String message = message(outcome).replaceAll("\\((/\\S*)?python3 ", "(<python> ");
            assertThat(message).isEqualTo("""
[4.2.3-1] @ServingMatchesInference failed for digits: port <port> is taken before the service starts
  expected: a process that listens on port <port> for HTTP and port <port> for gRPC, and answers a request with err_no 0
  observed: process <pid> (<python> <folder>/older.py) listens on port <port>
  command:  <paddle-2.6.2> web_service.py --config=config.yml --opt op.digits.concurrency=1 op.digits.local_service_conf.devices=null op.digits.local_service_conf.use_mkldnn=False op.digits.local_service_conf.thread_num=1 (cwd <folder>/output/digits/runs/<run>/workspace/fixtures/digits/deploy/serving)
  ended:    not started: port <port> is taken after # s
  log:      <folder>/output/digits/runs/<run>/serve/stage.log, empty
  remedy:   end that process, or give the service other ports; an answer of it would say nothing about this model\
""");
            assertThat(older.isAlive()).isTrue();
        }
    }

    @Test
    void service_that_answers_err_no_5000_with_http_status_200() {
        String message = failure(oneCell().plant(SERVICE, PREPROCESS, PREPROCESS + """
        return {}, True, CustomExceptionCode.INPUT_PARAMS_ERROR.value, "planted refusal"
"""));

        assertThat(message).isEqualTo("""
[4.2.3-1] @ServingMatchesInference failed for digits: the service answers no request well
  expected: a process that listens on port <port> for HTTP and port <port> for gRPC, and answers a request with err_no 0
  observed: the last answer: err_no 5000 with HTTP status 200: planted refusal
  command:  <paddle-2.6.2> web_service.py --config=config.yml --opt op.digits.concurrency=1 op.digits.local_service_conf.devices=null op.digits.local_service_conf.use_mkldnn=False op.digits.local_service_conf.thread_num=1 (cwd <folder>/output/digits/runs/<run>/workspace/fixtures/digits/deploy/serving)
  ended:    ended because the run was stopped after # s
  log:      <folder>/output/digits/runs/<run>/serve/stage.log, last lines:
  remedy:   see what its log says of the request; a request like that of its own client is sent, with a test image\
""");
    }

    @Test
    @AlsoShownBy("service_that_answers_err_no_5000_with_http_status_200")
    void service_that_refuses_one_image_only() {
        // The fifth request, after the probe, is about the fourth image.
        String message = failure(oneCell().plant(SERVICE, PREPROCESS, """
        self.asked = getattr(self, "asked", 0) + 1
        if self.asked == 5:
            return {}, True, CustomExceptionCode.INPUT_PARAMS_ERROR.value, "planted refusal"
""" + PREPROCESS));

        assertThat(message).isEqualTo("""
[4.2.3-1] @ServingMatchesInference failed for digits: the service does not answer over HTTP (device=cpu, mkldnn=False, threads=1)
  expected: every request answered with err_no 0; inputs and outputs of the served model equal bit for bit those of Paddle Inference; equal results; equal answers over HTTP and gRPC, alone and among others, first and last
  observed: 0475.png: err_no 5000 (bad input): planted refusal, HTTP status 200
  command:  <paddle-2.6.2> web_service.py --config=config.yml --opt op.digits.concurrency=1 op.digits.local_service_conf.devices=null op.digits.local_service_conf.use_mkldnn=False op.digits.local_service_conf.thread_num=1 (cwd <folder>/output/digits/runs/<run>/workspace/fixtures/digits/deploy/serving)
  ended:    ended when it was no longer needed after # s
  log:      <folder>/output/digits/runs/<run>/serve/stage.log, last lines:
  remedy:   see what its log says of the request; HTTP status 200 alone says nothing\
""");
    }

    @Test
    void service_with_another_normalisation() {
        String message = failure(oneCell().plant(SERVICE, "preprocess(image)[None]", "preprocess(image)[None] * 2"));

        assertThat(message).isEqualTo("""
[4.2.3-1] @ServingMatchesInference failed for digits: the service gives its model another input than infer.py (device=cpu, mkldnn=False, threads=1)
  expected: every request answered with err_no 0; inputs and outputs of the served model equal bit for bit those of Paddle Inference; equal results; equal answers over HTTP and gRPC, alone and among others, first and last
  observed: input 1 of 113 is none that infer.py prepared; against 0124.png: max abs #, max rel #, max # ULP; looks like another mean or std: inferred = 2 x + 0
  command:  <paddle-2.6.2> web_service.py --config=config.yml --opt op.digits.concurrency=1 op.digits.local_service_conf.devices=null op.digits.local_service_conf.use_mkldnn=False op.digits.local_service_conf.thread_num=1 (cwd <folder>/output/digits/runs/<run>/workspace/fixtures/digits/deploy/serving)
  ended:    ended when it was no longer needed after # s
  log:      <folder>/output/digits/runs/<run>/serve/stage.log, last lines:
  remedy:   prepare images by the same code in the service and in infer.py (decoding, size, channel order, scale, mean, std)\
""");
    }

    @Test
    void service_that_swaps_results_between_concurrent_requests() {
        // Requests that come together are batched: each but the first gets the answer of the one before it.
        String message = failure(oneCell()
                .plant(
                        PIPELINE,
                        "    concurrency: 1\n",
                        "    concurrency: 1\n    batch_size: 4\n    auto_batching_timeout: 50\n")
                .plant(SERVICE, PREPROCESS, "        self.together = getattr(self, \"together\", 0) + 1\n" + PREPROCESS)
                .plant(SERVICE, ANSWER, """
        answer = describe_scores(softmax(logits)[0])
        swapped = self.before if self.together > 1 and hasattr(self, "before") else answer
        self.before = answer
        self.together = 0 if getattr(self, "answered", 0) + 1 >= self.together else self.together
        return {"result": swapped}, None, ""
"""));

        // Which of them come together hangs on the moment.
        assertThat(message.replaceFirst("observed: \\d{4}\\.png", "observed: <image>.png"))
                .startsWith("""
[4.2.3-1] @ServingMatchesInference failed for digits: answers are swapped between concurrent requests (device=cpu, mkldnn=False, threads=1)
  expected: every request answered with err_no 0; inputs and outputs of the served model equal bit for bit those of Paddle Inference; equal results; equal answers over HTTP and gRPC, alone and among others, first and last
  observed: <image>.png got the answer about \
""");
    }

    @Test
    @AlsoShownBy("service_that_exits_at_once")
    void service_that_dies_after_the_first_request() {
        String message = failure(oneCell().plant(SERVICE, PREPROCESS, """
        self.asked = getattr(self, "asked", 0) + 1
        if self.asked == 2:
            os._exit(7)
""" + PREPROCESS));

        assertThat(message).isEqualTo("""
[4.2.3-1] @ServingMatchesInference failed for digits: the service ended while it was asked: exit status 7
  expected: a service that runs until it is stopped
  observed: exit status 7 after # s
  command:  <paddle-2.6.2> web_service.py --config=config.yml --opt op.digits.concurrency=1 op.digits.local_service_conf.devices=null op.digits.local_service_conf.use_mkldnn=False op.digits.local_service_conf.thread_num=1 (cwd <folder>/output/digits/runs/<run>/workspace/fixtures/digits/deploy/serving)
  ended:    exit status 7 after # s
  log:      <folder>/output/digits/runs/<run>/serve/stage.log, last lines:
  remedy:   read the end of its log, and let it answer every request\
""");
    }

    @Test
    void service_that_ignores_sigterm_and_leaves_a_grandchild_is_ended_whole() {
        CertificationOutcome outcome = certify(oneCell().plant(SERVICE, START, """
    import signal
    import subprocess
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    subprocess.Popen(["sleep", "901"], start_new_session=True)
""" + START), Map.of());

        assertThat(outcome.tests().get("serving").message()).isEmpty();
    }

    @Test
    void conversion_that_fails() {
        String message = failure(
                oneCell().plant(CONFIG, "paddle_serving_client.convert", "paddle_serving_client.no_such_module"));

        assertThat(message).isEqualTo("""
[4.2.3-1] @ServingMatchesInference failed for digits: the convert command failed: exit status 1
  expected: exit status 0
  observed: exit status 1
  command:  <paddle-2.6.2> -m paddle_serving_client.no_such_module --dirname=./fixtures/digits/output/inference/ --model_filename=inference.pdmodel --params_filename=inference.pdiparams --serving_server=./fixtures/digits/deploy/serving/digits_serving/ --serving_client=./fixtures/digits/deploy/serving/digits_client/ (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 1 after # s
  log:      <folder>/output/digits/runs/<run>/convert/stage.log, last lines:
  remedy:   run the command by hand in <folder>/output/digits/runs/<run>/workspace and correct what its log names\
""");
    }

    @Test
    void converted_model_of_yesterday() throws IOException {
        FixtureCopy copy = oneCell().plant(CONFIG, "-m paddle_serving_client.convert", "fixtures/digits/convert.py");
        Files.writeString(copy.root().resolve("fixtures/digits/convert.py"), "print('nothing to do')\n");
        Path served = Files.createDirectories(copy.root().resolve("fixtures/digits/deploy/serving/digits_serving"));
        for (String file : List.of("inference.pdmodel", "inference.pdiparams", "serving_server_conf.prototxt")) {
            Files.writeString(served.resolve(file), "yesterday");
        }

        String message = failure(copy);

        assertThat(message).isEqualTo("""
[4.2.3-1] @ServingMatchesInference failed for digits: the conversion ended well but wrote no model for the service
  expected: serving_server_conf.prototxt, inference.pdmodel and inference.pdiparams in <folder>/output/digits/runs/<run>/workspace/fixtures/digits/deploy/serving/digits_serving, written by this run
  observed: this run wrote nothing; the folder holds inference.pdiparams, inference.pdmodel, serving_server_conf.prototxt
  command:  <paddle-2.6.2> fixtures/digits/convert.py --dirname=./fixtures/digits/output/inference/ --model_filename=inference.pdmodel --params_filename=inference.pdiparams --serving_server=./fixtures/digits/deploy/serving/digits_serving/ --serving_client=./fixtures/digits/deploy/serving/digits_client/ (cwd <folder>/output/digits/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/digits/runs/<run>/convert/stage.log, last lines:
  remedy:   let the conversion write the model there; a model that was converted earlier does not count\
""");
    }

    @Test
    @AlsoShownBy("converted_model_of_yesterday")
    void service_that_runs_another_model_than_the_converted_one() {
        String message = failure(oneCell()
                .plant(PIPELINE, "model_config: ./digits_serving", "model_config: ./older_serving")
                .plant(SERVICE, START, """
    import shutil
    shutil.copytree("digits_serving", "older_serving", dirs_exist_ok=True)
""" + START));

        assertThat(message).isEqualTo("""
[4.2.3-1] @ServingMatchesInference failed for digits: the service runs another model than the one that was converted in this run (device=cpu, mkldnn=False, threads=1)
  expected: every request answered with err_no 0; inputs and outputs of the served model equal bit for bit those of Paddle Inference; equal results; equal answers over HTTP and gRPC, alone and among others, first and last
  observed: ran <folder>/output/digits/runs/<run>/workspace/fixtures/digits/deploy/serving/older_serving/inference.pdmodel, converted was <folder>/output/digits/runs/<run>/workspace/fixtures/digits/deploy/serving/digits_serving from <folder>/output/digits/runs/<run>/workspace/test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/inference.pdmodel
  command:  <paddle-2.6.2> web_service.py --config=config.yml --opt op.digits.concurrency=1 op.digits.local_service_conf.devices=null op.digits.local_service_conf.use_mkldnn=False op.digits.local_service_conf.thread_num=1 (cwd <folder>/output/digits/runs/<run>/workspace/fixtures/digits/deploy/serving)
  ended:    ended when it was no longer needed after # s
  log:      <folder>/output/digits/runs/<run>/serve/stage.log, last lines:
  remedy:   name the folder of the conversion (--serving_server) as model_config of the service\
""");
    }

    @Test
    void service_that_ignores_a_setting_of_its_config() {
        String message = failure(FixtureCopy.into(folder.resolve("repository"))
                .plant(CONFIG, "use_mkldnn:False|True", "use_mkldnn:False")
                .plant(CONFIG, "thread_num:1|2", "thread_num:2")
                .plant(
                        SERVICE,
                        "    service.prepare_pipeline_config(yml_dict=ArgsParser().parse_args().conf_dict)\n",
                        """
    conf = ArgsParser().parse_args().conf_dict
    conf["op"]["digits"]["local_service_conf"]["thread_num"] = 1
    service.prepare_pipeline_config(yml_dict=conf)
"""));

        assertThat(message).isEqualTo("""
[4.2.3-1] @ServingMatchesInference failed for digits: the service ignores thread_num (device=cpu, mkldnn=False, threads=2)
  expected: every request answered with err_no 0; inputs and outputs of the served model equal bit for bit those of Paddle Inference; equal results; equal answers over HTTP and gRPC, alone and among others, first and last
  observed: asked for was thread_num=2, recorded was 1 thread
  command:  <paddle-2.6.2> web_service.py --config=config.yml --opt op.digits.concurrency=1 op.digits.local_service_conf.devices=null op.digits.local_service_conf.use_mkldnn=False op.digits.local_service_conf.thread_num=2 (cwd <folder>/output/digits/runs/<run>/workspace/fixtures/digits/deploy/serving)
  ended:    ended when it was no longer needed after # s
  log:      <folder>/output/digits/runs/<run>/serve/stage.log, last lines:
  remedy:   let the service make its predictor from the local_service_conf of its config and from the options of its command, as Paddle Serving's local predictor does\
""");
    }

    private FixtureCopy oneCell() {
        return FixtureCopy.into(folder.resolve("repository"))
                .plant(CONFIG, "use_mkldnn:False|True", "use_mkldnn:False")
                .plant(CONFIG, "thread_num:1|2", "thread_num:1");
    }

    private CertificationOutcome certify(FixtureCopy copy, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.putAll(KeptRuns.on("paddle-2.6.2")); // What no fault touches is repeated, not run again.
        all.put("tipc.repository", copy.root().toString());
        return CertificationOutcome.of(ServiceTestCases.class, folder.resolve("output"), all);
    }

    private String failure(FixtureCopy copy) {
        return message(certify(copy, Map.of()));
    }

    private String message(CertificationOutcome outcome) {
        assertThat(outcome.containers()).as("classes that did not end well").isEmpty();
        assertThat(outcome.named(FAILED)).containsExactly("serving");
        assertThat(outcome.hasCertificate()).isFalse();
        return StableMessage.of(outcome.tests().get("serving").message(), folder);
    }

    private boolean belongsToThisTest(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).startsWith(folder);
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(0));
            return socket.getLocalPort();
        }
    }
}
