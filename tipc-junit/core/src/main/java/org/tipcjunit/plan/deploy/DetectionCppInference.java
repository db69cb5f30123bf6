// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.deploy;

import java.util.List;
import java.util.Optional;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.plan.draft.CommandText;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** Plans PaddleDetection's inference in C++. */
final class DetectionCppInference implements KindPlanner {

    private static final String FOLDER = "./deploy/cpp";
    private static final String TENSORRT = "/usr/local/TensorRT6-cuda10.1-cudnn7";
    private static final String LIBRARY =
            "https://paddle-inference-lib.bj.bcebos.com/2.2.2/cxx_c/Linux/GPU/x86-64_gcc8.2_avx_mkl_cuda10.1_cudnn7.6.5_trt6.0.1.5/paddle_inference.tgz";

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        build(steps);
        DetectionExport export = new DetectionExport(steps);
        ConfigEntry kinds = steps.line(Line.INFER_MODE);
        List<String> quantized = steps.line(Line.INFER_QUANT).elements();
        List<String> models = kinds.elements();
        for (int i = 0; i < models.size(); i++) {
            export.run(kinds, models.get(i), new CommandText());
            infer(
                    steps,
                    export.folder(),
                    i < quantized.size() && quantized.get(i).equals("True"));
        }
        return steps.plan();
    }

    private static void build(DeploymentSteps steps) {
        CppBuild build = new CppBuild(steps);
        String mode = steps.input().mode();
        build.differs(
                Step.FETCH,
                FOLDER,
                "wget -nc " + LIBRARY + " --no-check-certificate",
                FOLDER,
                "wget -nc " + mode + " --no-check-certificate");
        build.same(Step.FETCH, FOLDER, "tar zxf paddle_inference.tgz");
        String configure = configure(steps, FOLDER + "/paddle_inference");
        build.differs(
                Step.BUILD,
                FOLDER + "/build",
                configure,
                FOLDER + "/build",
                configure(steps, FOLDER + "/paddle_inference_install_dir"));
        build.same(Step.BUILD, FOLDER + "/build", "make -j8");
        build.note(
                DeviationKind.MODE_TAKEN_FOR_ANOTHER_ARGUMENT,
                "the mode is taken for the address of Paddle Inference, so that nothing is fetched");
    }

    private static String configure(DeploymentSteps steps, String paddle) {
        ConfigEntry openCv = steps.line(Line.OPENCV_DIR);
        boolean standard = openCv.value().equals("default") || openCv.value().equals("null");
        return "cmake .. -DWITH_GPU=ON -DWITH_MKL=ON -DWITH_TENSORRT=OFF -DPADDLE_LIB_NAME=libpaddle_inference"
                + " -DPADDLE_DIR=" + paddle
                + " -DCUDA_LIB= -DCUDNN_LIB= -DTENSORRT_LIB_DIR=" + TENSORRT + "/lib -DTENSORRT_INC_DIR=" + TENSORRT
                + "/include -DOPENCV_DIR="
                + (standard ? FOLDER + "/deps/opencv-3.4.16_gcc8.2_ffmpeg" : openCv.value())
                + " -DWITH_KEYPOINT=ON -DWITH_MOT=ON";
    }

    private static void infer(DeploymentSteps steps, String folder, boolean quantized) {
        InferenceLists lists = new InferenceLists(
                steps.line(Line.USE_GPU),
                steps.line(Line.USE_MKLDNN),
                steps.line(Line.CPU_THREADS),
                steps.line(Line.BATCH_SIZE),
                new ConfigEntry(0, "", "null"),
                steps.line(Line.PRECISION));
        InferenceLists.Rule rule = cell -> objection(cell, quantized);
        for (InferenceLists.Cell cell : lists.cells(false)) {
            if (lists.objected(steps, rule, cell)) {
                continue;
            }
            CommandText text = new CommandText()
                    .value(steps.line(Line.INFERENCE))
                    .assignment(steps.line(Line.USE_GPU), cell.device());
            if (cell.gpu()) {
                text.argument(steps.line(Line.PRECISION), cell.precision());
            } else {
                text.assignment(steps.line(Line.USE_MKLDNN), cell.mkldnn())
                        .argument(steps.line(Line.CPU_THREADS), cell.threads());
            }
            text.argument(steps.line(Line.MODEL_DIR), folder)
                    .argument(steps.line(Line.BATCH_SIZE), cell.batch())
                    .argument(steps.line(Line.IMAGES))
                    .argument(steps.line(Line.BENCHMARK))
                    .argument(steps.line(Line.INFER_PARAM));
            steps.run(
                    Step.INFER,
                    text,
                    Details.none()
                            .withCell(cell.values())
                            .withLog(steps.logs() + "/cpp_infer_" + cell.modeLogName() + ".log")
                            .withInputs(DeploymentSteps.present(
                                    folder, steps.line(Line.IMAGES).value()))
                            .withNotRun(cell.modeObstacle()));
        }
        lists.noteUnknownDevices(steps);
    }

    private static Optional<String> objection(InferenceLists.Cell cell, boolean quantized) {
        if (!cell.gpu()) {
            return quantized && cell.mkldnn().equals("False")
                    ? Optional.of("a quantised model runs on the CPU with oneDNN only")
                    : Optional.empty();
        }
        boolean int8 = cell.precision().equals("trt_int8");
        if (cell.precision().equals("paddle") || quantized == int8) {
            return Optional.empty();
        }
        return Optional.of(
                quantized
                        ? "a quantised model runs with TensorRT in int8 only"
                        : "a model that is not quantised has no int8");
    }
}
