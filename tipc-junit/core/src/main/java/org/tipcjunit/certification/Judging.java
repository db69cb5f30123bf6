// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.certification.advice.FaultyEnds;
import org.tipcjunit.certification.advice.Tracebacks;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.finding.FailedStage;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.requirement.Subject;

/** What was found on the demands of a certification, each judged once. */
final class Judging {

    private final List<Demand<?>> demands;
    private final Function<Demand<?>, Subject> subjects;
    private final Map<Demand<?>, Judged> judged = new ConcurrentHashMap<>();
    private final List<Finding> kept = new CopyOnWriteArrayList<>();
    private final Set<Demand<?>> passed = ConcurrentHashMap.newKeySet();
    private final Set<Demand<?>> stageFailures = ConcurrentHashMap.newKeySet();

    Judging(List<Demand<?>> demands, Function<Demand<?>, Subject> subjects) {
        this.demands = demands;
        this.subjects = subjects;
    }

    /**
     * Judge a demand, once.
     *
     * @throws StageFailedException if a stage that another demand owns failed
     */
    Finding finding(Demand<?> demand) {
        return judged.computeIfAbsent(demand, key -> new Judged(key, subjects.apply(key), () -> stageFailures.add(key)))
                .finding();
    }

    /**
     * A demand that failed, and that another one builds on.
     *
     * @param finding what was found of it
     * @param byStage whether a stage of it failed, so that nothing is there to be judged
     */
    record Failed(Finding finding, boolean byStage) {}

    /** Find a failed demand that {@code demand} builds on: one whose stage failed before others, and causes before what they cause. */
    Optional<Failed> failedPrerequisite(Demand<?> demand) {
        List<Failed> failed = new ArrayList<>();
        collectFailed(demand, new HashSet<>(Set.of(demand)), failed);
        return failed.stream().filter(Failed::byStage).findFirst().or(() -> failed.stream()
                .findFirst());
    }

    /** Demands that build on each other in a circle, as foreign ones may, are looked at once. */
    private void collectFailed(Demand<?> demand, Set<Demand<?>> seen, List<Failed> failed) {
        demands.stream()
                .filter(other -> demand.judge().buildsOn().contains(other.clause()))
                .filter(seen::add)
                .forEach(other -> {
                    collectFailed(other, seen, failed);
                    failure(other).ifPresent(failed::add);
                });
    }

    private Optional<Failed> failure(Demand<?> demand) {
        try {
            return Optional.of(finding(demand))
                    .filter(finding -> finding.verdict() == Verdict.FAIL)
                    .map(finding -> new Failed(finding, stageFailures.contains(demand)));
        } catch (StageFailedException e) {
            return Optional.empty(); // Judging the dependent one meets the same stage and names it.
        }
    }

    /** Find which stages of a demand failed that is not judged: they ran before what it builds on failed. */
    List<Finding> failedStages(Demand<?> demand) {
        return demand.judge().owns().stream()
                .flatMap(stage -> subjects.apply(demand).chain().ifFailed(stage).stream())
                .filter(failure -> demand.owns(failure.stage()))
                .distinct()
                .sorted(Comparator.comparing(StageFailure::stage))
                .map(failure -> FailedStage.finding(demand.clause(), demand.label(), failure))
                .toList();
    }

    /** Keep a finding for the certificate. */
    void keep(Demand<?> demand, Finding finding) {
        kept.add(finding);
        if (finding.isPass()) {
            passed.add(demand);
        }
    }

    List<Finding> kept() {
        return List.copyOf(kept);
    }

    boolean hasPassed(Demand<?> demand) {
        return passed.contains(demand);
    }

    /** The finding of one demand, made when it is first asked for. */
    private static final class Judged {

        private final Demand<?> demand;
        private final Subject subject;
        private final Runnable onFailedStage;
        private @Nullable Finding finding;

        Judged(Demand<?> demand, Subject subject, Runnable onFailedStage) {
            this.demand = demand;
            this.subject = subject;
            this.onFailedStage = onFailedStage;
        }

        synchronized Finding finding() {
            Finding known = finding;
            if (known == null) {
                known = judge();
                finding = known;
            }
            return known;
        }

        private List<StageRun> ownRuns() {
            return demand.judge().owns().isEmpty()
                    ? List.of()
                    : subject.chain().runs().stream()
                            .filter(run -> demand.owns(run.name()))
                            .toList();
        }

        private Finding judge() {
            try {
                Finding found = demand.judge(subject);
                if (!found.clause().equals(demand.clause())) {
                    throw new IllegalStateException("the judge of " + demand.label() + " concluded on clause "
                            + found.clause().id() + ", which is not its own");
                }
                if (!found.model().equals(subject.model())) {
                    throw new IllegalStateException("the judge of " + demand.label() + " concluded on the model "
                            + found.model() + " instead of " + subject.model());
                }
                Optional<String> tolerated = subject.declarations().text(Term.TOLERATED_TRACEBACK.key());
                return FaultyEnds.heldAgainst(
                        Tracebacks.heldAgainst(found.calling(demand.label()), ownRuns(), tolerated),
                        ownRuns(),
                        tolerated);
            } catch (StageFailedException e) {
                if (demand.owns(e.failure().stage())) {
                    onFailedStage.run();
                    return FailedStage.finding(demand.clause(), demand.label(), e.failure());
                }
                throw e;
            }
        }
    }
}
