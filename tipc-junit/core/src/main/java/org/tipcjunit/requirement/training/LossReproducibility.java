// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Evidence.CurveEvidence;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.finding.StageFindings;
import org.tipcjunit.recording.RecordedProcess;

/**
 * Judges whether two trainings with the same seed have bitwise equal losses.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record LossReproducibility() {

    private static final String REQUIREMENT = "@Reproducible";

    /** Judge two trainings of one model; a pure function, safe for several threads. */
    public Finding judge(TrainingRun first, TrainingRun second) {
        for (TrainingRun training : List.of(first, second)) {
            if (!training.stage().outcome().termination().isSuccess()) {
                return StageFindings.failed(Clause.REPRODUCIBILITY, REQUIREMENT, training.stage());
            }
        }
        Judgement judgement = Judgement.of(
                Clause.REPRODUCIBILITY,
                REQUIREMENT,
                second.stage(),
                "two trainings with the same seed have the same losses, bit for bit");
        List<Double> firstLosses = LossConvergence.values(first);
        List<Double> secondLosses = LossConvergence.values(second);
        List<Evidence> evidence = List.of(
                new CurveEvidence("losses of the first training", "iteration", "loss", firstLosses),
                new CurveEvidence("losses of the second training", "iteration", "loss", secondLosses));
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("iterations compared", Math.min(firstLosses.size(), secondLosses.size()), ""));
        String settings = settings(first, second);
        if (firstLosses.isEmpty() || secondLosses.isEmpty()) {
            return judgement.cannotJudge(
                    "no iteration was recorded",
                    firstLosses.size() + " and " + secondLosses.size() + " iterations\n" + settings,
                    "0 iterations: the batch size may exceed the data set (drop_last); use a smaller batch or more data",
                    figures,
                    evidence);
        }
        if (firstLosses.size() != secondLosses.size()) {
            return judgement.fail(
                    "the trainings have different lengths",
                    firstLosses.size() + " and " + secondLosses.size() + " iterations\n" + settings,
                    "run the same command on the same data both times",
                    figures,
                    evidence);
        }
        int differing = 0;
        int firstDifferent = -1;
        for (int i = 0; i < firstLosses.size(); i++) {
            if (!equalNumbers(firstLosses.get(i), secondLosses.get(i))) {
                differing++;
                firstDifferent = firstDifferent < 0 ? i : firstDifferent;
            }
        }
        figures.add(Figure.of("losses that differ", differing, ""));
        if (differing == 0) {
            return judgement.pass(firstLosses.size() + " losses are equal bit for bit", settings, figures, evidence);
        }
        return judgement.fail(
                "the losses differ from iteration " + (firstDifferent + 1),
                "iteration " + (firstDifferent + 1) + ": " + firstLosses.get(firstDifferent) + " and "
                        + secondLosses.get(firstDifferent) + "; " + differing + " of " + firstLosses.size()
                        + " differ\n"
                        + settings,
                remedy(first, second),
                figures,
                evidence);
    }

    /** NaN agrees with nothing, so that two broken trainings are not reproducible. */
    private static boolean equalNumbers(double a, double b) {
        return !Double.isNaN(a) && Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
    }

    private static String settings(TrainingRun first, TrainingRun second) {
        String one = settings(first);
        String other = settings(second);
        return one.equals(other) ? "both ran with " + one : "first with " + one + "\nsecond with " + other;
    }

    private static String settings(TrainingRun training) {
        List<RecordedProcess> processes = training.stage().recording().processes();
        String seeds = processes.stream()
                .flatMap(process -> process.seeds().stream())
                .map(seed -> seed.generator() + "=" + seed.value())
                .distinct()
                .collect(Collectors.joining(", "));
        String threads = processes.stream()
                .map(process -> process.properties().getOrDefault("OMP_NUM_THREADS", "not set"))
                .distinct()
                .collect(Collectors.joining(", "));
        return "seeds " + (seeds.isEmpty() ? "none" : seeds) + "; OMP_NUM_THREADS "
                + (threads.isEmpty() ? "unknown" : threads);
    }

    private static String remedy(TrainingRun first, TrainingRun second) {
        Set<String> missing = new LinkedHashSet<>(List.of("paddle", "numpy"));
        for (TrainingRun training : List.of(first, second)) {
            training.stage().recording().processes().stream()
                    .flatMap(process -> process.seeds().stream())
                    .forEach(seed -> missing.remove(seed.generator()));
        }
        String unseeded = missing.isEmpty()
                ? ""
                : "no call of "
                        + missing.stream()
                                .map(generator -> generator.equals("paddle") ? "paddle.seed" : "numpy.random.seed")
                                .collect(Collectors.joining(" and of "))
                        + " was seen; ";
        return unseeded + "call paddle.seed and numpy.random.seed (the data loader shuffles with NumPy) before anything"
                + " is built, and use equal OMP_NUM_THREADS and equal num_workers in both runs";
    }
}
