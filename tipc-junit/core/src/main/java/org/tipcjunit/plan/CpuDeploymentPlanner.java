// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.Change;
import org.tipcjunit.plan.model.TipcPlan;

/** Plans chains of deployed models for the CPU alone where the user asks for that, and lists every line that this changes. */
final class CpuDeploymentPlanner implements KindPlanner {

    private static final String CPU = "cpu";

    /** Keys of the lines that list devices. */
    private static final Pattern DEVICES =
            Pattern.compile("--opt|.*(?:use[_-]gpu|device|use_device|gpu_ids?|\\.devices)", Pattern.DOTALL);

    private final KindPlanner planner;

    /** Make a planner that leaves the planning to {@code planner}. */
    CpuDeploymentPlanner(KindPlanner planner) {
        this.planner = planner;
    }

    @Override
    public TipcPlan plan(PlanInput input) {
        if (input.request().device().filter(CPU::equals).isEmpty()) {
            return planner.plan(input);
        }
        List<Change> changes = new ArrayList<>(input.overrides());
        ConfigEntries entries = mapped(input.entries(), changes);
        ConfigEntries asWritten = mapped(input.asWritten(), new ArrayList<>());
        return planner.plan(input.with(entries, asWritten, changes));
    }

    private static ConfigEntries mapped(ConfigEntries entries, List<Change> changes) {
        List<ConfigEntry> mapped = new ArrayList<>();
        for (ConfigEntry entry : entries.entries()) {
            String value = DEVICES.matcher(entry.key()).matches() ? onCpu(entry) : entry.value();
            if (value.equals(entry.value())) {
                mapped.add(entry);
            } else {
                changes.add(new Change(
                        "tipc.device",
                        "cpu",
                        "line " + entry.line() + ": " + entry.key() + ":" + entry.value() + " -> " + entry.key() + ":"
                                + value,
                        ""));
                mapped.add(new ConfigEntry(entry.line(), entry.key(), value));
            }
        }
        return new ConfigEntries(entries.file(), mapped);
    }

    /** Get the first device of a list that is the CPU, else the word for it in the list's own language. */
    private static String onCpu(ConfigEntry entry) {
        List<String> devices = entry.elements();
        if (devices.stream().allMatch(device -> translated(device).isEmpty())) {
            return entry.value();
        }
        return devices.stream()
                .filter(device -> translated(device).filter(device::equals).isPresent())
                .findFirst()
                .or(() -> devices.stream()
                        .flatMap(device -> translated(device).stream())
                        .findFirst())
                .orElse(entry.value());
    }

    /** Get what stands for the CPU where {@code device} stands; empty when it is no device. */
    private static Optional<String> translated(String device) {
        if (device.startsWith(CPU)) {
            return Optional.of(device);
        }
        return switch (device) {
            case "True", "False" -> Optional.of("False");
            case "gpu" -> Optional.of(CPU);
            case "GPU", "CPU" -> Optional.of("CPU");
            case "null", "0", "\"0\"" -> Optional.of("null");
            default -> Optional.empty();
        };
    }
}
