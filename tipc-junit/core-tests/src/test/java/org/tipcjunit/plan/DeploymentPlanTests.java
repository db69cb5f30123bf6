// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.plan.model.Deviation;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.NotRun;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** Plans of ONNX, C++, offline quantisation, plain inference, Paddle Lite, pipelines and dynamic against static training. */
class DeploymentPlanTests {

    private static final String FIRST_ONNX = """
            ====paddle2onnx_params====
            model_name:rec
            python:python3.7
            2onnx: paddle2onnx
            --model_dir:./inference/rec/
            --model_filename:inference.pdmodel
            --params_filename:inference.pdiparams
            --save_file:./inference/rec/model.onnx
            --opset_version:10
            --enable_onnx_checker:True
            inference:tools/infer/predict_rec.py
            --use_gpu:True|False
            --rec_model_dir:
            --image_dir:./images
            """;

    private static final String OCR_CPP = """
            ====cpp_infer_params====
            model_name:ocr_det
            use_opencv:True
            infer_model:./inference/det/
            infer_quant:True
            inference:./deploy/cpp_infer/build/ppocr
            --use_gpu:True|False
            --enable_mkldnn:True|False
            --cpu_threads:6
            --rec_batch_num:1
            --use_tensorrt:False|True
            --precision:fp32|int8
            --det_model_dir:
            --image_dir:./images/
            null:null
            --benchmark:True
            --det:True
            --rec:False
            --cls:False
            --use_angle_cls:False
            """;

    private static final String TUTORIAL_PTQ = """
            ====ptq_params====
            model_name:net
            python:python3.7
            --use_gpu:True
            --model_path:net_infer/
            --output_dir:./net_infer_ptq/
            --data_dir:./images/
            --batch_num:2
            --batch_size:1
            ##
            trainer:PTQ
            PTQ:deploy/post_quant.py
            ##
            ====infer_params====
            inference:deploy/infer.py
            --use-gpu:True|False
            --batch-size:1
            --model-dir:./net_infer_ptq/
            --img-path:./images/demo.jpg
            --benchmark:True
            """;

    private static final String INFERENCE = """
            ====infer_params====
            model_name:ocr
            python:python
            infer_model:./inference/det
            infer_export:null
            infer_quant:False
            inference:tools/infer/predict_det.py
            --use_gpu:False
            --enable_mkldnn:True|False
            --cpu_threads:1
            --rec_batch_num:1
            --use_tensorrt:False
            --precision:fp32|fp16
            --det_model_dir:
            --image_dir:./images/
            null:null
            --benchmark:True
            null:null
            """;

    private static final String LITE = """
            ====lite_params====
            inference:./ocr_db_crnn det
            runtime_device:ARM_CPU
            det_infer_model:det|det_slim|det_large
            null:null
            null:null
            --cpu_threads:1|4
            --det_batch_size:1
            null:null
            --image_dir:./images/
            --config_dir:./config.txt
            null:null
            --benchmark:True
            """;

    private static final String PIPELINE = """
            ====pipeline_params====
            model_name:ppvehicle
            python:python3.7
            filename:null
            ##
            infer_mode:norm
            input_type:image|video
            use_gpu:True
            inference:pipeline.py --config=vehicle.yml
            --device:cpu|gpu
            --image_file:./1.jpg
            --video_file:./1.mp4
            """;

    private static final String BLOCK = """
            =========================== %s ===========================
            model_name:Net
            python:python3.7
            gpu_list:0|0,1
            -o Global.device:gpu
            -o Global.auto_cast:null
            -o Global.epochs:lite_train_lite_infer=2
            -o Global.output_dir:./output/
            -o DataLoader.Train.sampler.batch_size:8
            -o Global.pretrained_model:null
            train_model_name:latest
            train_infer_img_dir:./dataset
            null:null
            ##
            trainer:norm_train
            norm_train:tools/train.py -c Net.yaml
            pact_train:null
            fpgm_train:null
            distill_train:null
            %s
            null:null
            ##
            """;

