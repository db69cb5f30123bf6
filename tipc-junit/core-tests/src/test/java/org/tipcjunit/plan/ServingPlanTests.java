// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.plan.model.Change;
import org.tipcjunit.plan.model.Deviation;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.NotRun;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

class ServingPlanTests {

    private static final String CLAS = """
            ====serving_params====
            model_name:Net
            python:python3.7
            inference_model_url:https://example.com/Net_infer.tar
            trans_model:-m paddle_serving_client.convert
            --dirname:./serving/Net_infer/
            --model_filename:inference.pdmodel
            --params_filename:inference.pdiparams
            --serving_server:./serving/Net_serving/
            --serving_client:./serving/Net_client/
            serving_dir:./serving
            web_service:service.py
            --use_gpu:0|null
            pipline:http_client.py
            """;

    private static final String OLD = """
            ====serving_params====
            model_name:rec
            python:python3.7
            trans_model:-m paddle_serving_client.convert
            --dirname:./inference/rec/
            --model_filename:inference.pdmodel
            --params_filename:inference.pdiparams
            --serving_server:./deploy/pdserving/rec_serving/
            --serving_client:./deploy/pdserving/rec_client/
            serving_dir:./deploy/pdserving
            web_service:service.py --config=config.yml --opt
            op.rec.devices:null|0
            op.rec.use_mkldnn:True
            op.rec.thread_num:6
            op.rec.use_trt:False|True
            op.rec.precision:fp32|int8
            pipline:rpc_client.py|http_client.py
            --image_dir:../../images
            """;

    private static final String DETECTION = """
            ====serving_infer_python_params====
            model_name:yolo
            python:python3.7
            filename:null
            ##
            --output_dir:./output_inference
            weights:https://example.com/yolo.pdparams
            norm_export:tools/export_model.py -c yolo.yml -o
            quant_export:tools/export_model.py -c yolo.yml --slim_config pact -o
            fpgm_export:null
            distill_export:null
            export1:null
            export2:null
            kl_quant_export:tools/post_quant.py -c yolo.yml -o
            ##
            infer_mode:quant
            infer_quant:True
            web_service:deploy/web_service.py --config=config.yml
            --model_dir:null
            --opt:cpu:op.device_type=0|gpu:op.device_type=1
            null:null
            http_client:deploy/client.py
            --image_file:./demo/1.jpg
            null:null
            """;

    private static final String VIDEO = """
            ====serving_params====
            model_name:PP-TSM
            python:python3.7
            trans_model:-m paddle_serving_client.convert
            --dirname:./inference/ppTSM/
            --model_filename:ppTSM.pdmodel
            --params_filename:ppTSM.pdiparams
            --serving_server:./deploy/python_serving/ppTSM_server/
            --serving_client:./deploy/python_serving/ppTSM_client/
            serving_dir:./deploy/python_serving
            web_service:service.py --name PPTSM
            pipline:http_client.py
            --input_file:../../data/
            """;

    private static TipcPlan clas() {
        return Plans.of("Net_serving_python.txt", "serving_infer", CLAS).plan();
    }

    @Test
    void a_service_is_made_started_asked_and_stopped_for_each_device() {
        assertThat(Plans.lines(clas().commands()))
                .containsExactly(
                        ". CUDA=0 python3.7 -m paddle_serving_client.convert --dirname=./serving/Net_infer/"
                                + " --model_filename=inference.pdmodel --params_filename=inference.pdiparams"
                                + " --serving_server=./serving/Net_serving/ --serving_client=./serving/Net_client/",
                        "./serving CUDA=0 python3.7 service.py",
                        "./serving CUDA=0 sleep 5s",
                        "./serving CUDA=0 python3.7 http_client.py",
                        "./serving CUDA=0 sleep 5s",
                        "./serving CUDA=0 python3.7 -m paddle_serving_server.serve stop",
                        "./serving CUDA=0 python3.7 service.py",
                        "./serving CUDA=0 sleep 5s",
                        "./serving CUDA=0 python3.7 http_client.py",
                        "./serving CUDA=0 sleep 5s",
                        "./serving CUDA=0 python3.7 -m paddle_serving_server.serve stop");
    }

