// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.lint.LintRequest;
import org.tipcjunit.plan.model.PlanRequest;

/**
 * What plans need to know of the folders with {@code test_tipc}, each read once however many configs it has.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class RootFacts {

    private final Map<TipcRoot, TipcRoot.Facts> facts = new HashMap<>();

    /** Ask for the plan of a config; see {@link TipcRoot.Facts#request}. */
    public PlanRequest request(SelectedConfig config, String mode, Optional<String> device) {
        return facts(config).request(config.path(), mode, device);
    }

    /** Ask for the diagnoses of a config; see {@link TipcRoot.Facts#lintRequest}. */
    public LintRequest lintRequest(SelectedConfig config, Optional<String> mode) {
        return facts(config).lintRequest(config.path(), mode);
    }

    private TipcRoot.Facts facts(SelectedConfig config) {
        return facts.computeIfAbsent(config.root(), TipcRoot::facts);
    }
}
