// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.internal.SelectedConfig;
import org.tipcjunit.internal.TipcRoot;
import org.tipcjunit.lint.LintRequest;
import org.tipcjunit.plan.PlanRequest;

/** What plans need to know of the folders with {@code test_tipc}, each read once however many configs it has. */
final class Scripts {

    private final Map<TipcRoot, TipcRoot.Facts> facts = new HashMap<>();

    PlanRequest request(SelectedConfig config, String mode, Optional<String> device) {
        return facts(config).request(config.path(), mode, device);
    }

    LintRequest lintRequest(SelectedConfig config, Optional<String> mode) {
        return facts(config).lintRequest(config.path(), mode);
    }

    private TipcRoot.Facts facts(SelectedConfig config) {
        return facts.computeIfAbsent(config.root(), TipcRoot::facts);
    }
}
