// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.deploy;

import java.util.List;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.config.line.LineLayout;
import org.tipcjunit.plan.draft.CommandText;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** Plans the build of a C++ program and inference with it, in the form of the suite whose layout the config has. */
@API(status = Status.INTERNAL, since = "0.1")
public final class CppInferencePlanner implements KindPlanner {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    @Override
    public TipcPlan plan(PlanInput input) {
        return switch (input.layout("no layout of a config for inference in C++ fits")) {
            case CPP_DETECTION -> new DetectionCppInference().plan(input);
            case CPP_CLAS -> new ClasCppInference().plan(input);
            case CPP_GAN -> new GanCppInference().plan(input);
            case CPP_OCR, CPP_VIDEO -> new OcrCppInference().plan(input);
            default -> configured(input);
        };
    }

    /** Plan a program that reads this config itself, as in PaddleSeg and the tutorials. */
    private static TipcPlan configured(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        String model = secondWord(steps.line(Line.MODEL_NAME));
        boolean tutorial = input.has(LineLayout.CPP_TUTORIAL);
        boolean gpu = isOn(steps.line(Line.USE_GPU));
        String log = "test_tipc/output/" + model + "/cpp_infer/";
        String program;
        String image;
        if (tutorial) {
            program = "./deploy/inference_cpp/build/clas_system";
            image = "./images/demo.jpg";
            log += "cpp_infer_" + (gpu ? "use_gpu" : "cpu") + ".log";
        } else {
            program = "./test_tipc/cpp/build/seg_system";
            image = "test_tipc/cpp/" + (showsPeople(model) ? "humanseg_demo.jpg" : "cityscapes_demo.png");
            log += segLog(steps, gpu);
        }
        List<ConfigEntry> all = input.entries().entries();
        CommandText text =
                new CommandText().text(program + " " + input.request().configPath() + " " + image);
        all.forEach(text::uses);
        steps.run(
                Step.INFER,
                text,
                (gpu ? DeploymentSteps.gpu() : Details.none())
                        .withCell(DeploymentSteps.cell("device", gpu ? "gpu" : "cpu"))
                        .withLog(log)
                        .withInputs(List.of(program, image)));
        return steps.draft().plan(model);
    }

    private static boolean showsPeople(String model) {
        return List.of("pphumanseg_lite", "deeplabv3p_resnet50", "fcn_hrnetw18_small")
                .contains(model);
    }

    private static String segLog(DeploymentSteps steps, boolean gpu) {
        if (gpu) {
            String name = "infer_cpp_use_gpu";
            if (isOn(steps.line(Line.USE_TRT))) {
                name += "_use_tensorrt" + (isOn(steps.line(Line.USE_FP16)) ? "_use_fp16" : "");
            }
            return name + ".log";
        }
        return "infer_cpp_use_cpu" + (isOn(steps.line(Line.USE_MKLDNN)) ? "_use_mkldnn" : "") + ".log";
    }

    private static boolean isOn(ConfigEntry entry) {
        String value = secondWord(entry);
        return !value.isEmpty() && !value.equals("0");
    }

    private static String secondWord(ConfigEntry entry) {
        List<String> words = BLANKS.splitAsStream(entry.key().strip()).toList();
        return words.size() > 1 ? words.get(1) : "";
    }
}
