// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.serving;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.config.line.LineLayout;
import org.tipcjunit.plan.deploy.DeploymentSteps;
import org.tipcjunit.plan.draft.CommandText;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** Plans PaddleVideo's services. */
final class VideoServing implements KindPlanner {

    private final boolean cpp;

    VideoServing(boolean cpp) {
        this.cpp = cpp;
    }

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        String logs = "test_tipc/output/log/" + steps.line(Line.MODEL_NAME).value() + "/" + input.mode();
        steps.convert(steps.python(), logs + (cpp ? "/cpp_trans_model.log" : "/python_trans_model.log"));
        steps.changeDirectory(steps.line(Line.SERVING_DIR).value());
        steps.noteServiceHandling();
        Details details = Details.none()
                .withInputs(List.of(steps.line(Line.SERVING_SERVER).value()));
        List<PlannedCommand> never = new ArrayList<>();
        if (cpp) {
            never.addAll(steps.run(Step.SERVE, cppService(steps), details.withLog(logs + "/cpp_server_gpu.log")));
            List<PlannedCommand> pause = steps.pause("20s");
            never.addAll(steps.run(
                    Step.REQUEST, cppClient(steps), details.withLog(logs + "/cpp_client_infer_gpu_batchsize_1.log")));
            readByPythonScript(steps, pause);
        } else {
            never.addAll(steps.run(
                    Step.SERVE,
                    steps.python().value(steps.line(Line.WEB_SERVICE)),
                    details.withLog(logs + "/python_server_gpu.log")));
            steps.pause("30s");
            steps.run(
                    Step.REQUEST,
                    steps.python().value(steps.line(Line.CLIENT)).argument(steps.line(Line.IMAGES)),
                    details.withLog(logs + "/python_server_infer_gpu_batchsize_1.log"));
        }
        steps.changeDirectory("../../");
        steps.endByName();
        steps.addition(
                DeviationKind.LOGS_BELOW_THE_REPOSITORY,
                steps.line(Line.SERVING_DIR),
                "the log is looked for below the service's folder, where that folder is missing, so that the command never"
                        + " starts",
                never);
        return steps.plan();
    }

    /** Note what the script for Python runs on this config, since both scripts have the mode serving_infer. */
    private static void readByPythonScript(DeploymentSteps steps, List<PlannedCommand> pause) {
        List<PlannedCommand> upstream =
                new ArrayList<>(steps.draft().compose(Step.WAIT, new CommandText().text("sleep 30s"), Details.none()));
        upstream.addAll(steps.draft()
                .compose(
                        Step.REQUEST,
                        steps.python()
                                .value(steps.line(LineLayout.SERVING_VIDEO, Line.CLIENT))
                                .argument(steps.line(LineLayout.SERVING_VIDEO, Line.IMAGES)),
                        Details.none()));
        steps.deviate(
                DeviationKind.CHAIN_CHOSEN_BY_CONFIG,
                steps.line(LineLayout.SERVING_VIDEO, Line.CLIENT),
                "the script for Python takes this line for its client",
                pause,
                upstream);
    }

    private static CommandText cppService(DeploymentSteps steps) {
        CommandText service = steps.python().text("-m paddle_serving_server.serve");
        for (Line line : List.of(Line.SERVED_MODEL, Line.PORT)) {
            ConfigEntry option = steps.line(line);
            service.from(option, option.key() + " " + option.value());
        }
        return service;
    }

    private static CommandText cppClient(DeploymentSteps steps) {
        String clientFolder = steps.line(Line.SERVING_CLIENT)
                .value()
                .replaceFirst("deploy/cpp_serving/", "")
                .replaceFirst("//", "");
        ConfigEntry input = steps.line(Line.IMAGES);
        return steps.python()
                .value(steps.line(Line.CLIENT))
                .from(
                        steps.line(Line.MODEL_NAME),
                        "-n " + steps.line(Line.MODEL_NAME).value().replaceFirst("PP-", "PP"))
                .from(steps.line(Line.SERVING_CLIENT), "-c " + clientFolder + "serving_client_conf.prototxt")
                .from(input, input.key() + " " + input.value());
    }
}
