// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.plan.model.Deviation;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlanRequest;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** Plans of configs that tests write out. */
final class Plans {

    private Plans() {}

    /** A config to plan, which tests complete step by step. */
    record Asked(
            String text,
            String path,
            String mode,
            Optional<String> repository,
            Map<String, String> scripts,
            Optional<String> device) {

        Asked from(String name) {
            return new Asked(text, path, mode, Optional.of(name), scripts, device);
        }

        Asked withScript(String name, String content) {
            return new Asked(text, path, mode, repository, Map.of(name, content), device);
        }

        Asked onCpu() {
            return new Asked(text, path, mode, repository, scripts, Optional.of("cpu"));
        }

        TipcPlan plan() {
            ConfigFile config = ConfigFile.of(Path.of(path), text);
            return new Planner().plan(new PlanRequest(config, path, mode, repository, scripts, device));
        }
    }

    /** Ask for a plan of {@code text} as the file {@code name}. */
    public static Asked of(String name, String mode, String text) {
        return new Asked(text, "test_tipc/configs/net/" + name, mode, Optional.empty(), Map.of(), Optional.empty());
    }

    /** Get a command's folder, value of {@code CUDA_VISIBLE_DEVICES} where it has one, and words. */
    static String line(PlannedCommand command) {
        String devices = command.environment().get("CUDA_VISIBLE_DEVICES");
        return command.directory() + " " + (devices == null ? "" : "CUDA=" + devices + " ")
                + String.join(" ", command.argv());
    }

    static List<String> lines(List<PlannedCommand> commands) {
        return commands.stream().map(Plans::line).toList();
    }

    static List<String> lines(TipcPlan plan, Step... steps) {
        return plan.commands().stream()
                .filter(command -> List.of(steps).contains(command.step()))
                .map(Plans::line)
                .toList();
    }

    /** Get the only deviation of {@code kind}. */
    static Deviation deviation(TipcPlan plan, DeviationKind kind) {
        List<Deviation> found = plan.deviations().stream()
                .filter(deviation -> deviation.kind() == kind)
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " deviations " + kind.label() + " in " + plan.deviations());
        }
        return found.get(0);
    }
}
