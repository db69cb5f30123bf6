// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.List;
import org.tipcjunit.config.ConfigEntry;

/** Plans PaddleDetection's pipelines of several models over images and videos. */
final class PipelinePlanner implements KindPlanner {

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        ConfigEntry kinds = steps.entry(6);
        ConfigEntry devices = steps.entry(9);
        for (String kind : kinds.elements()) {
            boolean video = kind.equals("video");
            if (!video && !kind.equals("image")) {
                steps.doesNotRun("input " + kind, kinds, "a pipeline takes an image or a video");
                continue;
            }
            ConfigEntry data = steps.entry(video ? 11 : 10);
            for (String device : devices.elements()) {
                boolean gpu = device.equals("gpu");
                if (gpu && steps.entry(7).value().equals("True")) {
                    steps.showGpu("0");
                }
                String output = "./" + steps.logs() + "/";
                steps.run(
                        Step.INFER,
                        steps.python()
                                .value(steps.entry(8))
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
