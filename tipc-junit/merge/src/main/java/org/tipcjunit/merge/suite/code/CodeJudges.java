// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.code;

import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.SuiteJudges;
import org.tipcjunit.merge.suite.common.KeptPreparation;

/**
 * The judges of what the modules of a repository take of each other.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class CodeJudges implements SuiteJudges {

    @Override
    public Map<String, MergeJudge> judges() {
        return Map.of(
                "common-breakpoints", new Breakpoints(),
                "common-layers", new WholeLayers(),
                "common-requirements", new Requirements(),
                "common-python-imports", new ImportedNames(),
                "common-imports-kept", new KeptImports(),
                "common-modules-kept", new KeptModules(),
                "common-prepare-kept", new KeptPreparation(),
                "common-shell-parses", new ShellParses());
    }
}
