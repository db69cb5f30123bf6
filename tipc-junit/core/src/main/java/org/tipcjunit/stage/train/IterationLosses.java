// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.LossRecord;

/**
 * The losses of a training by iteration, also where several networks have a loss each.
 *
 * <p>Where the script calls backward at several lines in turn (the discriminator's loss and the generator's, for instance), an
 * iteration lasts until the line with the fewest calls was called, and its loss is the sum over the lines of their mean losses
 * in it.
 *
 * @param losses the loss of every iteration, in order
 * @param sites the lines of the script whose losses are added up; empty where there is one loss an iteration
 */
@API(status = Status.INTERNAL, since = "0.1")
public record IterationLosses(List<LossRecord> losses, List<String> sites) {

    /** A line that is called more rarely is no part of every iteration, such as a penalty now and then. */
    private static final int RAREST = 8;

    /** How many of the rounds must hold every line; else the lines are alternatives and not parts. */
    private static final double REGULAR = 0.9;

    public IterationLosses {
        losses = List.copyOf(losses);
        sites = List.copyOf(sites);
    }

    public static IterationLosses of(List<LossRecord> calls) {
        Map<String, Long> counts = calls.stream()
                .collect(Collectors.groupingBy(LossRecord::site, LinkedHashMap::new, Collectors.counting()));
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        List<String> sites = counts.keySet().stream()
                .filter(site -> counts.getOrDefault(site, 0L) * RAREST >= most)
                .toList();
        if (sites.size() < 2) {
            return new IterationLosses(calls, List.of());
        }
        String last = lastOf(calls, sites, counts);
        List<List<LossRecord>> rounds = rounds(calls, sites, last);
        List<List<LossRecord>> ended = rounds.stream()
                .filter(round -> round.get(round.size() - 1).site().equals(last))
                .toList();
        long whole = ended.stream()
                .filter(round -> round.stream()
                        .map(LossRecord::site)
                        .collect(Collectors.toSet())
                        .containsAll(sites))
                .count();
        return ended.isEmpty() || whole < REGULAR * ended.size()
                ? new IterationLosses(calls, List.of())
                : new IterationLosses(added(rounds), sites);
    }

    /** Get the line with the fewest calls; of several such the one that comes last. */
    private static String lastOf(List<LossRecord> calls, List<String> sites, Map<String, Long> counts) {
        long fewest = sites.stream()
                .mapToLong(site -> counts.getOrDefault(site, 0L))
                .min()
                .orElse(0);
        return sites.stream()
                .filter(site -> counts.getOrDefault(site, 0L) == fewest)
                .max(Comparator.comparingInt(site -> firstIndex(calls, site)))
                .orElse("");
    }

    private static int firstIndex(List<LossRecord> calls, String site) {
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).site().equals(site)) {
                return i;
            }
        }
        return calls.size();
    }

    /** What comes after the last whole round is the beginning of one that never ended. */
    private static List<List<LossRecord>> rounds(List<LossRecord> calls, List<String> sites, String last) {
        List<List<LossRecord>> rounds = new ArrayList<>();
        List<LossRecord> round = new ArrayList<>();
        for (LossRecord call : calls) {
            // A loss that is no number shows, whichever it is.
            if (sites.contains(call.site()) || !Double.isFinite(call.loss())) {
                round.add(call);
            }
            if (call.site().equals(last)) {
                rounds.add(round);
                round = new ArrayList<>();
            }
        }
        // Its losses that are no number must show all the same.
        List<LossRecord> bad =
                round.stream().filter(call -> !Double.isFinite(call.loss())).toList();
        if (!bad.isEmpty()) {
            rounds.add(bad);
        }
        return rounds;
    }

    private static List<LossRecord> added(List<List<LossRecord>> rounds) {
        List<LossRecord> added = new ArrayList<>();
        for (List<LossRecord> round : rounds) {
            LossRecord end = round.get(round.size() - 1);
            double loss = round.stream()
                    .collect(Collectors.groupingBy(
                            LossRecord::site, LinkedHashMap::new, Collectors.averagingDouble(LossRecord::loss)))
                    .values()
                    .stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            boolean timed = round.stream().allMatch(call -> call.batchSeconds().isPresent());
            boolean read = round.stream().anyMatch(call -> call.readerSeconds().isPresent());
            added.add(new LossRecord(
                    added.size() + 1,
                    loss,
                    end.time(),
                    read
                            ? OptionalDouble.of(round.stream()
                                    .mapToDouble(call -> call.readerSeconds().orElse(0))
                                    .sum())
                            : OptionalDouble.empty(),
                    end.samples(),
                    timed
                            ? OptionalDouble.of(round.stream()
                                    .mapToDouble(call -> call.batchSeconds().orElse(0))
                                    .sum())
                            : OptionalDouble.empty(),
                    end.step(),
                    end.site()));
        }
        return added;
    }
}
