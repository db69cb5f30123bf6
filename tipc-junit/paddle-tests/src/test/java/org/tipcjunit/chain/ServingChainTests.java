// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.artifact.Answer;
import org.tipcjunit.artifact.LoadRun;
import org.tipcjunit.artifact.ServedCell;
import org.tipcjunit.artifact.ServiceRun;
import org.tipcjunit.artifact.ServingRun;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.faults.KeptRuns;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.plan.Planner;
import org.tipcjunit.plan.model.PlanRequest;
import org.tipcjunit.plan.model.TipcPlan;
import org.tipcjunit.process.Termination;
import org.tipcjunit.requirement.serving.ServingConsistency;
import org.tipcjunit.serving.PipelineResponse;
import org.tipcjunit.serving.ServicePorts;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.ChainRequest;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.export.Export;
import org.tipcjunit.stage.infer.Infer;
import org.tipcjunit.stage.load.Load;
import org.tipcjunit.stage.serve.Convert;
import org.tipcjunit.stage.serve.PlannedService;
import org.tipcjunit.stage.serve.ProxyVariables;
import org.tipcjunit.stage.serve.Serve;
import org.tipcjunit.stage.serve.ServingPlan;

/** Runs the services of the fixture with a real Paddle Serving. */
@ExtendWith(PaddleTools.Resolver.class)
@NeedsPaddle
class ServingChainTests {

    private static final String CONFIGS = "test_tipc/configs/digits/";
    private static final String TRAINING = CONFIGS + "train_infer_python.txt";
    private static final String SERVING = CONFIGS + "model_linux_cpu_normal_normal_serving_python_linux_cpu.txt";
    private static final String CLIENT = "fixtures/digits/deploy/serving/pipeline_http_client.py";

    @TempDir
    Path folder;

    @Test
    void converts_the_exported_model_asks_its_service_in_every_way_and_under_load(PaddleTools tools)
            throws IOException {
        FixtureCopy copy = copy().plant(SERVING, "use_mkldnn:False|True", "use_mkldnn:False");
        Chain chain = chain(copy, tools, Optional.empty());

        ServingRun serving = chain.get(Serve.STAGE);
        LoadRun load = chain.get(new Load(8, 64));
        chain.finish(true, true);

        assertThat(chain.runs())
                .extracting(StageRun::name)
                .containsExactly(
                        "train",
                        "export",
                        "convert",
                        "request",
                        "request-2",
                        "serve",
                        "request-3",
                        "request-4",
                        "serve-2",
                        "serve-load");
        assertThat(serving.cells())
                .extracting(ServedCell::name)
                .containsExactly("device=cpu, mkldnn=False, threads=1", "device=cpu, mkldnn=False, threads=2");
        assertThat(serving.services()).hasSize(2).allSatisfy(service -> {
            assertThat(service.stage().outcome().termination()).isEqualTo(new Termination.Dismissed());
            assertThat(service.serviceName()).isEqualTo("digits");
            assertThat(service.key()).isEqualTo("image");
            assertThat(service.documented()).isEqualTo(new ServicePorts(18_080, 9993));
            assertThat(service.used()).isNotEqualTo(service.documented());
            assertThat(service.stop().stillListening()).isEmpty();
            assertThat(List.of(service.http(), service.grpc(), service.later()))
                    .allSatisfy(answers -> assertThat(answers).hasSize(16).allSatisfy(ServingChainTests::isGood));
            assertThat(service.inFlight()).hasSize(32).allSatisfy(ServingChainTests::isGood);
            assertThat(service.clients())
                    .extracting(client -> client.exchanges().size())
                    .containsExactly(16, 16);
            // The probe, three times and twice in flight by us, and twice by the clients.
            assertThat(service.runs()).hasSize(1 + 5 * 16 + 2 * 16);
            assertThat(service.runs()).allSatisfy(run -> assertThat(run.modelFile())
                    .startsWith(serving.servedModel().toString()));
            assertThat(service.reference().error()).isEmpty();
            for (int i = 0; i < service.runs().size(); i++) {
                assertThat(service.runs()
                                .get(i)
                                .outputs()
                                .get(0)
                                .sameBits(service.reference().outputs().get(i).get(0)))
                        .as("output %d is that of Paddle Inference", i)
                        .isTrue();
            }
        });
        assertThat(serving.services())
                .extracting(service -> service.reference().settings())
                .containsExactly("no graph optimisation, oneDNN, 1 thread", "no graph optimisation, oneDNN, 2 threads");
        assertThat(load.alive()).isTrue();
        assertThat(load.result().samples()).hasSize(64).allSatisfy(sample -> assertThat(sample.response())
                .isPresent());
        assertThat(load.stage().recording().processes())
                .allSatisfy(process -> assertThat(process.predictorRuns()).isEmpty());
        assertThat(load.memoryBefore()).isPositive();
        List<String> lines =
                Files.readAllLines(folder.resolve("run/test_tipc/output/digits/serving_infer/results_serving.log"));
        assertThat(lines).hasSize(7).allSatisfy(line -> assertThat(line)
                .startsWith("\u001b[33m Run successfully with command - digits - python3 "));
        assertThat(copy.root().resolve("fixtures/digits/deploy/serving/config.yml"))
                .content()
                .contains("http_port: 18080", "rpc_port: 9993");
    }