    @Test
    void only_services_on_the_gpu_do_not_run_here() {
        assertThat(clas().commands())
                .filteredOn(command -> command.step() == Step.SERVE)
                .extracting(command -> command.cell().get("device"), PlannedCommand::notRun)
                .containsExactly(
                        tuple("gpu", Optional.of("needs a GPU that Paddle can use")), tuple("cpu", Optional.empty()));
    }

    @Test
    void a_command_names_the_lines_it_was_made_from_and_what_it_reads_and_writes() {
        PlannedCommand convert = clas().commands().get(0);

        assertThat(convert.step()).isEqualTo(Step.CONVERT_SERVING);
        assertThat(convert.lines()).containsExactly(3, 5, 6, 7, 8, 9, 10);
        assertThat(convert.inputs()).containsExactly("./serving/Net_infer/");
        assertThat(convert.outputs()).containsExactly("./serving/Net_serving/", "./serving/Net_client/");
        assertThat(convert.log()).contains("test_tipc/output/Net/serving_infer/python_trans_model.log");
    }

    @Test
    void the_cpu_override_leaves_no_gpu_and_is_listed() {
        TipcPlan plan = Plans.of("Net_serving_python.txt", "serving_infer", CLAS)
                .onCpu()
                .plan();

        assertThat(plan.overrides())
                .extracting(Change::line)
                .containsExactly("tipc.device=cpu: line 13: --use_gpu:0|null -> --use_gpu:null");
        assertThat(plan.commands()).hasSize(6).allMatch(command -> command.notRun()
                .isEmpty());
    }

    @Test
    void the_mode_hides_every_gpu_in_the_first_script_and_the_plan_shows_one() {
        TipcPlan plan = Plans.of("serving_python.txt", "serving_infer", OLD).plan();

        Deviation deviation = Plans.deviation(plan, DeviationKind.MODE_TAKEN_FOR_ANOTHER_ARGUMENT);
        assertThat(Plans.lines(plan, Step.SERVE))
                .containsExactly(
                        "./deploy/pdserving CUDA=serving_infer python3.7 service.py --config=config.yml --opt"
                                + " op.rec.devices=null op.rec.use_mkldnn=True op.rec.thread_num=6",
                        "./deploy/pdserving CUDA=0 python3.7 service.py --config=config.yml --opt op.rec.devices=0"
                                + " op.rec.use_trt=False op.rec.precision=fp32",
                        "./deploy/pdserving CUDA=0 python3.7 service.py --config=config.yml --opt op.rec.devices=0"
                                + " op.rec.use_trt=True op.rec.precision=fp32",
                        "./deploy/pdserving CUDA=0 python3.7 service.py --config=config.yml --opt op.rec.devices=0"
                                + " op.rec.use_trt=True op.rec.precision=int8");
        assertThat(deviation.detail()).startsWith("test_tipc/configs/net/serving_python.txt:12: ");
        assertThat(deviation.planned()).hasSameSizeAs(deviation.upstream());
        assertThat(Plans.lines(deviation.upstream()))
                .allMatch(line -> line.startsWith("./deploy/pdserving CUDA=serving_infer "));
    }

    @Test
    void a_cell_that_makes_no_sense_is_listed_with_its_line_and_reason() {
        TipcPlan plan = Plans.of("serving_python.txt", "serving_infer", OLD).plan();

        assertThat(plan.notRun())
                .containsExactly(new NotRun(
                        "usetrt_False_precision_int8",
                        16,
                        "this precision needs TensorRT, which the cell switches off"));
    }

    @Test
    void a_quoted_device_is_planned_although_the_script_passes_over_it() {
        TipcPlan plan = Plans.of(
                        "serving_python.txt", "serving_infer", OLD.replace("devices:null|0", "devices:\"0\"|null"))
                .plan();

        Deviation deviation = Plans.deviation(plan, DeviationKind.UNKNOWN_DEVICE_IGNORED);
        assertThat(deviation.planned()).isNotEmpty().allMatch(command -> plan.commands()
                .contains(command));
        assertThat(deviation.upstream()).isEmpty();
    }

