// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.train;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.plan.dialect.Dialect;
import org.tipcjunit.plan.dialect.DialectTrainers;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.Change;

/** Maps what a config asks of a GPU to the CPU, and lists every line that this changes. */
final class CpuOverride {

    private static final Pattern GPU_WORD =
            Pattern.compile("((?:^|[\\s.\\-])(?:use_gpu|use-gpu|device)[= ])(True|true|gpu(?::\\d+)?)(?=\\s|$)");

    private static final Pattern SCRIPT = Pattern.compile("\\.py(?=\\s|$)");
    private static final Pattern OVERRIDES = Pattern.compile("\\s(?:-o|--opt)(?=\\s|$)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w.]*");

    private final ConfigEntries entries;
    private final Dialect dialect;
    private final List<Change> changes = new ArrayList<>();

    private CpuOverride(ConfigEntries entries, Dialect dialect) {
        this.entries = entries;
        this.dialect = dialect;
    }

    /** Get {@code input} with its lines mapped to the CPU. */
    static PlanInput apply(PlanInput input, Dialect dialect) {
        CpuOverride ofEntries = new CpuOverride(input.entries(), dialect);
        ConfigEntries mapped = ofEntries.mapped();
        ConfigEntries asWritten = new CpuOverride(input.asWritten(), dialect).mapped();
        return input.with(mapped, asWritten, ofEntries.changes);
    }

    private ConfigEntries mapped() {
        int gpus = dialect.machines().gpus();
        List<ConfigEntry> mapped = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            ConfigEntry entry = entries.get(i);
            String value;
            if (i == gpus) {
                value = "-1";
            } else if (i == dialect.machines().useGpu()) {
                value = useGpu(entry, entries.get(gpus).elements().indexOf("-1"));
            } else if (i == dialect.inference().devices()) {
                value = devices(entry);
            } else {
                String onCpu = GPU_WORD.matcher(entry.value())
                        .replaceAll(word -> Matcher.quoteReplacement(word.group(1) + onCpu(word.group(2))));
                value = isExport(i) ? export(onCpu) : onCpu;
            }
            mapped.add(changed(entry, value));
        }
        return new ConfigEntries(entries.file(), mapped);
    }

    private boolean isExport(int line) {
        DialectTrainers trainers = dialect.trainers();
        return trainers.norm().export() == line
                || trainers.pairs().stream().anyMatch(pair -> pair.lines().export() == line);
    }

    /**
     * Get the command of an export with the device that trainings are told, where it overrides what its file of settings says in the
     * same form: no script passes the device to an export, which then asks for the GPU that the file names.
     */
    private String export(String command) {
        int use = dialect.machines().useGpu();
        if (use < 0 || use >= entries.size()) {
            return command;
        }
        ConfigEntry device = entries.get(use);
        String onCpu =
                useGpu(device, entries.get(dialect.machines().gpus()).elements().indexOf("-1"));
        String name = device.key().replaceFirst("^-o ", "");
        boolean asksForGpu = !device.elements().isEmpty() && !device.elements().equals(List.of(onCpu));
        boolean overrides = device.key().startsWith("-o ")
                ? entries.entries().stream().skip(dialect.evaluation().line()).anyMatch(entry -> entry.key()
                        .startsWith("-o "))
                : OVERRIDES.matcher(command).find();
        return asksForGpu
                        && SCRIPT.matcher(command).find()
                        && NAME.matcher(name).matches()
                        && overrides
                        && !command.contains(name + "=")
                ? command + (device.key().startsWith("-o ") ? " -o " : " ") + name + "=" + onCpu
                : command;
    }

    private ConfigEntry changed(ConfigEntry entry, String value) {
        if (value.equals(entry.value())) {
            return entry;
        }
        changes.add(new Change(
                "tipc.device",
                "cpu",
                "line " + entry.line() + ": " + entry.key() + ":" + entry.value() + " -> " + entry.key() + ":" + value,
                ""));
        return new ConfigEntry(entry.line(), entry.key(), value);
    }

    private static String useGpu(ConfigEntry entry, int ofCpu) {
        List<String> values = entry.elements();
        if (values.isEmpty()) {
            return entry.value();
        }
        return ofCpu >= 0 && ofCpu < values.size() ? values.get(ofCpu) : onCpu(values.get(0));
    }

    private static String devices(ConfigEntry entry) {
        return entry.elements().stream()
                .filter(value -> value.equals(onCpu(value)))
                .findFirst()
                .orElseGet(() -> entry.elements().stream()
                        .findFirst()
                        .map(CpuOverride::onCpu)
                        .orElse(entry.value()));
    }

    private static String onCpu(String value) {
        if (value.startsWith("gpu")) {
            return "cpu";
        }
        return switch (value) {
            case "True" -> "False";
            case "true" -> "false";
            default -> value;
        };
    }
}
