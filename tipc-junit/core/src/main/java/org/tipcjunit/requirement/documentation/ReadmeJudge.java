// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.requirement.Declarations;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.Subject;
import org.tipcjunit.requirement.text.SampleMentions;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.evaluate.Evaluate;
import org.tipcjunit.stage.predict.Predict;
import org.tipcjunit.stage.train.TrainingPlan;

/**
 * Judges whether the README's commands are those that ran, and its results those of the run.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ReadmeJudge implements Judge<ReadmeJudge.Demanded> {

    private static final String HOW_TO_NAME =
            "name it with --readme README, or readme=README in a " + Declarations.FILE + " beside the config";

    /**
     * What is demanded.
     *
     * @param readme the README, relative to the repository; empty for the one that is stated
     */
    public record Demanded(Optional<String> readme) {

        /** Get what is demanded where nothing else is said. */
        public static Demanded defaults() {
            return new Demanded(Optional.empty());
        }
    }

    @Override
    public Clause clause() {
        return Clause.DOCUMENTATION;
    }

    @Override
    public Set<Clause> buildsOn() {
        return Set.of(Clause.CONVERGENCE, Clause.EXPORT, Clause.CONSISTENCY);
    }

    @Override
    public List<Problem> beforehand(Demanded demanded, Subject subject) {
        Optional<String> readme = demanded.readme().map(subject::fill).or(() -> subject.declarations()
                .text("readme"));
        ChainPlan plan = subject.chain().plan();
        List<Problem> told = new ArrayList<>(
                readme.isEmpty()
                        ? List.of(new Problem(Place.nowhere(), "no README of the model was named", HOW_TO_NAME))
                        : Documentation.beforehand(subject.readme(readme.get()), plan));
        Documentation.unnamedPrediction(plan).ifPresent(told::add);
        return told;
    }

    @Override
    public Finding judge(Demanded demanded, Subject subject) {
        Optional<String> readme = demanded.readme().map(subject::fill).or(() -> subject.declarations()
                .text("readme"));
        if (readme.isEmpty()) {
            return subject.notDeclared(clause(), "no README of the model was named", HOW_TO_NAME);
        }
        Chain chain = subject.chain();
        Optional<Evaluation> evaluation = evaluation(chain);
        Prediction prediction = chain.get(Predict.STAGE);
        subject.inference();
        SampleMentions samples = SampleMentions.of(prediction);
        Finding finding = new Documentation(new Documentation.Parameters(
                        TrainingPlan.modeOptions(chain.plan()),
                        Documentation.Parameters.defaults().agreement()))
                .judge(subject.readme(readme.get()), chain.runs(), samples);
        return finding.isPass()
                ? finding
                : finding.plus(
                        List.of(),
                        List.of(new ReadmeSection(chain.plan().copy(), evaluation.flatMap(made -> value(made, subject)))
                                .of(chain.runs(), samples)));
    }

    /** Get the evaluation; nothing where its command went through and only what it did was refused: it is documented all the same. */
    private static Optional<Evaluation> evaluation(Chain chain) {
        try {
            return Optional.of(chain.get(Evaluate.STAGE));
        } catch (StageFailedException e) {
            boolean wentThrough = e.failure().stage().equals(Evaluate.STAGE.label())
                    && e.failure()
                            .run()
                            .filter(run -> run.outcome().termination().isSuccess())
                            .isPresent();
            if (!wentThrough) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static Optional<ReadmeSection.Value> value(Evaluation evaluation, Subject subject) {
        Declarations declared = subject.declarations();
        return declared.text("metric")
                .flatMap(metric -> ReadmeSection.Value.of(
                        declared.text("row").orElse(subject.model()),
                        metric,
                        evaluation.stage().output(),
                        subject.model()));
    }
}