    @Test
    void detection_exports_the_listed_model_first() {
        TipcPlan plan = Plans.of("yolo_serving_python.txt", "serving_infer", DETECTION)
                .from("PaddlePaddle/PaddleDetection")
                .plan();

        assertThat(Plans.lines(plan, Step.EXPORT, Step.SERVE))
                .containsExactly(
                        ". CUDA=0 python3.7 tools/export_model.py -c yolo.yml --slim_config pact -o"
                                + " weights=https://example.com/yolo.pdparams filename=yolo"
                                + " --output_dir=./output_inference",
                        ". CUDA=0 python3.7 deploy/web_service.py --config=config.yml"
                                + " --model_dir=./output_inference/yolo --opt=op.device_type=0",
                        ". CUDA=0 python3.7 deploy/web_service.py --config=config.yml"
                                + " --model_dir=./output_inference/yolo --opt=op.device_type=1");
    }

    @Test
    void an_unknown_kind_of_model_is_refused_with_its_line() {
        assertThatThrownBy(() -> Plans.of(
                                "yolo_serving_python.txt",
                                "serving_infer",
                                DETECTION.replace("infer_mode:quant", "infer_mode:pact"))
                        .from("PaddlePaddle/PaddleDetection")
                        .plan())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("yolo_serving_python.txt:16: 'pact' is no kind of model")
                .hasMessageContaining("remedy: write one of norm, quant");
    }

    @Test
    void a_model_that_nothing_exports_is_a_deviation() {
        TipcPlan plan = Plans.of(
                        "yolo_serving_python.txt",
                        "serving_infer",
                        DETECTION.replace("infer_mode:quant", "infer_mode:null"))
                .from("PaddlePaddle/PaddleDetection")
                .plan();

        assertThat(Plans.lines(plan, Step.EXPORT)).isEmpty();
        assertThat(Plans.deviation(plan, DeviationKind.MODEL_WITHOUT_EXPORT).detail())
                .contains(":16: ", "./output_inference/yolo");
    }

    @Test
    void a_service_whose_log_has_no_folder_is_planned_although_upstream_never_starts_it() {
        TipcPlan plan = Plans.of("serving_infer_python.txt", "serving_infer", VIDEO)
                .from("PaddlePaddle/PaddleVideo")
                .plan();

        assertThat(Plans.lines(Plans.deviation(plan, DeviationKind.LOGS_BELOW_THE_REPOSITORY)
                        .planned()))
                .containsExactly("./deploy/python_serving python3.7 service.py --name PPTSM");
        assertThat(Plans.lines(plan, Step.STOP)).containsExactly(". ps ux", ". kill -s 9");
    }

    @Test
    void carriage_returns_are_no_part_of_the_plan() {
        TipcPlan plan = Plans.of("Net_serving_python.txt", "serving_infer", CLAS.replace("\n", "\r\n"))
                .plan();

        assertThat(plan.commands()).isEqualTo(clas().commands());
        assertThat(Plans.deviation(plan, DeviationKind.CARRIAGE_RETURNS).planned())
                .isEqualTo(plan.commands());
    }

    @Test
    void a_layout_that_no_suite_has_is_refused_with_file_and_line() {
        assertThatThrownBy(() -> Plans.of("Net_serving_python.txt", "serving_infer", "====\nmodel_name:Net\n")
                        .plan())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Net_serving_python.txt:1: no layout of a serving config")
                .hasMessageContaining("remedy:");
    }

    @Test
    void a_mode_of_another_kind_is_refused() {
        assertThatThrownBy(() -> Plans.of("Net_serving_python.txt", "lite_train_lite_infer", CLAS)
                        .plan())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Net_serving_python.txt:1: a config of the kind serving_python has no mode"
                        + " 'lite_train_lite_infer'")
                .hasMessageContaining("remedy: give the mode serving_infer");
    }

    @Test
    void the_checkouts_own_script_tells_how_it_writes_the_cpu() {
        TipcPlan plan = Plans.of("serving_python.txt", "serving_infer", OLD)
                .withScript("test_serving.sh", "cmd=\"${python} ${web_use_gpu_key}=\"\" \"")
                .plan();

        assertThat(Plans.lines(plan, Step.SERVE).get(0)).contains(" op.rec.devices= ");
    }

    @Test
    void services_that_a_script_only_shows_are_planned() {
        TipcPlan plan = Plans.of("serving_python.txt", "serving_infer", OLD)
                .withScript("test_serving.sh", "echo $web_service_cmd")
                .plan();

        assertThat(Plans.deviation(plan, DeviationKind.SHOWN_NOT_RUN).planned())
                .filteredOn(command -> command.step() == Step.SERVE)
                .hasSize(4);
    }
}