    @Test
    void a_client_that_fails_fails_its_own_stage(PaddleTools tools) {
        Chain chain = chain(
                oneCell().plant(CLIENT, "    return 1 if failed else 0\n", "    return 4\n"), tools, Optional.empty());

        StageFailure failure = failureOf(chain);

        assertThat(failure.stage()).isEqualTo("request");
        assertThat(failure.summary()).isEqualTo("the request command failed: exit status 4");
        assertThat(chain.runs().get(chain.runs().size() - 1).name()).isEqualTo("serve");
    }

    @Test
    void a_client_that_tells_no_address_makes_the_service_unknown_until_it_is_stated(PaddleTools tools) {
        FixtureCopy copy = oneCell()
                .plant(
                        CLIENT,
                        "\"http://127.0.0.1:18080/digits/prediction\"",
                        "\"/\".join([\"http:/\", \"127.0.0.1:18080\", \"digits\", \"prediction\"])")
                .plant(
                        "fixtures/digits/deploy/serving/web_service.py",
                        "    service = DigitsService(name=\"digits\")\n",
                        "    name = \"digits\"\n    service = DigitsService(name=name)\n");

        StageFailure unknown = failureOf(chain(copy, tools, Optional.empty()));

        assertThat(unknown.summary()).isEqualTo("it is not known how the service is to be asked");
        assertThat(unknown.remedy()).startsWith("state them with tipc.serving.request=SERVICE:KEY");
    }

