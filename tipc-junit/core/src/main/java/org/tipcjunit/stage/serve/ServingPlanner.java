// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.serve;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.process.Command;
import org.tipcjunit.stage.ChainRequest;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.StagePlanner;

/** The planning of the services of one chain. */
final class ServingPlanner {

    private static final String CPP_SERVER = "paddle_serving_server.serve";
    private static final String NEEDS_CPP_SERVER = "a service in C++, which this version plans but does not run: Paddle"
            + " Serving's wheels come without its program (SERVING_BIN)";

    private static final String NEEDS_EDITS =
            "upstream's script edits the pipeline config and the converted model's names by"
                    + " line numbers before it starts this service, which this version does not";

    private final ChainRequest.Serving serving;
    private final StagePlanner stages;

    public ServingPlanner(ChainRequest.Serving serving, ChainRequest request) {
        this.serving = serving;
        this.stages =
                new StagePlanner(request, serving.configPath(), serving.plan().mode());
    }

    /**
     * Plan the conversion of the exported model.
     *
     * @throws ConfigException if the config asks for no service of one converted model
     */
    PlannedStage convert() {
        return stages.stage("convert", StageKind.CONVERT, conversion());
    }

    /**
     * Plan the services.
     *
     * @throws ConfigException if the config asks for no service of one converted model
     */
    ServingPlan plan() {
        PlannedCommand conversion = conversion();
        return new ServingPlan(
                serving.configPath(),
                folder(conversion, "--dirname"),
                value(conversion, "--model_filename"),
                value(conversion, "--params_filename"),
                folder(conversion, "--serving_server"),
                services(),
                serving.request(),
                serving.ports());
    }

    private PlannedCommand conversion() {
        if (serving.plan().kind() != ChainKind.SERVING_PYTHON) {
            throw stages.problem(
                    "is a config of the kind " + serving.plan().kind().label() + ", which serves nothing in Python",
                    "name the model's *serving*python*.txt");
        }
        List<PlannedCommand> conversions = serving.plan().commands().stream()
                .filter(command -> command.step() == Step.CONVERT_SERVING)
                .toList();
        if (conversions.size() != 1) {
            throw stages.problem(
                    conversions.isEmpty()
                            ? "converts no model for Paddle Serving, so that its service cannot be shown to serve what was"
                                    + " exported"
                            : "serves " + conversions.size()
                                    + " models in one service, which this version plans but does not" + " run",
                    "certify a service of one model that paddle_serving_client.convert converts");
        }
        return conversions.get(0);
    }

    private Path folder(PlannedCommand conversion, String option) {
        Path folder = stages.place(conversion, value(conversion, option));
        stages.requireInside(folder, "the folder of " + option);
        return folder;
    }

    private String value(PlannedCommand conversion, String option) {
        List<String> argv = conversion.argv();
        for (int i = 0; i < argv.size(); i++) {
            if (argv.get(i).startsWith(option + "=")) {
                return argv.get(i).substring(option.length() + 1);
            }
            if (argv.get(i).equals(option) && i + 1 < argv.size()) {
                return argv.get(i + 1);
            }
        }
        throw stages.problem(
                conversion.lines().stream().findFirst().orElse(1),
                "converts the model without " + option,
                "give the conversion " + option + "=...");
    }

    private List<PlannedService> services() {
        List<PlannedService> services = new ArrayList<>();
        List<PlannedCommand> commands = serving.plan().commands();
        int runnable = 0;
        int requests = 0;
        for (int i = 0; i < commands.size(); i++) {
            PlannedCommand command = commands.get(i);
            if (command.step() != Step.SERVE) {
                continue;
            }
            Optional<String> notRun = command.notRun()
                    .or(() -> Optional.of(NEEDS_CPP_SERVER)
                            .filter(reason -> command.argv().contains(CPP_SERVER)))
                    .or(() -> Optional.of(NEEDS_EDITS).filter(reason -> needsEdits()));
            if (notRun.isPresent()) {
                services.add(new PlannedService(command.cell(), Optional.empty(), List.of(), notRun));
                continue;
            }
            runnable++;
            String name = runnable == 1 ? "serve" : "serve-" + runnable;
            List<PlannedStage> clients = new ArrayList<>();
            for (PlannedCommand client : clientsAfter(i)) {
                requests++;
                clients.add(withoutProxies(
                        stages.stage(requests == 1 ? "request" : "request-" + requests, StageKind.REQUEST, client)));
            }
            services.add(new PlannedService(
                    command.cell(),
                    Optional.of(withoutProxies(stages.stage(name, StageKind.SERVE, command))),
                    clients,
                    Optional.empty()));
        }
        if (services.isEmpty()) {
            throw stages.problem("starts no service", "look at it with tipc lint and tipc plan");
        }
        return services;
    }

    private boolean needsEdits() {
        return serving.plan().deviations().stream()
                .anyMatch(deviation -> deviation.kind() == DeviationKind.NO_EDITS_BY_LINE_NUMBER);
    }

    private List<PlannedCommand> clientsAfter(int service) {
        List<PlannedCommand> clients = new ArrayList<>();
        List<PlannedCommand> commands = serving.plan().commands();
        for (int i = service + 1; i < commands.size() && commands.get(i).step() != Step.SERVE; i++) {
            if (commands.get(i).step() == Step.REQUEST) {
                clients.add(commands.get(i));
            }
        }
        return clients;
    }

    /** With a proxy, requests to a service on this machine get lost (guide, 5.4). */
    private static PlannedStage withoutProxies(PlannedStage stage) {
        Map<String, String> environment = new HashMap<>(stage.command().environment());
        ProxyVariables.NAMES.forEach(name -> environment.put(name, ""));
        return stage.withCommand(
                new Command(stage.command().argv(), stage.command().workingDirectory(), environment));
    }
}
