// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Evidence.CurveEvidence;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Evidence.Window;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.finding.StageFindings;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.LossRecord;
import org.tipcjunit.requirement.batches.RepeatedBatch;
import org.tipcjunit.requirement.batches.TrainedBatches;
import org.tipcjunit.stage.train.TrainingPhases;

/**
 * Judges whether the loss of a training converges over its first iterations.
 *
 * <p>Every recorded loss must be finite. Over the judged iterations the early losses must lie above the late ones by a
 * one-sided Mann-Whitney U test, the median must fall by a share that matters, and the end must not rise again by half of
 * what had been gained. The test assumes that losses without a trend could come in any order; neighbours are left out
 * because they are correlated. Measured with the default parameters (100,000 curves without a trend, 10,000 others; the
 * noise is normal, with the given correlation between neighbours):
 *
 * <table>
 * <caption>How often a curve passes</caption>
 * <tr><th>curve</th><th>noise</th><th>correlation</th><th>passes</th></tr>
 * <tr><td>no trend</td><td>0.2</td><td>0</td><td>0.01 %</td></tr>
 * <tr><td>no trend</td><td>0.2</td><td>0.5</td><td>0.06 %</td></tr>
 * <tr><td>no trend</td><td>0.2</td><td>0.8</td><td>1.4 %: more than stated</td></tr>
 * <tr><td>falls by 2, most of it in 2 iterations; in 3</td><td>0.02; 0.05</td><td>0.5</td><td>100 %; 100 %</td></tr>
 * <tr><td>falls by 2, most of it in 4 iterations</td><td>0.1</td><td>0.5</td><td>99 %</td></tr>
 * <tr><td>falls by 2, most of it in 8 iterations</td><td>0.1; 0.2</td><td>0.5</td><td>100 %; 94 %</td></tr>
 * <tr><td>falls by 2, most of it in 15 iterations</td><td>0.1; 0.2</td><td>0.5</td><td>100 %; 100 %</td></tr>
 * <tr><td>falls by 2, most of it in 30 or 60 iterations</td><td>0.2</td><td>0.5</td><td>100 %</td></tr>
 * <tr><td>the same in 20 iterations, with a bump of 1.5 before</td><td>0.2</td><td>0.5</td><td>100 %</td></tr>
 * <tr><td>falls straight from 6.9 by 10 %</td><td>0.1; 0.2</td><td>0.5</td><td>100 %; 66 %</td></tr>
 * <tr><td>falls, then rises by 0.3 an iteration from iteration 50, 80 or 90 on</td><td>0.2</td><td>0.5</td><td>0 %</td></tr>
 * <tr><td>the same in the last 6 iterations; the last 4</td><td>0.2</td><td>0.5</td><td>3 %; 88 %: too late to tell</td></tr>
 * </table>
 *
 * <p>A fall that is over within fewer than 8 iterations is told where the first four losses lie above all of the later half, by
 * six deviations; one that is less steep needs a {@code plateau}.
 *
 * @param parameters what is demanded
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record LossConvergence(Parameters parameters) {

    private static final String REQUIREMENT = "@LossConverges";
    private static final int LAST_FEW = 5;

    /**
     * What is demanded of the curve.
     *
     * @param iterations how many iterations are judged
     * @param warmUp how many of them, at the start, only need to be finite
     * @param minimumFall the smallest fall of the median that counts, as a share of its start; from 0 to 1
     * @param alpha the largest probability that a curve without a trend passes; from 0.0005 to 0.1
     * @param plateau a loss at or below which a curve that does not fall counts as converged
     */
    public record Parameters(int iterations, int warmUp, double minimumFall, double alpha, OptionalDouble plateau) {

        /** The fewest iterations after warm-up on which the tests can decide. */
        public static final int FEWEST = 50;

        public Parameters {
            if (warmUp < 0 || iterations - warmUp < FEWEST) {
                throw new IllegalArgumentException("needs at least " + FEWEST
                        + " iterations after warm-up, but iterations = " + iterations + " and warmUp = " + warmUp);
            }
            if (!(minimumFall >= 0 && minimumFall < 1)) {
                throw new IllegalArgumentException("minimumFall must lie from 0 to below 1, but is " + minimumFall);
            }
            if (!(alpha >= 5e-4 && alpha <= 0.1)) {
                throw new IllegalArgumentException("alpha must lie from 0.0005 to 0.1, but is " + alpha);
            }
        }

        /** Get 100 iterations, no warm-up, a fall of at least 5 %, alpha 0.001 and no plateau. */
        public static Parameters defaults() {
            return new Parameters(100, 0, 0.05, 1e-3, OptionalDouble.empty());
        }

        /** Get these parameters with another number of iterations. */
        public Parameters withIterations(int count) {
            return new Parameters(count, warmUp, minimumFall, alpha, plateau);
        }
    }

    /** Judge the losses of {@code training}; a pure function, safe for several threads. */
    public Finding judge(TrainingRun training) {
        return judge(training, TrainedBatches.of(training, Optional.empty()), Optional.empty());
    }

    /**
     * Judge the losses of {@code training}; a pure function, safe for several threads.
     *
     * @param asked what was seen of its batches and epochs, beside what it was asked for
     * @param exemption why the losses of networks that are trained against each other need not fall; empty where nobody says so
     */
    public Finding judge(TrainingRun training, Part asked, Optional<String> exemption) {
        if (!training.stage().outcome().termination().isSuccess()) {
            return StageFindings.failed(Clause.CONVERGENCE, REQUIREMENT, training.stage());
        }
        Judgement judgement = Judgement.of(Clause.CONVERGENCE, REQUIREMENT, training.stage(), expectation());
        List<Double> losses = values(training);
        List<Evidence> evidence = new ArrayList<>();
        if (!losses.isEmpty()) {
            evidence.add(new CurveEvidence("loss of every iteration", "iteration", "loss", losses));
            evidence.add(new TextEvidence("loss, drawn", CurvePlot.of(losses)));
        }
        if (!training.summedSites().isEmpty()) {
            evidence.add(new TextEvidence(
                    "losses that are added up",
                    "an iteration's loss is the sum of those that these lines call backward on: "
                            + String.join(", ", training.summedSites())));
        }
        for (int i = 0; i < losses.size(); i++) {
            if (!Double.isFinite(losses.get(i))) {
                return notFinite(judgement, losses, i, evidence);
            }
        }
        Part trained = TrainedCheck.of(training)
                .plus(RepeatedBatch.of(training))
                .plus(StandingSteps.of(training))
                .plus(asked);
        evidence.addAll(trained.evidence());
        if (!trained.faults().isEmpty() && !TrainedCheck.isOnLossesOnly(training)) {
            return failed(judgement, trained, trained.figures(), evidence);
        }
        PrintedLosses printed = PrintedLosses.of(training);
        printed.note().ifPresent(note -> evidence.add(new TextEvidence("printed losses", note)));
        if (printed.contradiction().isPresent()) {
            Fault fault = printed.contradiction().get();
            return judgement.fail(fault.summary(), fault.detail(), fault.remedy(), List.of(), evidence);
        }
        if (losses.size() < parameters.iterations) {
            return tooFew(judgement, losses, training.network().remarks(), evidence);
        }
        Finding whole = judgeShape(judgement, losses, 0, trained.figures(), evidence);
        Finding shape = whole.isPass()
                ? whole
                : fallInPhase(judgement, training, trained, evidence)
                        .orElseGet(() -> KeptGradients.of(training).in(whole));
        if (shape.isPass() && !trained.unjudged().isEmpty()) {
            Fault unseen = trained.unjudged().get(0);
            return judgement.cannotJudge(unseen.summary(), unseen.detail(), unseen.remedy(), shape.figures(), evidence);
        }
        if (shape.isPass() && !trained.faults().isEmpty()) {
            return failed(judgement, trained, shape.figures(), evidence);
        }
        return shape.verdict() == Verdict.FAIL && training.network().adversarial()
                ? adversarial(judgement, shape, exemption)
                : shape;
    }

    private static Finding failed(Judgement judgement, Part trained, List<Figure> figures, List<Evidence> evidence) {
        Fault fault = trained.faults().get(0);
        return judgement.fail(fault.summary(), fault.detail(), fault.remedy(), figures, evidence);
    }

    /** Losses of networks that are trained against each other may oscillate however well they train. */
    private static Finding adversarial(Judgement judgement, Finding shape, Optional<String> exemption) {
        String observed =
                "optimizers of their own train the networks against each other, so that their losses need not fall\n"
                        + shape.summary() + ": " + shape.observed();
        return exemption
                .map(reason -> judgement.pass(
                        "the losses of networks that are trained against each other are exempt: " + reason,
                        "every loss is finite, and the training changed the networks; " + observed,
                        shape.figures(),
                        shape.evidence()))
                .orElseGet(() -> judgement.cannotJudge(
                        "the losses of networks that are trained against each other do not fall",
                        observed,
                        "state why they need not as adversarial=REASON in certification.properties (certificates show it), and"
                                + " let the metric show what was learnt",
                        shape.figures(),
                        shape.evidence()));
    }

    private String expectation() {
        String judged = parameters.warmUp == 0
                ? "over the first " + parameters.iterations + " iterations"
                : "over iterations " + (parameters.warmUp + 1) + " to " + parameters.iterations;
        return "every loss is finite; " + judged + " the median falls by at least "
                + Quantity.percent(parameters.minimumFall) + " (rank test, p <= " + Quantity.of(parameters.alpha) + ")"
                + (parameters.plateau.isPresent()
                        ? " or lies at or below " + Quantity.of(parameters.plateau.getAsDouble())
                        : "")
                + ", and does not rise again";
    }

    private static Finding notFinite(Judgement judgement, List<Double> losses, int first, List<Evidence> evidence) {
        String what = Double.isNaN(losses.get(first)) ? "NaN" : "infinite";
        long count = losses.stream().filter(loss -> !Double.isFinite(loss)).count();
        boolean toTheEnd = count == losses.size() - first;
        String before = first == 0 ? "" : "; the loss before was " + Quantity.of(losses.get(first - 1));
        return judgement.fail(
                "the loss is " + what + (toTheEnd ? " from" : " at") + " iteration " + (first + 1),
                count + " of " + losses.size() + " losses are not finite" + before + "\n" + CurvePlot.of(losses),
                "lower the learning rate, clip gradients, and look for a logarithm or a division of zero; "
                        + "look at the batch of iteration " + (first + 1),
                List.of(Figure.of("first iteration that is not finite", first + 1, "")),
                evidence);
    }

    private Finding tooFew(Judgement judgement, List<Double> losses, List<String> others, List<Evidence> evidence) {
        String summary = losses.isEmpty()
                ? "no iteration was recorded"
                : "only " + losses.size() + " of " + Quantity.count(parameters.iterations, "iteration")
                        + " were recorded";
        String remedy = !others.isEmpty()
                ? "let the loss of every step reach the network whose weights are saved; the steps that do not are no fewer with"
                        + " more epochs"
                : losses.isEmpty()
                        ? "0 iterations: the batch size may exceed the data set (drop_last); use a smaller batch or more data; "
                                + "if the script trains without Tensor.backward, its losses cannot be seen"
                        : "certify with --iterations " + parameters.iterations
                                + " (tipc.iterations), which raises the number of"
                                + " epochs and shows it as an override; or train for more epochs, use a smaller batch or more"
                                + " data";
        return judgement.cannotJudge(
                summary,
                Quantity.count(losses.size(), "iteration")
                        + (others.isEmpty() ? "" : "; not counted: " + String.join("; ", others))
                        + (losses.isEmpty() ? "" : "\n" + CurvePlot.of(losses)),
                remedy,
                List.of(Figure.of("iterations", losses.size(), "")),
                evidence);
    }

    /** Phases with other losses are series of their own: the last one that is long enough has to fall. */
    private Optional<Finding> fallInPhase(
            Judgement judgement, TrainingRun training, Part trained, List<Evidence> evidence) {
        List<Double> losses = values(training);
        OptionalInt start = TrainingPhases.of(training.losses()).starts().stream()
                .mapToInt(Integer::intValue)
                .filter(from -> from > 0 && losses.size() - from >= parameters.iterations)
                .max();
        if (start.isEmpty()) {
            return Optional.empty();
        }
        List<Evidence> shown = new ArrayList<>(evidence);
        shown.add(new TextEvidence(
                "phases of the training",
                "from iteration " + (start.getAsInt() + 1)
                        + " on, the losses come from another line or reach other networks"
                        + " than before: that phase is judged on its own"));
        return Optional.of(judgeShape(judgement, losses, start.getAsInt(), trained.figures(), shown))
                .filter(Finding::isPass);
    }

    private Finding judgeShape(
            Judgement judgement, List<Double> losses, int from, List<Figure> measured, List<Evidence> evidence) {
        int begin = from + parameters.warmUp;
        Series series = new Series(losses.subList(begin, from + parameters.iterations).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
        int length = series.length();
        int startLength = series.tellingStart(parameters.alpha);
        double start = series.medianOf(0, startLength);
        double end = series.medianOf(length - series.endLength(), length);
        double scale = Math.max(Math.abs(start), Math.abs(end));
        double fall = scale == 0 ? 0 : (start - end) / scale;
        double p = series.pOfFall();
        Window early = new Window("start", begin + 1, begin + startLength);
        Window late = new Window("end", begin + length - series.endLength() + 1, begin + length);
        judged(evidence, List.of(early, late));
        String startRange = early.from() + "-" + early.to();
        String endRange = late.from() + "-" + late.to();
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.of("iterations", losses.size(), ""),
                Figure.of("median loss, iterations " + startRange, start, ""),
                Figure.of("median loss, iterations " + endRange, end, ""),
                Figure.of("relative fall of the median", Quantity.hundredths(fall), "%"),
                Figure.of("p value", p, "")));
        figures.addAll(measured);
        String medians = "median loss " + Quantity.of(start) + " over iterations " + startRange + ", "
                + Quantity.of(end) + " over iterations " + endRange;
        String observed = medians + ": a " + (fall < 0 ? "rise" : "fall") + " of " + Quantity.percent(Math.abs(fall))
                + ", p = " + Quantity.of(p);
        String drawn = observed + "\n" + CurvePlot.of(losses);

        if (isConstant(series)) {
            return judgement.fail(
                    "the loss is constant",
                    "every loss is " + Quantity.of(start) + "\n" + CurvePlot.of(losses),
                    "check that the optimizer holds the model's parameters, that the learning rate is not 0, and that"
                            + " the loss depends on the network",
                    figures,
                    evidence);
        }
        OptionalDouble rebound = rebound(series, start, scale);
        if (rebound.isPresent()) {
            int lowest = begin + series.turningPoint() + 1;
            double last = rebound.getAsDouble();
            return judgement.fail(
                    "the loss falls until about iteration " + lowest + ", then rises "
                            + (last > start ? "above its start" : "again"),
                    observed + "; lowest median "
                            + Quantity.of(series.medianOf(
                                    series.lowestQuarter(), series.lowestQuarter() + series.endLength()))
                            + ", at the end " + Quantity.of(last) + "\n" + CurvePlot.of(losses),
                    "lower the learning rate or clip gradients",
                    figures,
                    evidence);
        }
        double pOfRise = series.pOfRise();
        if (pOfRise <= parameters.alpha && -fall >= parameters.minimumFall) {
            return judgement.fail(
                    "the loss rises",
                    medians + ": a rise of " + Quantity.percent(-fall) + ", p = " + Quantity.of(pOfRise) + "\n"
                            + CurvePlot.of(losses),
                    "check the sign of the loss and lower the learning rate",
                    figures,
                    evidence);
        }
        if (p <= parameters.alpha && fall >= parameters.minimumFall) {
            return judgement.pass("the loss falls by " + Quantity.percent(fall), observed, figures, evidence);
        }
        if (parameters.plateau.isPresent() && end <= parameters.plateau.getAsDouble()) {
            return judgement.pass(
                    "the loss stays at or below the plateau of " + Quantity.of(parameters.plateau.getAsDouble()),
                    observed,
                    figures,
                    evidence);
        }
        return judgement.fail(
                notFallen(p, fall),
                drawn,
                series.leapsAfterItsLowest()
                        ? "the loss leaps up after it had fallen: lower the learning rate or clip gradients"
                        : "raise the learning rate or train longer; for fine-tuning that starts converged, state the level as"
                                + " plateau; for a learning rate that warms up slowly, state warmUp",
                figures,
                evidence);
    }

    /** Mark in the curve what is compared. */
    private static void judged(List<Evidence> evidence, List<Window> windows) {
        evidence.replaceAll(shown -> shown instanceof CurveEvidence curve
                ? new CurveEvidence(curve.title(), curve.xLabel(), curve.yLabel(), curve.values(), windows)
                : shown);
    }

    private String notFallen(double p, double fall) {
        if (p <= parameters.alpha) {
            return "the loss falls too little";
        }
        return fall >= parameters.minimumFall ? "the loss falls, but no more than by chance" : "the loss does not fall";
    }

    /** Get the median of the end if it has lost at least half of what the curve had gained, and not by chance. */
    private OptionalDouble rebound(Series series, double start, double scale) {
        int lowest = series.lowestQuarter();
        double low = series.medianOf(lowest, lowest + series.endLength());
        double gained = start - low;
        if (gained <= 0 || gained < parameters.minimumFall * scale) {
            return OptionalDouble.empty();
        }
        for (int length : new int[] {series.endLength(), LAST_FEW}) {
            double last = series.medianOf(series.length() - length, series.length());
            boolean belowPlateau = parameters.plateau.isPresent() && last <= parameters.plateau.getAsDouble();
            if (!belowPlateau && last - low >= gained / 2 && series.pOfRebound(length) <= parameters.alpha) {
                return OptionalDouble.of(last);
            }
        }
        return OptionalDouble.empty();
    }

    private static boolean isConstant(Series series) {
        double spread = series.maximum() - series.minimum();
        return spread <= 1e-6 * Math.max(Math.abs(series.maximum()), Math.abs(series.minimum()));
    }

    /** Get the losses of {@code training} in order. */
    static List<Double> values(TrainingRun training) {
        return training.losses().stream().map(LossRecord::loss).toList();
    }
}
