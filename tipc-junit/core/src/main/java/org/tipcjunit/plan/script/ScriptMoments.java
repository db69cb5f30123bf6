// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.script;

import java.util.LinkedHashSet;
import java.util.Set;
import org.tipcjunit.config.shell.ShellBranches;
import org.tipcjunit.plan.dialect.DialectDraft;
import org.tipcjunit.plan.dialect.DialectMachines;
import org.tipcjunit.plan.dialect.DialectSetting;
import org.tipcjunit.plan.dialect.DialectTraining;

/** When a script sets CUDA_VISIBLE_DEVICES, takes it away, and waits. */
final class ScriptMoments {

    private final ShellBranches conditions;
    private final Set<DialectMachines.Point> visible = new LinkedHashSet<>();
    private final Set<DialectMachines.HidingPoint> hidden = new LinkedHashSet<>();
    private final Set<DialectTraining.Wait> waits = new LinkedHashSet<>();
    private boolean trained;
    private boolean exported;

    /**
     * Start before the script has done anything.
     *
     * @param conditions where its present line stands
     */
    ScriptMoments(ShellBranches conditions) {
        this.conditions = conditions;
    }

    /** Follow a line; false when it is about something else. */
    boolean follow(String line) {
        if (line.equals("sleep 5")) {
            waits.add(conditions.under("eval_py") ? DialectTraining.Wait.EVAL : DialectTraining.Wait.TRAIN);
        } else if (line.startsWith("eval $env") || line.startsWith("eval ${env}")) {
            visible.add(visiblePoint());
        } else if (line.contains("unset CUDA_VISIBLE_DEVICES")) {
            hidden.add(hidingPoint());
        } else if (line.startsWith("eval $cmd") || line.contains("${cmd}")) {
            trained |= !line.startsWith("cmd=") && !line.startsWith("status_check") && !line.startsWith("echo");
        } else if (line.startsWith("eval $export_cmd")
                || line.startsWith("eval \"$export_cmd\"")
                || line.contains("${export_cmd}")) {
            exported = true;
        } else {
            return false;
        }
        return true;
    }

    private DialectMachines.Point visiblePoint() {
        if (exported) {
            return DialectMachines.Point.EXPORT;
        }
        if (conditions.directlyUnder("${#gpu} -le 1 ]")) {
            return DialectMachines.Point.ENTRY;
        }
        return conditions.directlyUnder("${#gpu} -le 2") ? DialectMachines.Point.SINGLE : DialectMachines.Point.EVAL;
    }

    private DialectMachines.HidingPoint hidingPoint() {
        if (!trained || conditions.under("${#gpu}") || conditions.under("${#ips}")) {
            return DialectMachines.HidingPoint.TRAIN;
        }
        return conditions.under("run_export") ? DialectMachines.HidingPoint.EXPORT : DialectMachines.HidingPoint.ALWAYS;
    }

    /** Write what was found. */
    void write(DialectDraft settings) {
        settings.put(DialectSetting.VISIBLE, visible);
        settings.put(DialectSetting.HIDDEN, hidden);
        settings.put(DialectSetting.WAITS, waits);
    }
}