    @Test
    void a_config_of_a_training_is_no_service(PaddleTools tools) {
        FixtureCopy copy = copy();
        TipcPlan training = planned(copy, TRAINING, "lite_train_lite_infer");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> plan(
                        copy, tools, new ChainRequest.Serving(training, TRAINING, Optional.empty(), Optional.empty())))
                .withMessage(TRAINING + ":1: is a config of the kind train_infer_python, which serves nothing in Python"
                        + "\n  remedy: name the model's *serving*python*.txt");
    }

    @Test
    void cells_for_a_gpu_are_planned_as_not_run(PaddleTools tools) {
        FixtureCopy copy = oneCell().plant(SERVING, "devices:null", "devices:null|0");

        ServingPlan plan = plan(copy, tools, serving(copy, Optional.empty()))
                .part(ServingPlan.class)
                .orElseThrow();

        assertThat(plan.services()).hasSizeGreaterThan(1);
        assertThat(plan.services().get(0).serve()).isPresent();
        assertThat(plan.services().subList(1, plan.services().size())).allSatisfy(service -> {
            assertThat(service.serve()).isEmpty();
            assertThat(service.notRun()).isPresent();
        });
    }

    @Test
    void a_service_that_upstreams_script_would_edit_first_is_not_run(PaddleTools tools) throws IOException {
        FixtureCopy copy = copy();
        // PaddleClas' layout.
        Files.writeString(copy.root().resolve(SERVING), """
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
                web_service:web_service.py
                --use_gpu:null
                pipline:pipeline_http_client.py
                """);

        ServingPlan plan = plan(copy, tools, serving(copy, Optional.empty()))
                .part(ServingPlan.class)
                .orElseThrow();

        assertThat(plan.services()).singleElement().satisfies(service -> {
            assertThat(service.serve()).isEmpty();
            assertThat(service.notRun().orElseThrow()).startsWith("upstream's script edits the pipeline config");
        });
    }

    @Test
    void operators_that_are_processes_of_their_own_and_batches_are_seen_whole(PaddleTools tools) {
        String pipeline = "fixtures/digits/deploy/serving/config.yml";
        FixtureCopy copy = oneCell()
                .plant(pipeline, "is_thread_op: true", "is_thread_op: false")
                .plant(
                        pipeline,
                        "    concurrency: 1\n",
                        "    concurrency: 2\n    batch_size: 4\n    auto_batching_timeout: 20\n")
                .plant(SERVING, " --opt op.digits.concurrency=1", " --opt worker_num=8");
        Chain chain = chain(copy, tools, Optional.empty());

        ServiceRun service = chain.get(Serve.STAGE).first().orElseThrow();

        assertThat(service.stage().recording().processes().stream()
                        .filter(process -> !process.predictorRuns().isEmpty()))
                .hasSize(2);
        assertThat(service.runs().stream()
                        .mapToLong(run -> run.inputs().get(0).shape().get(0)))
                .as("batches that were run")
                .anyMatch(batch -> batch > 1);
        assertThat(service.runs().stream()
                        .mapToLong(run -> run.inputs().get(0).shape().get(0))
                        .sum())
                .isEqualTo(1 + 5 * 16 + 2 * 16);
        Finding finding = new ServingConsistency(new ServingConsistency.Parameters(Optional.empty()))
                .judge(chain.get(Export.STAGE), chain.get(Infer.STAGE), chain.images(), chain.get(Serve.STAGE));
        assertThat(finding.verdict()).as(finding.observed()).isEqualTo(Verdict.PASS);
    }

    @Test
    void threads_that_share_a_predictor_fail_the_service(PaddleTools tools) {
        FixtureCopy copy = oneCell()
                .plant(SERVING, " --opt op.digits.concurrency=1", " --opt op.digits.concurrency=4 worker_num=8");

        StageFailure failure = failureOf(chain(copy, tools, Optional.empty()));

        assertThat(failure.stage()).isEqualTo("serve");
        assertThat(failure.observed())
                .isEqualTo("several threads ran one predictor at the same time, which mixes up its inputs and outputs;"
                        + " give each thread a predictor of its own (in a Paddle Serving pipeline: is_thread_op false,"
                        + " or concurrency 1)");
        assertThat(failure.remedy()).startsWith("where it names a remedy, follow that");
    }

    @Test
    void services_and_clients_run_without_proxies_and_conversions_with_them(PaddleTools tools) {
        FixtureCopy copy = oneCell();

        ChainPlan chain = plan(copy, tools, serving(copy, Optional.empty()));
        ServingPlan plan = chain.part(ServingPlan.class).orElseThrow();

        PlannedService service = plan.services().get(0);
        for (PlannedStage stage : List.of(
                service.serve().orElseThrow(),
                service.clients().get(0),
                service.clients().get(1))) {
            assertThat(stage.command().environment())
                    .containsEntry("http_proxy", "")
                    .containsEntry("HTTPS_PROXY", "")
                    .containsEntry("all_proxy", "")
                    .containsEntry("grpc_proxy", "");
        }
        assertThat(Convert.STAGE.in(chain).orElseThrow().command().environment())
                .doesNotContainKey("http_proxy");
        assertThat(ProxyVariables.of(Map.of("http_proxy", "http://proxy:1", "HTTPS_PROXY", "", "PATH", "/bin"))
                        .set())
                .containsExactly("http_proxy");
    }

    private FixtureCopy copy() {
        return FixtureCopy.into(folder.resolve("repository"));
    }

    private FixtureCopy oneCell() {
        return copy().plant(SERVING, "use_mkldnn:False|True", "use_mkldnn:False")
                .plant(SERVING, "thread_num:1|2", "thread_num:1");
    }

    private Chain chain(FixtureCopy copy, PaddleTools tools, Optional<String> request) {
        return new Chain(plan(copy, tools, serving(copy, request)), tools.chainTools(line -> {}));
    }

    private static ChainRequest.Serving serving(FixtureCopy copy, Optional<String> request) {
        return new ChainRequest.Serving(planned(copy, SERVING, "serving_infer"), SERVING, request, Optional.empty());
    }

    private ChainPlan plan(FixtureCopy copy, PaddleTools tools, ChainRequest.Serving serving) {
        Path config = copy.root().resolve(TRAINING);
        return Plans.of(
                config,
                ChainRequest.of(
                                new ChainRequest.Model("digits", copy.root(), TRAINING),
                                // What is served is trained once; services are no runs that are kept.
                                new ChainRequest.Run(KeptRuns.before(tools.python()), folder.resolve("run")))
                        .withServing(Optional.of(serving)));
    }

    private static TipcPlan planned(FixtureCopy copy, String config, String mode) {
        return new Planner()
                .plan(new PlanRequest(
                        ConfigFile.read(copy.root().resolve(config)),
                        config,
                        mode,
                        Optional.empty(),
                        Map.of(),
                        Optional.empty()));
    }

    private static void isGood(Answer answer) {
        assertThat(answer.response().map(PipelineResponse::errNo)).contains(0);
    }

    private static StageFailure failureOf(Chain chain) {
        StageFailedException failed = catchThrowableOfType(StageFailedException.class, () -> chain.get(Serve.STAGE));
        assertThat(failed).as("a failure of a stage").isNotNull();
        return failed.failure();
    }
}
