// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.train;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.plan.dialect.Dialect;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.Change;

/** Maps what a config asks of a GPU to the CPU, and lists every line that this changes. */
final class CpuOverride {

    private static final Pattern GPU_WORD =
            Pattern.compile("((?:^|[\\s.\\-])(?:use_gpu|use-gpu|device)[= ])(True|true|gpu(?::\\d+)?)(?=\\s|$)");

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
                value = GPU_WORD.matcher(entry.value())
                        .replaceAll(word -> Matcher.quoteReplacement(word.group(1) + onCpu(word.group(2))));
            }
            mapped.add(changed(entry, value));
        }
        return new ConfigEntries(entries.file(), mapped);
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
