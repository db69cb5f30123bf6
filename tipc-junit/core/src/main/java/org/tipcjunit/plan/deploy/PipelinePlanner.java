// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.deploy;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** Plans PaddleDetection's pipelines of several models over images and videos. */
@API(status = Status.INTERNAL, since = "0.1")
public final class PipelinePlanner implements KindPlanner {

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        ConfigEntry kinds = steps.line(Line.INFER_MODE);
        ConfigEntry devices = steps.line(Line.DEVICES);
        for (String kind : kinds.elements()) {
            boolean video = kind.equals("video");
            if (!video && !kind.equals("image")) {
                steps.doesNotRun("input " + kind, kinds, "a pipeline takes an image or a video");
                continue;
            }
            ConfigEntry data = steps.line(video ? Line.VIDEOS : Line.IMAGES);
            for (String device : devices.elements()) {
                boolean gpu = device.equals("gpu");
                if (gpu && steps.line(Line.USE_GPU).value().equals("True")) {
                    steps.showGpu("0");
                }
                String output = "./" + steps.logs() + "/";
                steps.run(
                        Step.INFER,
                        steps.python()
                                .value(steps.line(Line.INFERENCE))
                                .argument(data)
                                .argument(devices, device)
                                .text("--output_dir=" + output)
                                .text(video ? "-o MOT.enable=True" : ""),
                        (gpu ? DeploymentSteps.gpu() : Details.none())
                                .withCell(DeploymentSteps.cell("input", kind, "device", device))
                                .withLog(steps.logs() + "/python_pipeline_" + kind + "_" + device + ".log")
                                .withInputs(DeploymentSteps.present(data.value()))
                                .withOutputs(List.of(output)));
                steps.showAllGpus();
            }
        }
        steps.deviate(
                DeviationKind.ONE_AFTER_THE_OTHER,
                "each pipeline is waited for, and its own status counts; none runs in the background");
        return steps.plan();
    }
}
