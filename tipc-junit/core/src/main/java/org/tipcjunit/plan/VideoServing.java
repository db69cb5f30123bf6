// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.config.ConfigEntry;

/** Plans PaddleVideo's services. */
final class VideoServing implements KindPlanner {

    private final boolean cpp;

    VideoServing(boolean cpp) {
        this.cpp = cpp;
    }

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        String logs = "test_tipc/output/log/" + steps.entry(1).value() + "/" + input.mode();
        steps.convert(steps.python(), 3, logs + (cpp ? "/cpp_trans_model.log" : "/python_trans_model.log"));
        steps.changeDirectory(steps.entry(9).value());
        steps.noteServiceHandling();
        Details details = Details.none().withInputs(List.of(steps.entry(7).value()));
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
                    steps.python().value(steps.entry(10)),
                    details.withLog(logs + "/python_server_gpu.log")));
            steps.pause("30s");
            steps.run(
                    Step.REQUEST,
                    steps.python().value(steps.entry(11)).argument(steps.entry(12)),
                    details.withLog(logs + "/python_server_infer_gpu_batchsize_1.log"));
        }
        steps.changeDirectory("../../");
        steps.endByName();
        steps.addition(
                DeviationKind.LOGS_BELOW_THE_REPOSITORY,
                steps.entry(9),
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
                        Step.REQUEST, steps.python().value(steps.entry(11)).argument(steps.entry(12)), Details.none()));
        steps.deviate(
                DeviationKind.CHAIN_CHOSEN_BY_CONFIG,
                steps.entry(11),
                "the script for Python takes this line for its client",
                pause,
                upstream);
    }

    private static CommandText cppService(DeploymentSteps steps) {
        CommandText service = steps.python().text("-m paddle_serving_server.serve");
        for (int index = 10; index <= 11; index++) {
            ConfigEntry option = steps.entry(index);
            service.from(option, option.key() + " " + option.value());
        }
        return service;
    }

    private static CommandText cppClient(DeploymentSteps steps) {
        String clientFolder =
                steps.entry(8).value().replaceFirst("deploy/cpp_serving/", "").replaceFirst("//", "");
        ConfigEntry input = steps.entry(13);
        return steps.python()
                .value(steps.entry(12))
                .from(steps.entry(1), "-n " + steps.entry(1).value().replaceFirst("PP-", "PP"))
                .from(steps.entry(8), "-c " + clientFolder + "serving_client_conf.prototxt")
                .from(input, input.key() + " " + input.value());
    }
}
