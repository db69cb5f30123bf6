// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.LossRecord;

/**
 * The phases of a training, such as one that reconstructs and one that classifies: their losses come from other lines, or reach other
 * networks, and are series of their own. Losses that take turns are one phase.
 *
 * @param starts where each of them begins, as an index of the losses; the first is 0
 */
@API(status = Status.INTERNAL, since = "0.1")
public record TrainingPhases(List<Integer> starts) {

    public TrainingPhases {
        starts = List.copyOf(starts);
    }

    /** Tell the phases of {@code losses}, which are in order. */
    public static TrainingPhases of(List<LossRecord> losses) {
        List<Kind> kinds = kinds(losses);
        Map<Kind, Integer> last = new HashMap<>();
        for (int i = 0; i < kinds.size(); i++) {
            last.put(kinds.get(i), i);
        }
        List<Integer> starts = new ArrayList<>();
        int end = -1;
        for (int i = 0; i < kinds.size(); i++) {
            if (i > end) {
                starts.add(i);
            }
            end = Math.max(end, last.getOrDefault(kinds.get(i), i));
        }
        return new TrainingPhases(starts);
    }

    /** Where it was not seen what a loss reaches, that is taken for what the one before it did. */
    private static List<Kind> kinds(List<LossRecord> losses) {
        List<Kind> kinds = new ArrayList<>();
        Set<Integer> before = Set.of();
        for (LossRecord loss : losses) {
            before = loss.networks().orElse(before);
            kinds.add(new Kind(loss.site(), before));
        }
        return kinds;
    }

    private record Kind(String site, Set<Integer> networks) {}
}
