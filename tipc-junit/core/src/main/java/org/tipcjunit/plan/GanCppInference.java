// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.List;
import org.tipcjunit.config.ConfigEntry;

/** Plans inference in C++ as PaddleGAN and Paddle3D do it: one command for one video. */
final class GanCppInference implements KindPlanner {

    private static final String FOLDER = "./deploy/cpp_infer";
    private static final String LIBRARY =
            "https://paddle-inference-lib.bj.bcebos.com/2.3.1/cxx_c/Linux/GPU/x86-64_gcc8.2_avx_mkl_cuda10.1_cudnn7.6.5_trt6.0.1.5/paddle_inference.tgz";
    private static final List<String> OPTIONS = List.of(
            "--model_path",
            "--param_path",
            "--video_path",
            "--output_dir",
            "--frame_num",
            "--device",
            "--gpu_id",
            "--use_mkldnn",
            "--cpu_threads");

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
        CommandText text = new CommandText().value(steps.entry(2));
        for (int i = 0; i < OPTIONS.size(); i++) {
            ConfigEntry entry = steps.entry(i + 3);
            text.from(
                    entry,
                    new ConfigEntry(0, OPTIONS.get(i), entry.value()).argument().orElse(""));
        }
        boolean gpu = steps.entry(8).value().equals("GPU");
        String name = gpu
                ? "gpu_usetrt_false_precision_fp32_batchsize_1"
                : "cpu_usemkldnn_" + steps.entry(10).value() + "_threads_"
                        + steps.entry(11).value() + "_precision_fp32_batchsize_1";
        steps.run(
                Step.INFER,
                text,
                (gpu ? DeploymentSteps.gpu() : Details.none())
                        .withCell(DeploymentSteps.cell("device", gpu ? "gpu" : "cpu"))
                        .withLog(steps.logs() + "/cpp_infer_" + name + ".log")
                        .withInputs(DeploymentSteps.present(
                                steps.entry(3).value(),
                                steps.entry(4).value(),
                                steps.entry(5).value()))
                        .withOutputs(DeploymentSteps.present(steps.entry(6).value())));
        return steps.plan();
    }

    private static String configure(String folder) {
        return "cmake .. -DPADDLE_LIB=" + folder + "/paddle_inference -DWITH_MKL=ON -DWITH_GPU=ON -DWITH_STATIC_LIB=OFF"
                + " -DWITH_TENSORRT=OFF -DOPENCV_DIR=" + folder
                + "/opencv-3.4.7/opencv3 -DCUDNN_LIB= -DCUDA_LIB= -DTENSORRT_DIR=";
    }
}
