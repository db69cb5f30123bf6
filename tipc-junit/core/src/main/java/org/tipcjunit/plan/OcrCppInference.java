// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.config.ConfigEntry;

/** Plans inference in C++ as PaddleOCR and PaddleVideo do it. */
final class OcrCppInference implements KindPlanner {

    private static final String FOLDER = "./deploy/cpp_infer";
    private static final String LIBRARIES = "https://paddle-inference-lib.bj.bcebos.com/";

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        Form form = Form.of(input);
        CppBuild build = new CppBuild(steps);
        boolean openCv = input.entry(2).value().equals("True");
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
            String options = input.entry(16).key();
            if (input.suite() == Suite.VIDEO || options.contains("inference_model_name") || readsVideo(input)) {
                return VIDEO;
            }
            if (!options.equals("--det")) {
                return OCR_FIRST;
            }
            return input.entry(1).value().startsWith("ocr_") ? OCR_SYSTEM : OCR;
        }

        private static boolean readsVideo(PlanInput input) {
            return input.entry(13).key().contains("video");
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
        ConfigEntry models = steps.entry(3);
        List<String> quantized = steps.entry(4).elements();
        InferenceLists lists = new InferenceLists(
                steps.entry(6), steps.entry(7), steps.entry(8), steps.entry(9), steps.entry(10), steps.entry(11));
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
                                        folders.get(i), steps.entry(13).value()))
                                .withNotRun(cell.obstacle()));
                if (isQuantized && cell.gpu() && cell.precision().contains("int8")) {
                    int8.addAll(commands);
                }
            }
        }
        lists.noteUnknownDevices(steps);
        steps.addition(
                DeviationKind.QUANTIZED_INT8_NOT_SKIPPED,
                steps.entry(11),
                "the script passes over int8 for quantised models, for which int8 is meant",
                int8);
    }

    private static CommandText command(DeploymentSteps steps, Form form, String folder, InferenceLists.Cell cell) {
        CommandText text = new CommandText().value(steps.entry(5)).assignment(steps.entry(6), cell.device());
        if (cell.gpu()) {
            text.argument(steps.entry(10), cell.tensorRt()).argument(steps.entry(11), cell.precision());
        } else if (form == Form.VIDEO) {
            text.assignment(steps.entry(7), cell.mkldnn()).argument(steps.entry(8), cell.threads());
        } else {
            text.argument(steps.entry(7), cell.mkldnn()).argument(steps.entry(8), cell.threads());
        }
        text.argument(steps.entry(12), folder)
                .uses(steps.entry(3))
                .argument(steps.entry(9), cell.batch())
                .argument(steps.entry(13))
                .argument(steps.entry(15));
        switch (form) {
            case VIDEO ->
                text.argument(steps.entry(14)).argument(steps.entry(16)).argument(steps.entry(17));
            case OCR_FIRST -> text.argument(steps.entry(14));
            default -> {
                for (int option = 16; option <= 19; option++) {
                    text.argument(steps.entry(option));
                }
                text.argument(steps.entry(14));
            }
        }
        return text;
    }
}
