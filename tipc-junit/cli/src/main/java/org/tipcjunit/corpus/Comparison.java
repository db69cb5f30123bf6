// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.corpus;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.plan.model.Deviation;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.TipcPlan;

/**
 * One config's plan beside what its repository's script ran.
 *
 * <p>Commands are compared as a multiset, since scripts start services in the background and several commands of one script
 * may have been seen in another order than they were written.
 *
 * @param entry what the script ran
 * @param equal commands that the script ran and the plan holds
 * @param sameOrder whether the equal commands come in the same order on both sides
 * @param replaced commands that the script ran and the plan does not hold, by the deviation that says so
 * @param instead commands that the plan holds and the script did not run, by the deviation that says so
 * @param missing commands that the script ran, and neither the plan nor a deviation of it holds
 * @param surplus commands that the plan holds, the script did not run, and no deviation explains
 * @param unrecorded commands that the plan holds of programs that the corpus records nowhere, so that nobody can tell whether
 *     the script ran them
 * @param refusal why nothing could be planned; empty when there is a plan
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Comparison(
        CorpusEntry entry,
        int equal,
        boolean sameOrder,
        Map<DeviationKind, Integer> replaced,
        Map<DeviationKind, Integer> instead,
        List<SeenCommand> missing,
        List<SeenCommand> surplus,
        List<SeenCommand> unrecorded,
        Optional<String> refusal) {

    public Comparison {
        replaced = Map.copyOf(replaced);
        instead = Map.copyOf(instead);
        missing = List.copyOf(missing);
        surplus = List.copyOf(surplus);
        unrecorded = List.copyOf(unrecorded);
    }

    /** Get the comparison of a config that was refused, so that nothing is explained. */
    static Comparison refused(CorpusEntry entry, String refusal) {
        return new Comparison(
                entry, 0, true, Map.of(), Map.of(), entry.commands(), List.of(), List.of(), Optional.of(refusal));
    }

    /** Compare {@code plan} with {@code entry}, where only runs of {@code programs} were recorded. */
    static Comparison of(CorpusEntry entry, TipcPlan plan, RecordedPrograms programs) {
        Map<Boolean, List<SeenCommand>> planned =
                plan.commands().stream().map(SeenCommand::of).collect(Collectors.partitioningBy(programs::record));
        List<SeenCommand> comparable = planned.getOrDefault(true, List.of());
        List<SeenCommand> missing = difference(entry.commands(), comparable);
        List<SeenCommand> surplus = difference(comparable, entry.commands());
        boolean sameOrder = difference(entry.commands(), missing).equals(difference(comparable, surplus));
        int equal = entry.commands().size() - missing.size();
        Map<DeviationKind, Integer> replaced = new EnumMap<>(DeviationKind.class);
        Map<DeviationKind, Integer> instead = new EnumMap<>(DeviationKind.class);
        for (Deviation deviation : plan.deviations()) {
            missing = explain(missing, deviation.upstream(), deviation.kind(), replaced);
            surplus = explain(surplus, deviation.planned(), deviation.kind(), instead);
        }
        return new Comparison(
                entry,
                equal,
                sameOrder,
                replaced,
                instead,
                missing,
                surplus,
                planned.getOrDefault(false, List.of()),
                Optional.empty());
    }

    /** Whether every command on both sides is equal or explained by a deviation. */
    public boolean isExplained() {
        return missing.isEmpty() && surplus.isEmpty();
    }

    private static List<SeenCommand> explain(
            List<SeenCommand> open,
            List<PlannedCommand> explained,
            DeviationKind kind,
            Map<DeviationKind, Integer> counts) {
        List<SeenCommand> rest =
                difference(open, explained.stream().map(SeenCommand::of).toList());
        if (rest.size() < open.size()) {
            counts.merge(kind, open.size() - rest.size(), Integer::sum);
        }
        return rest;
    }

    /** Get what is left of {@code from} when each command of {@code taken} takes away one that it matches. */
    private static List<SeenCommand> difference(List<SeenCommand> from, List<SeenCommand> taken) {
        List<SeenCommand> left = new ArrayList<>(taken);
        List<SeenCommand> rest = new ArrayList<>();
        for (SeenCommand command : from) {
            if (!left.remove(command) && !removeFirst(left, command::matches)) {
                rest.add(command);
            }
        }
        return rest;
    }

    private static boolean removeFirst(List<SeenCommand> commands, Predicate<SeenCommand> condition) {
        for (Iterator<SeenCommand> each = commands.iterator(); each.hasNext(); ) {
            if (condition.test(each.next())) {
                each.remove();
                return true;
            }
        }
        return false;
    }
}
