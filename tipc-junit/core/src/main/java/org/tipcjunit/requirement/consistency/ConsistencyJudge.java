// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

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
import org.tipcjunit.requirement.DemandException;
import org.tipcjunit.requirement.Drawings;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.Subject;
import org.tipcjunit.requirement.Wishes;
import org.tipcjunit.requirement.answers.PrintedShare;
import org.tipcjunit.requirement.printed.GivenInput;
import org.tipcjunit.requirement.printed.PrintedChoice;
import org.tipcjunit.requirement.printed.PrintedDependence;
import org.tipcjunit.requirement.printed.PrintedNames;
import org.tipcjunit.requirement.printed.ReadOutput;
import org.tipcjunit.requirement.program.MeasuredHeads;
import org.tipcjunit.requirement.program.MeasuredOutput;
import org.tipcjunit.requirement.program.MeasuredProgram;
import org.tipcjunit.requirement.program.MeasuredSize;
import org.tipcjunit.requirement.tensors.Outputs;
import org.tipcjunit.requirement.tensors.Tolerance;
import org.tipcjunit.requirement.training.MeasuredInputs;
import org.tipcjunit.requirement.training.MeasuredWeights;
import org.tipcjunit.requirement.training.MetricReached;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.evaluate.Evaluate;
import org.tipcjunit.stage.export.Export;
import org.tipcjunit.stage.infer.Infer;
import org.tipcjunit.stage.predict.Predict;

/**
 * Judges whether prediction and inference are identical on real test images.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ConsistencyJudge implements Judge<ConsistencyJudge.Demanded> {

    /**
     * What is demanded.
     *
     * @param input the test images; empty for those that are stated or that the config names
     * @param result a regular expression that finds the printed results
     * @param outputs what the outputs mean
     * @param drawings the folders that prediction and inference draw into; none for those that are stated
     */
    public record Demanded(Optional<String> input, Optional<String> result, Outputs outputs, List<String> drawings) {

        /** Get what is demanded where nothing else is said. */
        public static Demanded defaults() {
            return new Demanded(Optional.empty(), Optional.empty(), Outputs.SCORES, List.of());
        }
    }

    @Override
    public Clause clause() {
        return Clause.CONSISTENCY;
    }

    @Override
    public Set<Stage<?>> owns() {
        return Set.of(Predict.STAGE, Infer.STAGE);
    }

    @Override
    public Set<Clause> buildsOn() {
        return Set.of(Clause.CONVERGENCE, Clause.EXPORT);
    }

    @Override
    public Wishes wishes(Demanded demanded) {
        return new Wishes(demanded.input(), Optional.empty(), false);
    }

    @Override
    public Finding judge(Demanded demanded, Subject subject) {
        Chain chain = subject.chain();
        Outputs outputs = demanded.outputs() == Outputs.SCORES
                ? subject.declarations().outputs().orElse(Outputs.SCORES)
                : demanded.outputs();
        Finding finding = new PredictionConsistency(new PredictionConsistency.Parameters(
                        Tolerance.ofOptimisedBackends().of(outputs),
                        demanded.result().map(subject::fill),
                        drawings(demanded, subject)))
                .judge(prediction(subject), chain.get(Export.STAGE), subject.inference());
        MeasuredProgram program = MeasuredProgram.of(chain);
        Finding told = BesidePredictor.of(chain.get(Predict.STAGE), subject.inference())
                .in(finding, chain::get);
        Finding printed = demanded.result().isPresent() ? told : printed(told, outputs, subject);
        Finding measured =
                program.in(MeasuredInputs.of(chain).in(MeasuredWeights.of(chain).in(printed)));
        Finding sized = MeasuredSize.of(program, chain.get(Export.STAGE), subject.inference())
                .in(measured);
        return chain.ifMade(Evaluate.STAGE)
                .map(evaluation -> measured(subject, program, evaluation, sized))
                .orElse(sized);
    }

    /** Get the prediction; where it failed, see whether the inference, which does not need it, fails as well. */
    private static Prediction prediction(Subject subject) {
        try {
            return subject.chain().get(Predict.STAGE);
        } catch (StageFailedException e) {
            try {
                subject.inference();
            } catch (StageFailedException other) {
                if (!other.failure().stage().equals(e.failure().stage())) {
                    throw new StageFailedException(e.failure().besides(other.failure()));
                }
            }
            throw e;
        }
    }

    private static Finding printed(Finding finding, Outputs outputs, Subject subject) {
        Chain chain = subject.chain();
        Finding dependent = PrintedDependence.of(chain.get(Predict.STAGE), subject.inference())
                .in(finding, chain::get);
        Finding named =
                PrintedNames.of(chain.get(Predict.STAGE), subject.inference()).in(dependent, chain::get);
        Finding given = GivenInput.of(
                        chain.get(Predict.STAGE),
                        subject.inference(),
                        chain.plan().workspace())
                .in(named, chain::get);
        return outputs == Outputs.SCORES
                ? PrintedChoice.of(chain.get(Predict.STAGE), subject.inference())
                        .in(given, chain::get)
                : given;
    }

    private static Finding measured(Subject subject, MeasuredProgram program, Evaluation evaluation, Finding finding) {
        Set<Integer> read = ReadOutput.of(subject.chain().get(Predict.STAGE), subject.inference());
        Finding counted = MeasuredOutput.of(program, evaluation).reading(read).in(finding, share(subject, evaluation));
        return subject.metric()
                .map(metric -> MeasuredHeads.of(program)
                        .reading(read)
                        .in(
                                counted,
                                new MetricReached(MetricReached.Parameters.of(metric)).headReading(evaluation),
                                evaluation,
                                subject.chain()::get))
                .orElse(counted);
    }

    private static Optional<PrintedShare> share(Subject subject, Evaluation evaluation) {
        return subject.metric()
                .filter(metric -> !subject.declarations().holds("lower-is-better"))
                .flatMap(metric -> new MetricReached(MetricReached.Parameters.of(metric)).printedShare(evaluation));
    }

    private static Optional<Drawings> drawings(Demanded demanded, Subject subject) {
        List<String> folders = demanded.drawings().stream().map(subject::fill).toList();
        if (folders.size() != 0 && folders.size() != 2) {
            throw new DemandException(
                    "@InferenceMatchesPrediction(drawings = ...) names %d folders".formatted(folders.size()),
                    "Name two: where the prediction draws, and where the inference draws");
        }
        return folders.isEmpty()
                ? subject.declarations().drawings()
                : Optional.of(new Drawings(folders.get(0), folders.get(1)));
    }
}