    @Test
    void options_that_the_script_does_not_read_are_planned_with_one_command_for_each_device() {
        TipcPlan plan = Plans.of("paddle2onnx_python.txt", "paddle2onnx_infer", FIRST_ONNX)
                .plan();

        Deviation deviation = Plans.deviation(plan, DeviationKind.LINES_NOT_READ);
        assertThat(Plans.lines(deviation.planned()))
                .containsExactly(
                        ". python3.7 tools/infer/predict_rec.py --use_gpu=True --image_dir=./images"
                                + " --rec_model_dir=./inference/rec/model.onnx --use_onnx=True",
                        ". python3.7 tools/infer/predict_rec.py --use_gpu=False --image_dir=./images"
                                + " --rec_model_dir=./inference/rec/model.onnx --use_onnx=True");
        assertThat(Plans.lines(deviation.upstream()))
                .containsExactly(". python3.7 tools/infer/predict_rec.py --use_gpu=True False"
                        + " =./inference/rec/model.onnx --use_onnx=True");
        assertThat(Plans.lines(plan, Step.CONVERT_ONNX))
                .containsExactly(". paddle2onnx --model_dir=./inference/rec/ --model_filename=inference.pdmodel"
                        + " --params_filename=inference.pdiparams --save_file=./inference/rec/model.onnx"
                        + " --opset_version=10 --enable_onnx_checker=True");
    }

    @Test
    void a_build_stays_in_its_folders_where_upstream_goes_on_elsewhere() {
        TipcPlan plan = Plans.of("infer_cpp.txt", "cpp_infer", OCR_CPP).plan();

        Deviation deviation = Plans.deviation(plan, DeviationKind.STOPS_WHERE_A_FOLDER_IS_MISSING);
        assertThat(Plans.lines(plan, Step.BUILD))
                .contains("./deploy/cpp_infer/opencv-3.4.7/build make install", "./deploy/cpp_infer/build make -j");
        assertThat(Plans.lines(deviation.upstream()))
                .contains("./deploy/cpp_infer/build make install", "./deploy/build make -j");
        assertThat(deviation.planned()).hasSameSizeAs(deviation.upstream());
    }

    @Test
    void a_quantised_model_is_planned_in_int8_and_cells_without_sense_are_listed() {
        TipcPlan plan = Plans.of("infer_cpp.txt", "cpp_infer", OCR_CPP).plan();

        assertThat(Plans.lines(plan, Step.INFER))
                .containsExactly(
                        ". ./deploy/cpp_infer/build/ppocr --use_gpu=True --use_tensorrt=True --precision=fp32"
                                + " --det_model_dir=./inference/det/ --rec_batch_num=1 --image_dir=./images/"
                                + " --benchmark=True --det=True --rec=False --cls=False --use_angle_cls=False",
                        ". ./deploy/cpp_infer/build/ppocr --use_gpu=True --use_tensorrt=True --precision=int8"
                                + " --det_model_dir=./inference/det/ --rec_batch_num=1 --image_dir=./images/"
                                + " --benchmark=True --det=True --rec=False --cls=False --use_angle_cls=False",
                        ". ./deploy/cpp_infer/build/ppocr --use_gpu=False --enable_mkldnn=True --cpu_threads=6"
                                + " --det_model_dir=./inference/det/ --rec_batch_num=1 --image_dir=./images/"
                                + " --benchmark=True --det=True --rec=False --cls=False --use_angle_cls=False");
        assertThat(Plans.deviation(plan, DeviationKind.QUANTIZED_INT8_NOT_SKIPPED)
                        .planned())
                .singleElement()
                .satisfies(command ->
                        assertThat(command.notRun()).contains("needs a GPU that Paddle can use, and TensorRT"));
        assertThat(plan.notRun())
                .contains(new NotRun(
                        "infer cpu_usemkldnn_False_threads_6_precision_fp32_batchsize_1",
                        8,
                        "a quantised model runs on the CPU with oneDNN only"));
    }

    @Test
    void a_quantisation_that_upstream_only_shows_is_planned() {
        TipcPlan plan = Plans.of("train_ptq_infer_python.txt", "whole_infer", TUTORIAL_PTQ)
                .plan();

        assertThat(Plans.lines(
                        Plans.deviation(plan, DeviationKind.SHOWN_NOT_RUN).planned()))
                .containsExactly(". python3.7 deploy/post_quant.py --use-gpu=True --model_path=net_infer/ --batch_num=2"
                        + " --batch-size=1 --data_dir=./images/ --output_dir=./net_infer_ptq/");
        assertThat(plan.commands())
                .extracting(PlannedCommand::step)
                .containsExactly(Step.QUANTIZE, Step.INFER, Step.INFER);
    }

