// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Which cells of the inference matrix the script itself runs, so that each value of each of its options is seen in one of its runs: the
 * first, and as few more as that needs, mostly one.
 *
 * @param cells these cells, in the order in which they were chosen
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ScriptedCells(List<PlannedCell> cells) {

    public ScriptedCells {
        cells = List.copyOf(cells);
    }

    /** Choose among {@code planned}, of which those that a replay cannot stand in for are left to the script anyway. */
    public static ScriptedCells of(List<PlannedCell> planned) {
        List<PlannedCell> open = new ArrayList<>(planned.stream()
                .filter(cell -> cell.stage().isPresent())
                .filter(cell ->
                        CellOptions.of(cell.alternatives()).options().isPresent())
                .toList());
        Set<Map.Entry<String, String>> seen = new HashSet<>();
        List<PlannedCell> chosen = new ArrayList<>();
        Optional<PlannedCell> next = planned.stream()
                .filter(cell -> cell.stage().isPresent())
                .findFirst();
        while (next.isPresent()) {
            chosen.add(next.get());
            open.remove(next.get());
            seen.addAll(next.get().alternatives().entrySet());
            next = mostUnseen(open, seen);
        }
        return new ScriptedCells(chosen);
    }

    /** Of equals the last one is taken, which is the least like the first. */
    private static Optional<PlannedCell> mostUnseen(List<PlannedCell> open, Set<Map.Entry<String, String>> seen) {
        long most = 0;
        Optional<PlannedCell> found = Optional.empty();
        for (PlannedCell cell : open) {
            long unseen = cell.alternatives().entrySet().stream()
                    .filter(entry -> !seen.contains(entry))
                    .count();
            if (unseen > 0 && unseen >= most) {
                most = unseen;
                found = Optional.of(cell);
            }
        }
        return found;
    }
}
