// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.util.List;
import org.tipcjunit.certification.selection.Readings;
import org.tipcjunit.certification.selection.SelectedConfig;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.reading.Reading;
import org.tipcjunit.lint.Diagnosis;
import org.tipcjunit.lint.LintRule;
import org.tipcjunit.lint.Severity;
import org.tipcjunit.plan.Planner;
import org.tipcjunit.plan.model.TipcPlan;

/**
 * A config that trains and of which nothing is planned: {@code tipc certify} refuses it, and its lines alone do not say why.
 *
 * @param readings the configs
 * @param selection in which mode, and for which device
 */
record UnplannedChain(Readings readings, SelectionOptions selection) {

    /**
     * Get why nothing is planned; nothing where anything is.
     *
     * @throws ConfigException if the config cannot be read
     */
    List<Diagnosis> in(SelectedConfig config) {
        Planner planner = new Planner();
        Reading reading = PlanCommand.reading(planner, readings, config, selection);
        if (reading.kind() != ChainKind.TRAIN_INFER_PYTHON) {
            return List.of();
        }
        TipcPlan plan = planner.plan(reading, selection.device());
        return plan.commands().isEmpty()
                ? plan.notRun().stream()
                        .map(notRun -> new Diagnosis(
                                config.file(),
                                notRun.line(),
                                Severity.ERROR,
                                LintRule.UNPLANNED,
                                "nothing of it can be certified: " + notRun.what() + ": " + notRun.reason(),
                                "a script of the repository's own may read these lines all the same; tipc plan shows what it"
                                        + " would run",
                                "write the config in the lines of the official suites, of which each has some in test_tipc/configs,"
                                        + " and take their test_tipc/test_train_inference_python.sh"))
                        .toList()
                : List.of();
    }
}