    @Test
    void a_config_for_inference_alone_is_planned_although_the_training_script_runs_nothing() {
        TipcPlan plan = Plans.of("model_linux_gpu_normal_normal_infer_python_jetson.txt", "whole_infer", INFERENCE)
                .plan();

        assertThat(plan.kind()).isEqualTo(ChainKind.INFER_PYTHON);
        assertThat(Plans.lines(plan.commands()))
                .containsExactly(
                        ". python tools/infer/predict_det.py --use_gpu=False --enable_mkldnn=True --cpu_threads=1"
                                + " --det_model_dir=./inference/det --rec_batch_num=1 --image_dir=./images/"
                                + " --benchmark=True --precision=fp32",
                        ". python tools/infer/predict_det.py --use_gpu=False --enable_mkldnn=True --cpu_threads=1"
                                + " --det_model_dir=./inference/det --rec_batch_num=1 --image_dir=./images/"
                                + " --benchmark=True --precision=fp16",
                        ". python tools/infer/predict_det.py --use_gpu=False --enable_mkldnn=False --cpu_threads=1"
                                + " --det_model_dir=./inference/det --rec_batch_num=1 --image_dir=./images/"
                                + " --benchmark=True --precision=fp32");
        assertThat(Plans.deviation(plan, DeviationKind.CHAIN_CHOSEN_BY_CONFIG).planned())
                .isEqualTo(plan.commands());
        assertThat(plan.notRun())
                .extracting(NotRun::reason)
                .containsExactly("fp16 on the CPU needs oneDNN, which the cell switches off");
    }

    @Test
    void paddle_lite_runs_every_listed_model_on_a_phone_only() {
        TipcPlan plan = Plans.of("model_lite_cpp_arm_cpu.txt", "lite_train_lite_infer", LITE)
                .plan();

        assertThat(plan.kind()).isEqualTo(ChainKind.LITE_ARM);
        assertThat(plan.commands()).hasSize(6).allMatch(command -> command.notRun()
                .equals(Optional.of("needs an ARM device")));
        assertThat(Plans.lines(plan.commands()))
                .contains(". ./ocr_db_crnn det det_slim_opt.nb ARM_CPU INT8 4 1 ./images/ ./config.txt True");
    }

    @Test
    void pipelines_see_a_gpu_only_for_the_gpu() {
        TipcPlan plan = Plans.of("pipeline_python.txt", "pipeline_infer", PIPELINE)
                .from("PaddlePaddle/PaddleDetection")
                .plan();

        assertThat(Plans.lines(plan.commands()))
                .containsExactly(
                        ". python3.7 pipeline.py --config=vehicle.yml --image_file=./1.jpg --device=cpu"
                                + " --output_dir=./test_tipc/output/ppvehicle/pipeline_infer/",
                        ". CUDA=0 python3.7 pipeline.py --config=vehicle.yml --image_file=./1.jpg --device=gpu"
                                + " --output_dir=./test_tipc/output/ppvehicle/pipeline_infer/",
                        ". python3.7 pipeline.py --config=vehicle.yml --video_file=./1.mp4 --device=cpu"
                                + " --output_dir=./test_tipc/output/ppvehicle/pipeline_infer/ -o MOT.enable=True",
                        ". CUDA=0 python3.7 pipeline.py --config=vehicle.yml --video_file=./1.mp4 --device=gpu"
                                + " --output_dir=./test_tipc/output/ppvehicle/pipeline_infer/ -o MOT.enable=True");
    }

    @Test
    void each_block_trains_dynamically_and_statically_on_one_gpu() {
        String text = BLOCK.formatted("base_train", "to_static_train:-o Global.to_static=True")
                + BLOCK.formatted("amp_train", "null:null");
        TipcPlan plan = Plans.of("Net_train_dy2static_python.txt", "lite_train_lite_infer", text)
                .from("PaddlePaddle/PaddleClas")
                .plan();

        assertThat(plan.kind()).isEqualTo(ChainKind.TRAIN_DY2STATIC_PYTHON);
        assertThat(plan.commands())
                .filteredOn(command -> command.step() == Step.TRAIN)
                .extracting(command -> command.cell().get("training"))
                .containsExactly("dynamic", "static", "dynamic");
        assertThat(plan.commands())
                .allMatch(command ->
                        command.environment().get("FLAGS_cudnn_deterministic").equals("True"));
        assertThat(Plans.lines(plan, Step.TRAIN).get(1)).contains("Global.to_static=True");
        assertThat(plan.notRun())
                .extracting(NotRun::line)
                .as("the header of the block without static training")
                .contains(23);
    }

    @Test
    void a_layout_that_no_suite_has_is_refused_with_file_and_line() {
        assertThatThrownBy(() -> Plans.of("train_ptq_infer_python.txt", "whole_infer", "====\nmodel_name:Net\n")
                        .plan())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("train_ptq_infer_python.txt:1: no layout of a config for offline quantisation")
                .hasMessageContaining("remedy:");
    }
}
