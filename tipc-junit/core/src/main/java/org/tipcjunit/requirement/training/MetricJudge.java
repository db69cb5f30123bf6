// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.requirement.Declarations;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.Subject;
import org.tipcjunit.requirement.Wishes;
import org.tipcjunit.requirement.answers.CountedAnswers;
import org.tipcjunit.requirement.answers.CountedCalls;
import org.tipcjunit.requirement.answers.DrawnSamples;
import org.tipcjunit.requirement.answers.PlainShare;
import org.tipcjunit.requirement.answers.PrintedShare;
import org.tipcjunit.requirement.batches.RepeatedBatch;
import org.tipcjunit.requirement.program.MeasuredHeads;
import org.tipcjunit.requirement.program.MeasuredOutput;
import org.tipcjunit.requirement.program.MeasuredProgram;
import org.tipcjunit.requirement.text.MetricName;
import org.tipcjunit.requirement.text.Readme;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.evaluate.Evaluate;
import org.tipcjunit.stage.noise.NoisyEvaluation;
import org.tipcjunit.stage.train.Train;

/**
 * Judges whether the evaluated metric reaches what the README documents.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class MetricJudge implements Judge<MetricJudge.Demanded> {

    private static final String HOW_TO_NAME =
            "name it with --metric NAME --documented-in README, or metric=NAME and documented-in=README in a "
                    + Declarations.FILE + " beside the config";

    /**
     * What is demanded.
     *
     * @param metric the metric's name; empty for the one that is stated
     * @param documentedIn the README, relative to the repository; empty for the one that is stated
     * @param row the row of the README's table; empty for the one that is stated
     * @param value the value that the README must document; empty for the one that is stated
     * @param higherIsBetter whether a greater value is a better one
     */
    public record Demanded(
            Optional<String> metric,
            Optional<String> documentedIn,
            Optional<String> row,
            OptionalDouble value,
            boolean higherIsBetter) {

        /** Get what is demanded where nothing else is said. */
        public static Demanded defaults() {
            return new Demanded(Optional.empty(), Optional.empty(), Optional.empty(), OptionalDouble.empty(), true);
        }
    }

    @Override
    public Clause clause() {
        return Clause.METRIC;
    }

    @Override
    public Set<Stage<?>> owns() {
        return Set.of(Evaluate.STAGE);
    }

    @Override
    public Set<Clause> buildsOn() {
        return Set.of(Clause.CONVERGENCE);
    }

    @Override
    public Wishes wishes(Demanded demanded) {
        return new Wishes(Optional.empty(), Optional.empty(), false, demanded.metric());
    }

    @Override
    public List<Problem> beforehand(Demanded demanded, Subject subject) {
        Declarations declared = subject.declarations();
        Optional<String> metric = demanded.metric().map(subject::fill).or(() -> declared.text("metric"));
        Optional<String> document = demanded.documentedIn().map(subject::fill).or(() -> declared.text("documented-in"));
        if (metric.isEmpty() || document.isEmpty()) {
            return List.of(new Problem(
                    Place.nowhere(),
                    metric.isEmpty()
                            ? "no documented metric was named"
                            : "no README was named that documents " + metric.get(),
                    HOW_TO_NAME));
        }
        Readme readme = subject.readme(document.get());
        String row =
                demanded.row().map(subject::fill).or(() -> declared.text("row")).orElse(subject.model());
        DocumentedMetric documents = new DocumentedMetric(readme, new MetricName(metric.get()), row);
        if (readme.problem().isPresent()) {
            return List.of(new Problem(
                    Place.nowhere(),
                    "the README cannot be read: " + readme.file() + ": "
                            + readme.problem().get(),
                    "give its path relative to the repository"));
        }
        return documents.places().isEmpty()
                ? List.of(new Problem(
                        Place.nowhere(),
                        readme.lacking("the README documents no value of " + metric.get() + " for " + row + ": "
                                + readme.file() + " has " + documents.insteadOfValue()),
                        "add a table with a column " + metric.get() + " and a row for " + row))
                : List.of();
    }

    @Override
    public Finding judge(Demanded demanded, Subject subject) {
        Declarations declared = subject.declarations();
        Optional<String> metric = demanded.metric().map(subject::fill).or(() -> declared.text("metric"));
        Optional<String> readme = demanded.documentedIn().map(subject::fill).or(() -> declared.text("documented-in"));
        Evaluation evaluation = subject.chain().get(Evaluate.STAGE);
        if (metric.isEmpty() || readme.isEmpty()) {
            return subject.notDeclared(
                    clause(),
                    metric.isEmpty()
                            ? "no documented metric was named"
                            : "no README was named that documents " + metric.get(),
                    HOW_TO_NAME);
        }
        MetricReached reached = new MetricReached(new MetricReached.Parameters(
                metric.get(),
                demanded.row().map(subject::fill).or(() -> declared.text("row")),
                demanded.value().isPresent()
                        ? Optional.of(BigDecimal.valueOf(demanded.value().getAsDouble()))
                        : declared.number("value"),
                demanded.higherIsBetter() && !declared.holds("lower-is-better"),
                subject.requirement()));
        Finding seen = MeasuredWeights.of(subject.chain())
                .in(EvaluatedNetwork.in(reached.judge(evaluation, subject.readme(readme.get())), evaluation));
        Finding known = TrainedSamples.of(subject.chain(), evaluation).in(seen, new MetricName(metric.get()));
        Finding whole = ReadBatches.of(evaluation, new MetricName(metric.get())).in(known);
        CountedAnswers counted = CountedAnswers.of(evaluation);
        Optional<PrintedShare> share = reached.printedShare(evaluation);
        Set<Integer> classes = classes(counted, subject.chain());
        Finding right = new PlainShare(counted, classes)
                .in(counted.in(whole, share), share, reached.parameters().higherIsBetter());
        Finding prepared = MeasuredInputs.of(subject.chain()).in(right);
        Finding dependent = new MetricDependence(reached, evaluation, classes).of(prepared, subject.chain()::get);
        Finding steady = drawn(subject.chain()).in(dependent, new MetricName(metric.get()));
        Finding answered =
                GivenAnswers.of(subject.chain(), new MetricName(metric.get())).in(steady);
        MeasuredProgram program = MeasuredProgram.of(subject.chain());
        Finding counts = MeasuredOutput.of(program, evaluation).in(program.in(answered), share);
        MeasuredHeads.Reading reading = reached.headReading(evaluation);
        Finding headed = MeasuredHeads.of(program).in(counts, reading, evaluation, subject.chain()::get);
        // A share that is counted beside its labels was held against all of them.
        boolean isCounted = share.isPresent() && counted.plain().size() == 1;
        CountedCalls calls = divided(evaluation, share, reached, subject.chain());
        return (isCounted ? calls.ofProcesses() : calls)
                .in(
                        headed,
                        new CountedCalls.Reading(reading.metric(), reading.printed()),
                        evaluation,
                        subject.chain()::get);
    }

    /** Find out what to try, of a share with what was printed of random outputs of so many samples. */
    private static CountedCalls divided(
            Evaluation evaluation, Optional<PrintedShare> share, MetricReached reached, Chain chain) {
        CountedCalls calls = CountedCalls.of(evaluation);
        Optional<NoisyEvaluation.Outcome> noisy = chain.ifMade(NoisyEvaluation.FIRST)
                .filter(outcome -> outcome.scores().size() == 1);
        Optional<PrintedShare> random = noisy.flatMap(outcome ->
                        reached.number(outcome.output(), evaluation.stage().model()))
                .flatMap(number ->
                        PrintedShare.of(new MetricName(reached.parameters().metric()), number));
        return share.isPresent() && random.isPresent()
                ? calls.knowing(
                        List.of(share.get(), random.get()),
                        noisy.get().scores().values().iterator().next())
                : calls;
    }

    private static DrawnSamples drawn(Chain chain) {
        return new DrawnSamples(chain.ifMade(NoisyEvaluation.FIRST).flatMap(NoisyEvaluation.Outcome::drawn));
    }

    /** Get the numbers of classes of which each sample has one: by the labels of the evaluation, or of the training. */
    private static Set<Integer> classes(CountedAnswers counted, Chain chain) {
        Set<Integer> classes = new HashSet<>(counted.classes());
        chain.ifMade(Train.STAGE).map(RepeatedBatch::classes).ifPresent(classes::addAll);
        return classes;
    }
}
