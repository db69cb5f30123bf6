// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.List;
import java.util.Map;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigEntry;

/**
 * What the planner of one kind of chain works from.
 *
 * @param request what was asked
 * @param kind the kind of chain
 * @param suite the suite whose scripts compose commands like this
 * @param entries the config's entries, without carriage returns and after the overrides
 * @param asWritten the entries as upstream's scripts read them, after the overrides
 * @param overrides what a setting of the user changed
 */
record PlanInput(
        PlanRequest request,
        ChainKind kind,
        Suite suite,
        ConfigEntries entries,
        ConfigEntries asWritten,
        List<Change> overrides) {

    PlanInput {
        overrides = List.copyOf(overrides);
    }

    /** Get the mode. */
    String mode() {
        return request.mode();
    }

    /** Get the entry at {@code index}, from 0. */
    ConfigEntry entry(int index) {
        return entries.get(index);
    }

    /** Whether the repository's name is {@code name}, whoever owns it. */
    boolean isRepository(String name) {
        return request.repository()
                .map(repository -> repository.substring(repository.indexOf('/') + 1))
                .filter(name::equals)
                .isPresent();
    }

    /** Whether lines end in a carriage return. */
    boolean hasCarriageReturns() {
        return !entries.equals(asWritten);
    }

    /** Get variables that the scripts have set when they evaluate a command. */
    Map<String, String> variables() {
        return Map.of("MODE", mode(), "FILENAME", request.configPath());
    }
}
