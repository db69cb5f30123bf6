// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.draft;

import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.Suite;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.config.line.LineLayout;
import org.tipcjunit.config.reading.Reading;
import org.tipcjunit.plan.model.Change;
import org.tipcjunit.plan.model.PlanRequest;

/**
 * What the planner of one kind of chain works from.
 *
 * @param request what was asked
 * @param reading the config as it is understood, after the overrides
 * @param overrides what a setting of the user changed
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PlanInput(PlanRequest request, Reading reading, List<Change> overrides) {

    public PlanInput {
        overrides = List.copyOf(overrides);
    }

    /** Get the kind of chain. */
    public ChainKind kind() {
        return reading.kind();
    }

    /** Get the suite whose scripts compose commands like this. */
    public Suite suite() {
        return reading.suite();
    }

    /** Get the config's entries, without carriage returns and after the overrides. */
    public ConfigEntries entries() {
        return reading.entries();
    }

    /** Get the entries as upstream's scripts read them, after the overrides. */
    public ConfigEntries asWritten() {
        return reading.asWritten();
    }

    /** Get the mode. */
    public String mode() {
        return reading.mode();
    }

    /** Get a line by its name. */
    public ConfigEntry line(Line line) {
        return reading.line(line);
    }

    /**
     * Get the config's layout.
     *
     * @param problem what is wrong where it has none
     * @throws org.tipcjunit.config.ConfigException if the lines follow no layout
     */
    public LineLayout layout(String problem) {
        return reading.layout().orElseThrow(() -> entries()
                .problem(
                        entries().get(0),
                        problem,
                        "compare the lines with such a config of the same suite: a line is missing, doubled or out"
                                + " of place"));
    }

    /** Whether the layout is {@code layout}. */
    public boolean has(LineLayout layout) {
        return reading.layout().filter(layout::equals).isPresent();
    }

    /** Get the same input with other lines. */
    public PlanInput with(ConfigEntries entries, ConfigEntries asWritten, List<Change> changes) {
        return new PlanInput(request, reading.with(entries, asWritten), changes);
    }

    /** Whether the repository's name is {@code name}, whoever owns it. */
    public boolean isRepository(String name) {
        return request.repository()
                .map(repository -> repository.substring(repository.indexOf('/') + 1))
                .filter(name::equals)
                .isPresent();
    }

    /** Whether lines end in a carriage return. */
    public boolean hasCarriageReturns() {
        return !entries().equals(asWritten());
    }

    /** Get variables that the scripts have set when they evaluate a command. */
    Map<String, String> variables() {
        return Map.of("MODE", mode(), "FILENAME", request.configPath());
    }
}
