// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigEntry;

/** Whether the lines that a script reads by position are the lines that their keys say. */
final class Alignment {

    private Alignment() {}

    /** Get the first line whose key is that of another position in the layout; empty when keys and positions agree. */
    static Optional<ConfigEntry> firstOutOfPlace(ConfigEntries entries, Dialect dialect) {
        if (dialect.text("norm").isEmpty() || dialect.says("klquant")) {
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
        String[] norm = dialect.text("norm").split("/", -1);
        Map<String, Integer> anchors = new LinkedHashMap<>();
        anchors.put("trainer", dialect.index("trainers"));
        anchors.put("norm_train", Integer.valueOf(norm[0]));
        anchors.put("eval", dialect.index("evaluation"));
        anchors.put("norm_export", Integer.valueOf(norm[1]));
        anchors.put("inference", dialect.index("inference"));
        return anchors;
    }
}
