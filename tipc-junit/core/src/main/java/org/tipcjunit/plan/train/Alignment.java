// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.plan.dialect.Dialect;
import org.tipcjunit.plan.dialect.DialectTrainers;

/** Whether the lines that a script reads by position are the lines that their keys say. */
final class Alignment {

    private Alignment() {}

    /** Get the first line whose key is that of another position in the layout; empty when keys and positions agree. */
    static Optional<ConfigEntry> firstOutOfPlace(ConfigEntries entries, Dialect dialect) {
        if (dialect.trainers().norm().train() < 0 || dialect.quantisation().isPart()) {
            return Optional.empty();
        }
        for (Map.Entry<String, Integer> anchor : anchors(dialect).entrySet()) {
            int found = entries.indexOf(anchor.getKey());
            if (found >= 0
                    && found != anchor.getValue()
                    && !entries.get(anchor.getValue()).key().equals(anchor.getKey())) {
                return Optional.of(entries.get(found));
            }
        }
        return Optional.empty();
    }

    private static Map<String, Integer> anchors(Dialect dialect) {
        DialectTrainers.Lines norm = dialect.trainers().norm();
        Map<String, Integer> anchors = new LinkedHashMap<>();
        anchors.put("trainer", dialect.trainers().list());
        anchors.put("norm_train", norm.train());
        anchors.put("eval", dialect.evaluation().line());
        anchors.put("norm_export", norm.export());
        anchors.put("inference", dialect.inference().line());
        return anchors;
    }
}
