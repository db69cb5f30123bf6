// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.deploy;

import java.util.List;
import java.util.Map;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.plan.draft.CommandText;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** Plans inference in C++ as PaddleGAN and Paddle3D do it: one command for one video. */
final class GanCppInference implements KindPlanner {

    private static final String FOLDER = "./deploy/cpp_infer";
    private static final String LIBRARY =
            "https://paddle-inference-lib.bj.bcebos.com/2.3.1/cxx_c/Linux/GPU/x86-64_gcc8.2_avx_mkl_cuda10.1_cudnn7.6.5_trt6.0.1.5/paddle_inference.tgz";
    /** The options that the program has, in the order of the config's lines. */
    private static List<Map.Entry<Line, String>> options() {
        return List.of(
                Map.entry(Line.MODEL_FILE, "--model_path"),
                Map.entry(Line.PARAMS_FILE, "--param_path"),
                Map.entry(Line.VIDEOS, "--video_path"),
                Map.entry(Line.OUTPUT_DIR, "--output_dir"),
                Map.entry(Line.FRAME_NUM, "--frame_num"),
                Map.entry(Line.DEVICES, "--device"),
                Map.entry(Line.GPU_ID, "--gpu_id"),
                Map.entry(Line.USE_MKLDNN, "--use_mkldnn"),
                Map.entry(Line.CPU_THREADS, "--cpu_threads"));
    }

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        CppBuild build = new CppBuild(steps);
        build.openCv(FOLDER, FOLDER, true);
        build.differs(Step.FETCH, FOLDER, "wget -nc " + LIBRARY, "./deploy", "wget -nc " + LIBRARY);
        build.differs(Step.FETCH, FOLDER, "tar -xf paddle_inference.tgz", "./deploy", "tar -xf paddle_inference.tgz");
        build.differs(Step.BUILD, FOLDER + "/build", configure(FOLDER), "./deploy/build", configure("./deploy"));
        build.differs(Step.BUILD, FOLDER + "/build", "make -j", "./deploy/build", "make -j");
        build.note();
        CommandText text = new CommandText().value(steps.line(Line.INFERENCE));
        for (Map.Entry<Line, String> option : options()) {
            ConfigEntry entry = steps.line(option.getKey());
            text.from(
                    entry,
                    new ConfigEntry(0, option.getValue(), entry.value())
                            .argument()
                            .orElse(""));
        }
        boolean gpu = steps.line(Line.DEVICES).value().equals("GPU");
        String name = gpu
                ? "gpu_usetrt_false_precision_fp32_batchsize_1"
                : "cpu_usemkldnn_" + steps.line(Line.USE_MKLDNN).value() + "_threads_"
                        + steps.line(Line.CPU_THREADS).value() + "_precision_fp32_batchsize_1";
        steps.run(
                Step.INFER,
                text,
                (gpu ? DeploymentSteps.gpu() : Details.none())
                        .withCell(DeploymentSteps.cell("device", gpu ? "gpu" : "cpu"))
                        .withLog(steps.logs() + "/cpp_infer_" + name + ".log")
                        .withInputs(DeploymentSteps.present(
                                steps.line(Line.MODEL_FILE).value(),
                                steps.line(Line.PARAMS_FILE).value(),
                                steps.line(Line.VIDEOS).value()))
                        .withOutputs(DeploymentSteps.present(
                                steps.line(Line.OUTPUT_DIR).value())));
        return steps.plan();
    }

    private static String configure(String folder) {
        return "cmake .. -DPADDLE_LIB=" + folder + "/paddle_inference -DWITH_MKL=ON -DWITH_GPU=ON -DWITH_STATIC_LIB=OFF"
                + " -DWITH_TENSORRT=OFF -DOPENCV_DIR=" + folder
                + "/opencv-3.4.7/opencv3 -DCUDNN_LIB= -DCUDA_LIB= -DTENSORRT_DIR=";
    }
}
