// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.plan.draft.Template;

/**
 * What a script does to the Python that it runs with.
 *
 * @param before the command that it starts with; empty for none
 * @param upgradesPip whether it upgrades pip in the end, and then does what follows
 * @param stops the command that stops what a model started, by model
 * @param uninstalls the packages that it uninstalls, by model
 */
@API(status = Status.INTERNAL, since = "0.1")
public record DialectPackages(
        Template before, boolean upgradesPip, Map<String, Template> stops, Map<String, List<String>> uninstalls) {

    public DialectPackages {
        stops = Map.copyOf(stops);
        uninstalls = Map.copyOf(uninstalls);
    }
}
