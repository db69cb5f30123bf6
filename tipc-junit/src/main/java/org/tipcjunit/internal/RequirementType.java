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
import org.tipcjunit.chain.Evaluation;
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
import org.tipcjunit.requirement.Verdict;

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
                    LossConverges.class,
                    Clause.CONVERGENCE,
                    Set.of("prepare", "train-probe", "train"),
                    Set.of(),
                    RequirementType::converges),
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
        Terms terms = session.terms();
        Optional<String> metric = text(demanded.metric()).or(() -> terms.get(Term.METRIC));
        Optional<String> readme = text(demanded.documentedIn()).or(() -> terms.get(Term.DOCUMENTED_IN));
        Evaluation evaluation = session.chain().evaluation();
        if (metric.isEmpty() || readme.isEmpty()) {
            return notDeclared(
                    Clause.METRIC,
                    "@MetricReaches",
                    session,
                    metric.isEmpty()
                            ? "no documented metric was named"
                            : "no README was named that documents " + metric.get(),
                    "name it with --metric NAME --documented-in README, or metric=NAME and documented-in=README in a "
                            + CertificationProperties.NAME + " beside the config");
        }
        return new MetricReached(new MetricReached.Parameters(
                        metric.get(),
                        text(demanded.row()).or(() -> terms.get(Term.ROW)),
                        Double.isNaN(demanded.value())
                                ? terms.number(Term.VALUE)
                                : Optional.of(BigDecimal.valueOf(demanded.value())),
                        demanded.higherIsBetter() && !terms.holds(Term.LOWER_IS_BETTER),
                        "@MetricReaches"))
                .judge(evaluation, readme(session, readme.get()));
    }

    /** What nobody declared cannot be judged, which never counts as a pass. */
    private static Finding notDeclared(
            Clause clause, String requirement, CertificationSession session, String what, String remedy) {
        return new Finding(
                clause,
                requirement,
                session.model(),
                Verdict.NOT_RUN,
                what,
                clause.title(),
                "nothing to compare with",
                remedy,
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static Finding exports(ExportsInferenceModel demanded, CertificationSession session) {
        return new ExportedFiles().judge(session.chain().exportedModel());
    }

    private static Finding inferenceMatches(InferenceMatchesPrediction demanded, CertificationSession session) {
        Chain chain = session.chain();
        return new PredictionConsistency(
                        new PredictionConsistency.Parameters(Tolerance.ofOptimisedBackends(), text(demanded.result())))
                .judge(chain.prediction(), chain.exportedModel(), session.inference());
    }

    private static Finding documented(Documented demanded, CertificationSession session) {
        Optional<String> readme =
                text(demanded.readme()).or(() -> session.terms().get(Term.README));
        if (readme.isEmpty()) {
            return notDeclared(
                    Clause.DOCUMENTATION,
                    "@Documented",
                    session,
                    "no README of the model was named",
                    "name it with --readme README, or readme=README in a " + CertificationProperties.NAME
                            + " beside the config");
        }
        Chain chain = session.chain();
        chain.evaluation();
        Prediction prediction = chain.prediction();
        session.inference();
        return new Documentation(new Documentation.Parameters(
                        chain.plan().modeOptions(),
                        Documentation.Parameters.defaults().agreement()))
                .judge(readme(session, readme.get()), chain.runs(), prediction.images());
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
