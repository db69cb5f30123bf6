// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.deploy;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.config.line.LineLayout;
import org.tipcjunit.plan.draft.CommandText;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** Plans inference in C++ as PaddleOCR and PaddleVideo do it. */
final class OcrCppInference implements KindPlanner {

    private static final String FOLDER = "./deploy/cpp_infer";
    private static final String LIBRARIES = "https://paddle-inference-lib.bj.bcebos.com/";

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        Form form = Form.of(input);
        CppBuild build = new CppBuild(steps);
        boolean openCv = input.line(Line.USE_OPENCV).value().equals("True");
        if (openCv) {
            build.openCv(FOLDER, FOLDER, form == Form.VIDEO);
        }
        build(build, form, openCv);
        build.note();
        infer(steps, form);
        return steps.plan();
    }

    /** The copies of the script, which differ in where they get Paddle from and what they pass on. */
    private enum Form {
        /** With Paddle fetched, at PaddleOCR's head. */
        OCR,
        /** With Paddle built in place, and options that say which models take part. */
        OCR_SYSTEM,
        /** With Paddle built in place. */
        OCR_FIRST,
        VIDEO;

        static Form of(PlanInput input) {
            if (input.has(LineLayout.CPP_VIDEO)) {
                return VIDEO;
            }
            if (!input.line(Line.DET).key().equals("--det")) {
                return OCR_FIRST;
            }
            return input.line(Line.MODEL_NAME).value().startsWith("ocr_") ? OCR_SYSTEM : OCR;
        }
    }

    private static void build(CppBuild build, Form form, boolean openCv) {
        // After OpenCV, most scripts go up two folders; when the archive brought nothing, that is one folder too many.
        boolean lost = openCv && (form == Form.OCR || form == Form.OCR_SYSTEM);
        String here = lost ? "./deploy" : FOLDER;
        if (form == Form.OCR) {
            String url = LIBRARIES
                    + "2.3.0/cxx_c/Linux/GPU/x86-64_gcc8.2_avx_mkl_cuda10.1_cudnn7.6.5_trt6.0.1.5/paddle_inference.tgz";
            String fetch = "wget -nc " + url + " --no-check-certificate";
            build.differs(Step.FETCH, FOLDER, fetch, here, fetch);
            build.differs(Step.FETCH, FOLDER, "tar zxf paddle_inference.tgz", here, "tar zxf paddle_inference.tgz");
        } else if (form == Form.VIDEO) {
            build.same(
                    Step.FETCH,
                    FOLDER,
                    "wget -nc " + LIBRARIES + "2.1.1-gpu-cuda10.1-cudnn7-mkl-gcc8.2/paddle_inference.tgz");
            build.same(Step.FETCH, FOLDER, "tar -xf paddle_inference.tgz");
        }
        build.differs(
                Step.BUILD,
                FOLDER + "/build",
                configure(form, openCv, FOLDER),
                here + "/build",
                configure(form, openCv, here));
        build.differs(Step.BUILD, FOLDER + "/build", "make -j", here + "/build", "make -j");
    }

    private static String configure(Form form, boolean openCv, String folder) {
        String paddle = folder
                + switch (form) {
                    case OCR -> "/paddle_inference/";
                    case VIDEO -> "/paddle_inference";
                    case OCR_SYSTEM, OCR_FIRST -> "/Paddle/build/paddle_inference_install_dir/";
                };
        String vision = openCv ? folder + "/opencv-3.4.7/opencv3" + (form == Form.VIDEO ? "" : "/") : "";
        return "cmake .. -DPADDLE_LIB=" + paddle
                + " -DWITH_MKL=ON -DWITH_GPU=OFF -DWITH_STATIC_LIB=OFF -DWITH_TENSORRT=OFF -DOPENCV_DIR=" + vision
                + " -DCUDNN_LIB= -DCUDA_LIB= -DTENSORRT_DIR=";
    }

    private static void infer(DeploymentSteps steps, Form form) {
        ConfigEntry models = steps.line(Line.INFER_MODELS);
        List<String> quantized = steps.line(Line.INFER_QUANT).elements();
        InferenceLists lists = new InferenceLists(
                steps.line(Line.USE_GPU),
                steps.line(Line.USE_MKLDNN),
                steps.line(Line.CPU_THREADS),
                steps.line(Line.BATCH_SIZE),
                steps.line(Line.USE_TRT),
                steps.line(Line.PRECISION));
        List<PlannedCommand> int8 = new ArrayList<>();
        List<String> folders = models.elements();
        for (int i = 0; i < folders.size(); i++) {
            boolean isQuantized = i < quantized.size() && quantized.get(i).equals("True");
            InferenceLists.Rule rule = InferenceLists.common(isQuantized);
            for (InferenceLists.Cell cell : lists.cells(false)) {
                if (lists.objected(steps, rule, cell)) {
                    continue;
                }
                List<PlannedCommand> commands = steps.run(
                        Step.INFER,
                        command(steps, form, folders.get(i), cell),
                        Details.none()
                                .withCell(cell.values())
                                .withLog(steps.logs("cpp_infer") + "/cpp_infer_" + cell.logName() + ".log")
                                .withInputs(DeploymentSteps.present(
                                        folders.get(i), steps.line(Line.IMAGES).value()))
                                .withNotRun(cell.obstacle()));
                if (isQuantized && cell.gpu() && cell.precision().contains("int8")) {
                    int8.addAll(commands);
                }
            }
        }
        lists.noteUnknownDevices(steps);
        steps.addition(
                DeviationKind.QUANTIZED_INT8_NOT_SKIPPED,
                steps.line(Line.PRECISION),
                "the script passes over int8 for quantised models, for which int8 is meant",
                int8);
    }

    private static CommandText command(DeploymentSteps steps, Form form, String folder, InferenceLists.Cell cell) {
        CommandText text =
                new CommandText().value(steps.line(Line.INFERENCE)).assignment(steps.line(Line.USE_GPU), cell.device());
        if (cell.gpu()) {
            text.argument(steps.line(Line.USE_TRT), cell.tensorRt())
                    .argument(steps.line(Line.PRECISION), cell.precision());
        } else if (form == Form.VIDEO) {
            text.assignment(steps.line(Line.USE_MKLDNN), cell.mkldnn())
                    .argument(steps.line(Line.CPU_THREADS), cell.threads());
        } else {
            text.argument(steps.line(Line.USE_MKLDNN), cell.mkldnn())
                    .argument(steps.line(Line.CPU_THREADS), cell.threads());
        }
        text.argument(steps.line(Line.MODEL_DIR), folder)
                .uses(steps.line(Line.INFER_MODELS))
                .argument(steps.line(Line.BATCH_SIZE), cell.batch())
                .argument(steps.line(Line.IMAGES))
                .argument(steps.line(Line.BENCHMARK));
        switch (form) {
            case VIDEO ->
                text.argument(steps.line(Line.INFERENCE_MODEL_NAME))
                        .argument(steps.line(Line.CHAR_LIST))
                        .argument(steps.line(Line.NUM_SEG));
            case OCR_FIRST -> text.argument(steps.line(Line.INFER_PARAM));
            default -> {
                for (Line option : List.of(Line.DET, Line.REC, Line.CLS, Line.ANGLE_CLS)) {
                    text.argument(steps.line(option));
                }
                text.argument(steps.line(Line.INFER_PARAM));
            }
        }
        return text;
    }
}
