// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.deploy;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.plan.draft.CommandText;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** Plans PaddleClas' inference in C++: each cell writes a configuration and runs the program with it. */
final class ClasCppInference implements KindPlanner {

    private static final String RECOGNITION = "shitu";
    private static final String GPU = "0";

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        String type = steps.line(Line.INFER_TYPE).value();
        if (!type.equals("cls") && !type.equals(RECOGNITION)) {
            throw input.entries()
                    .problem(
                            steps.line(Line.INFER_TYPE),
                            "'" + type + "' is no kind of program",
                            "write cls or shitu; upstream's script ends here without running anything");
        }
        boolean recognition = type.equals(RECOGNITION);
        String folder = recognition ? "./deploy/cpp_shitu" : "./deploy/cpp";
        CppBuild build = new CppBuild(steps);
        if (isFirst(input)) {
            buildAsAtFirst(build, folder, recognition);
        } else {
            steps.showGpu(GPU);
            if (recognition) {
                buildFaiss(build, folder);
                String end = " -DFAISS_DIR=%s/faiss_install -DFAISS_WITH_MKL=OFF";
                build.differs(
                        Step.BUILD,
                        folder + "/build",
                        configure("./deploy/cpp/paddle_inference/", "./deploy/cpp")
                                + String.format(end, folder + "/faiss"),
                        "./build",
                        configure("../cpp/paddle_inference/", "../cpp") + String.format(end, "./deploy"));
                build.differs(Step.BUILD, folder + "/build", "make -j", "./build", "make -j");
            } else {
                build.same(Step.BUILD, folder + "/build", configure(folder + "/paddle_inference/", folder));
                build.same(Step.BUILD, folder + "/build", "make -j");
            }
        }
        build.note();
        infer(steps, recognition);
        return steps.plan();
    }

    /** Whether the script is the first copy, from when the folder of configs was called config. */
    private static boolean isFirst(PlanInput input) {
        return input.request().configPath().contains("test_tipc/config/");
    }

    private static void buildAsAtFirst(CppBuild build, String folder, boolean recognition) {
        String here = folder;
        String faiss = "";
        String upstreamFaiss = "";
        if (recognition) {
            buildFaiss(build, folder);
            here = ".";
            faiss = " -DFAISS_DIR=" + folder + "/faiss/faiss_install -DFAISS_WITH_MKL=OFF";
            upstreamFaiss = " -DFAISS_DIR=./deploy/faiss_install -DFAISS_WITH_MKL=OFF";
        }
        build.openCv(folder, here, false);
        String after = recognition ? ".." : "./deploy";
        build.differs(
                Step.BUILD,
                folder + "/build",
                configure(folder + "/Paddle/build/paddle_inference_install_dir/", folder) + faiss,
                after + "/build",
                configure(after + "/Paddle/build/paddle_inference_install_dir/", after) + upstreamFaiss);
        build.differs(Step.BUILD, folder + "/build", "make -j", after + "/build", "make -j");
    }

    private static void buildFaiss(CppBuild build, String folder) {
        String cmake = folder + "/cmake-3.22.0";
        String faiss = folder + "/faiss";
        build.same(
                Step.FETCH,
                folder,
                "wget -nc https://github.com/Kitware/CMake/releases/download/v3.22.0/cmake-3.22.0.tar.gz");
        build.same(Step.FETCH, folder, "tar xf cmake-3.22.0.tar.gz");
        build.same(Step.BUILD, cmake, "./bootstrap --prefix=" + cmake + "/cmake");
        build.differs(Step.BUILD, cmake, "make -j", folder, "make -j");
        build.differs(Step.BUILD, cmake, "make install", folder, "make install");
        String clone = "git clone https://github.com/facebookresearch/faiss.git";
        build.differs(Step.FETCH, folder, clone, "./deploy", clone);
        build.differs(Step.BUILD, faiss, configureFaiss(faiss), "./deploy", configureFaiss("./deploy"));
        build.differs(Step.BUILD, faiss, "make -C build -j faiss", "./deploy", "make -C build -j faiss");
        build.differs(Step.BUILD, faiss, "make -C build install", "./deploy", "make -C build install");
    }

    private static String configureFaiss(String folder) {
        return "cmake -B build . -DFAISS_ENABLE_PYTHON=OFF -DCMAKE_INSTALL_PREFIX=" + folder + "/faiss_install";
    }

    private static String configure(String paddle, String cpp) {
        return "cmake .. -DPADDLE_LIB=" + paddle
                + " -DWITH_MKL=ON -DWITH_GPU=ON -DWITH_STATIC_LIB=OFF -DWITH_TENSORRT=OFF -DOPENCV_DIR=" + cpp
                + "/opencv-3.4.7/opencv3/ -DCUDNN_LIB= -DCUDA_LIB= -DTENSORRT_DIR=";
    }

    private static void infer(DeploymentSteps steps, boolean recognition) {
        InferenceLists lists = new InferenceLists(
                steps.line(Line.USE_GPU),
                steps.line(Line.USE_MKLDNN),
                steps.line(Line.CPU_THREADS),
                steps.line(Line.BATCH_SIZE),
                steps.line(Line.USE_TRT),
                steps.line(Line.PRECISION));
        ConfigEntry models = steps.line(Line.CLS_MODEL_DIR);
        List<String> quantized = steps.line(Line.INFER_QUANT).elements();
        List<PlannedCommand> int8 = new ArrayList<>();
        List<PlannedCommand> all = new ArrayList<>();
        List<String> folders = models.elements();
        for (int i = 0; i < folders.size(); i++) {
            boolean isQuantized = i < quantized.size() && quantized.get(i).equals("True");
            InferenceLists.Rule rule = InferenceLists.common(isQuantized);
            for (InferenceLists.Cell cell : lists.cells(false)) {
                if (lists.objected(steps, rule, cell)) {
                    continue;
                }
                List<PlannedCommand> commands = cell(steps, cell, recognition);
                if (isQuantized && cell.gpu() && cell.precision().contains("int8")) {
                    int8.addAll(commands);
                } else {
                    all.addAll(commands);
                }
            }
        }
        lists.noteUnknownDevices(steps);
        steps.addition(
                DeviationKind.QUANTIZED_INT8_NOT_SKIPPED,
                steps.line(Line.PRECISION),
                "the script passes over int8 for quantised models, for which int8 is meant",
                int8);
        if (isFirst(steps.input())) {
            all.addAll(int8);
            steps.addition(
                    DeviationKind.LINES_NOT_READ,
                    steps.line(Line.WRITE_CONFIG),
                    "the script reads the first 16 lines only, so it does not know the program that writes the configuration",
                    all);
        } else if (recognition) {
            steps.deviate(
                    DeviationKind.STOPS_WHERE_A_FOLDER_IS_MISSING,
                    steps.line(Line.MODEL_NAME),
                    "where an archive did not bring its folder, the script ends up beside the repository",
                    all,
                    DeploymentSteps.in("..", all));
        }
    }

    private static List<PlannedCommand> cell(DeploymentSteps steps, InferenceLists.Cell cell, boolean recognition) {
        CommandText write = new CommandText()
                .value(steps.line(Line.WRITE_CONFIG))
                .text("--type " + (recognition ? RECOGNITION : "cls"))
                .from(steps.line(Line.BATCH_SIZE), "--batch_size " + cell.batch())
                .from(steps.line(Line.USE_MKLDNN), "--mkldnn " + (cell.gpu() ? "False" : cell.mkldnn()))
                .from(steps.line(Line.USE_GPU), "--gpu " + cell.device())
                .from(steps.line(Line.CPU_THREADS), "--cpu_thread " + (cell.gpu() ? "1" : cell.threads()))
                .from(steps.line(Line.USE_TRT), "--tensorrt " + (cell.gpu() ? cell.tensorRt() : "False"))
                .from(steps.line(Line.PRECISION), "--precision " + cell.precision())
                .from(
                        steps.line(Line.IMAGES),
                        "--data_dir " + steps.line(Line.IMAGES).value())
                .text("--benchmark True")
                .from(
                        steps.line(Line.CLS_MODEL_DIR),
                        "--cls_model_dir " + steps.line(Line.CLS_MODEL_DIR).value());
        if (recognition) {
            write.from(
                    steps.line(Line.DET_MODEL_DIR),
                    "--det_model_dir " + steps.line(Line.DET_MODEL_DIR).value());
        }
        Details details = Details.none()
                .withCell(cell.values())
                .withLog(steps.logs() + "/cpp_infer_" + cell.logName() + ".log")
                .withNotRun(cell.obstacle());
        List<PlannedCommand> commands = new ArrayList<>(steps.run(Step.BUILD, write.text("--gpu_id " + GPU), details));
        if (recognition) {
            commands.addAll(steps.run(Step.BUILD, new CommandText().value(steps.line(Line.WRITE_INDEX)), details));
        }
        commands.addAll(steps.run(
                Step.INFER,
                new CommandText().value(steps.line(Line.INFERENCE)),
                details.withInputs(DeploymentSteps.present(
                        steps.line(Line.CLS_MODEL_DIR).value(),
                        steps.line(Line.IMAGES).value()))));
        return commands;
    }
}
