// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiFunction;
import org.tipcjunit.Documented;
import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.LossConverges;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.Reproducible;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.chain.Prediction;
import org.tipcjunit.requirement.Clause;
import org.tipcjunit.requirement.Documentation;
import org.tipcjunit.requirement.ExportedFiles;
import org.tipcjunit.requirement.Finding;
import org.tipcjunit.requirement.LossConvergence;
import org.tipcjunit.requirement.LossReproducibility;
import org.tipcjunit.requirement.MetricReached;
import org.tipcjunit.requirement.PredictionConsistency;
import org.tipcjunit.requirement.Readme;
import org.tipcjunit.requirement.Tolerance;

/**
 * A type of requirement: what it judges, whose failures it reports, and what it builds on.
 *
 * @param annotation the annotation that demands it
 * @param clause the clause that it judges
 * @param stages the names of the stages whose failure is this requirement's own failure
 * @param prerequisites clauses without which its verdict would only repeat theirs
 * @param judge judges, running the stages that it needs
 */
record RequirementType<A extends Annotation>(
        Class<A> annotation,
        Clause clause,
        Set<String> stages,
        Set<Clause> prerequisites,
        BiFunction<A, CertificationSession, Finding> judge) {

    private static final List<RequirementType<?>> ALL = List.of(
            new RequirementType<>(
                    LossConverges.class, Clause.CONVERGENCE, Set.of("train"), Set.of(), RequirementType::converges),
            new RequirementType<>(
                    Reproducible.class,
                    Clause.REPRODUCIBILITY,
                    Set.of("train-again"),
                    Set.of(Clause.CONVERGENCE),
                    RequirementType::reproducible),
            new RequirementType<>(
                    MetricReaches.class,
                    Clause.METRIC,
                    Set.of("evaluate"),
                    Set.of(Clause.CONVERGENCE),
                    RequirementType::metricReaches),
            new RequirementType<>(
                    ExportsInferenceModel.class,
                    Clause.EXPORT,
                    Set.of("export"),
                    Set.of(Clause.CONVERGENCE),
                    RequirementType::exports),
            new RequirementType<>(
                    InferenceMatchesPrediction.class,
                    Clause.CONSISTENCY,
                    Set.of("predict", "infer"),
                    Set.of(Clause.CONVERGENCE, Clause.EXPORT),
                    RequirementType::inferenceMatches),
            new RequirementType<>(
                    Documented.class,
                    Clause.DOCUMENTATION,
                    Set.of(),
                    Set.of(Clause.CONVERGENCE, Clause.EXPORT, Clause.CONSISTENCY),
                    RequirementType::documented));

    static List<RequirementType<?>> all() {
        return ALL;
    }

    Finding judge(Annotation declared, CertificationSession session) {
        return judge.apply(annotation.cast(declared), session);
    }

    private static Finding converges(LossConverges demanded, CertificationSession session) {
        return new LossConvergence(new LossConvergence.Parameters(
                        demanded.iterations(),
                        demanded.warmUp(),
                        demanded.minimumFall(),
                        demanded.significance(),
                        optional(demanded.plateau())))
                .judge(session.chain().training());
    }

    private static Finding reproducible(Reproducible demanded, CertificationSession session) {
        Chain chain = session.chain();
        return new LossReproducibility().judge(chain.training(), chain.repeatedTraining());
    }

    private static Finding metricReaches(MetricReaches demanded, CertificationSession session) {
        return new MetricReached(new MetricReached.Parameters(
                        demanded.metric(),
                        text(demanded.row()),
                        Double.isNaN(demanded.value())
                                ? Optional.empty()
                                : Optional.of(BigDecimal.valueOf(demanded.value())),
                        demanded.higherIsBetter(),
                        "@MetricReaches"))
                .judge(session.chain().evaluation(), readme(session, demanded.documentedIn()));
    }

    private static Finding exports(ExportsInferenceModel demanded, CertificationSession session) {
        return new ExportedFiles().judge(session.chain().exportedModel());
    }

    private static Finding inferenceMatches(InferenceMatchesPrediction demanded, CertificationSession session) {
        Chain chain = session.chain();
        return new PredictionConsistency(
                        new PredictionConsistency.Parameters(Tolerance.ofOptimisedBackends(), text(demanded.result())))
                .judge(chain.prediction(), chain.exportedModel(), chain.inference());
    }

    private static Finding documented(Documented demanded, CertificationSession session) {
        Chain chain = session.chain();
        chain.evaluation();
        Prediction prediction = chain.prediction();
        chain.inference();
        return new Documentation(new Documentation.Parameters(
                        chain.plan().modeOptions(),
                        Documentation.Parameters.defaults().agreement()))
                .judge(readme(session, demanded.readme()), chain.runs(), prediction.images());
    }

    private static Readme readme(CertificationSession session, String path) {
        return Readme.read(session.chain().plan().repository().resolve(Path.of(path)));
    }

    private static OptionalDouble optional(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static Optional<String> text(String value) {
        return Optional.of(value).filter(text -> !text.isBlank());
    }
}
