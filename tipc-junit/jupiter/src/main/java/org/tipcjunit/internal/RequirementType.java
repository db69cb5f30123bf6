// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.tipcjunit.BackboneDocumented;
import org.tipcjunit.DeploymentDocumented;
import org.tipcjunit.Documented;
import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.ExtractsFeatureMaps;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.LossConverges;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.ModelSize;
import org.tipcjunit.ReplacesBackbone;
import org.tipcjunit.Reproducible;
import org.tipcjunit.ServesUnderLoad;
import org.tipcjunit.ServingMatchesInference;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.certification.selection.ServingSelection;
import org.tipcjunit.certification.terms.CertificationProperties;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.certification.terms.Terms;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.requirement.Backbone;
import org.tipcjunit.requirement.BackboneModel;
import org.tipcjunit.requirement.BackboneResult;
import org.tipcjunit.requirement.BackboneSwitch;
import org.tipcjunit.requirement.Clause;
import org.tipcjunit.requirement.DeploymentDocumentation;
import org.tipcjunit.requirement.Documentation;
import org.tipcjunit.requirement.Drawings;
import org.tipcjunit.requirement.ExportedFiles;
import org.tipcjunit.requirement.FeatureMapExtraction;
import org.tipcjunit.requirement.Finding;
import org.tipcjunit.requirement.LossConvergence;
import org.tipcjunit.requirement.LossReproducibility;
import org.tipcjunit.requirement.MetricReached;
import org.tipcjunit.requirement.Outputs;
import org.tipcjunit.requirement.ParameterSize;
import org.tipcjunit.requirement.PredictionConsistency;
import org.tipcjunit.requirement.Readme;
import org.tipcjunit.requirement.ServingConsistency;
import org.tipcjunit.requirement.ServingLoad;
import org.tipcjunit.requirement.Tolerance;
import org.tipcjunit.requirement.TrainingLog;
import org.tipcjunit.requirement.Verdict;
import org.tipcjunit.stage.ChainPlan;

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
                    RequirementType::documented),
            new RequirementType<>(
                    ServingMatchesInference.class,
                    Clause.SERVING,
                    Set.of("convert", "serve", "request"),
                    Set.of(Clause.CONVERGENCE, Clause.EXPORT, Clause.CONSISTENCY),
                    RequirementType::servingMatches),
            new RequirementType<>(
                    DeploymentDocumented.class,
                    Clause.DEPLOYMENT_DOCUMENTATION,
                    Set.of(),
                    Set.of(Clause.CONVERGENCE, Clause.EXPORT, Clause.CONSISTENCY, Clause.SERVING),
                    RequirementType::deploymentDocumented),
            new RequirementType<>(
                    ServesUnderLoad.class,
                    Clause.SERVING_LOAD,
                    Set.of("serve-load"),
                    Set.of(Clause.CONVERGENCE, Clause.EXPORT, Clause.CONSISTENCY, Clause.SERVING),
                    RequirementType::servesUnderLoad),
            new RequirementType<>(
                    ModelSize.class,
                    Clause.MODEL_SIZE,
                    Set.of(),
                    Set.of(Clause.CONVERGENCE, Clause.EXPORT, Clause.CONSISTENCY),
                    RequirementType::modelSize),
            new RequirementType<>(
                    ExtractsFeatureMaps.class,
                    Clause.FEATURE_MAPS,
                    Set.of(),
                    Set.of(Clause.CONVERGENCE, Clause.EXPORT),
                    RequirementType::extractsFeatureMaps),
            new RequirementType<>(
                    ReplacesBackbone.class,
                    Clause.BACKBONE,
                    Set.of(),
                    Set.of(Clause.CONVERGENCE, Clause.EXPORT, Clause.CONSISTENCY),
                    RequirementType::replacesBackbone),
            new RequirementType<>(
                    BackboneDocumented.class,
                    Clause.BACKBONE_RESULTS,
                    Set.of(),
                    Set.of(),
                    RequirementType::backboneDocumented));

    static List<RequirementType<?>> all() {
        return ALL;
    }

    /** Whether a failure of the stage is this requirement's to report; the second run of a stage is called as the first. */
    boolean owns(String stage) {
        return stages.contains(stage.replaceFirst("-\\d+$", ""));
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
        Optional<String> metric = session.text(demanded.metric()).or(() -> terms.get(Term.METRIC));
        Optional<String> readme = session.text(demanded.documentedIn()).or(() -> terms.get(Term.DOCUMENTED_IN));
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
                        session.text(demanded.row()).or(() -> terms.get(Term.ROW)),
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
        Outputs outputs = demanded.outputs() == Outputs.SCORES
                ? session.terms().outputs().orElse(Outputs.SCORES)
                : demanded.outputs();
        return new PredictionConsistency(new PredictionConsistency.Parameters(
                        Tolerance.ofOptimisedBackends().of(outputs),
                        session.text(demanded.result()),
                        drawings(demanded, session)))
                .judge(chain.prediction(), chain.exportedModel(), session.inference());
    }

    private static Optional<Drawings> drawings(InferenceMatchesPrediction demanded, CertificationSession session) {
        List<String> folders =
                Arrays.stream(demanded.drawings()).map(session::fill).toList();
        if (folders.size() != 0 && folders.size() != 2) {
            throw new ExtensionConfigurationException(
                    "@InferenceMatchesPrediction(drawings = ...) names %d folders. Name two: where the prediction draws, and where the inference draws"
                            .formatted(folders.size()));
        }
        return folders.isEmpty()
                ? session.terms().drawings()
                : Optional.of(new Drawings(folders.get(0), folders.get(1)));
    }

    private static Finding documented(Documented demanded, CertificationSession session) {
        Optional<String> readme =
                session.text(demanded.readme()).or(() -> session.terms().get(Term.README));
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

    private static Finding servingMatches(ServingMatchesInference demanded, CertificationSession session) {
        Chain chain = session.chain();
        if (chain.plan().serving().isEmpty()) {
            return noServing(Clause.SERVING, "@ServingMatchesInference", session);
        }
        return new ServingConsistency(new ServingConsistency.Parameters(session.text(demanded.result())))
                .judge(chain.exportedModel(), session.inference(), chain.images(), chain.serving());
    }

    private static Finding servesUnderLoad(ServesUnderLoad demanded, CertificationSession session) {
        Chain chain = session.chain();
        if (chain.plan().serving().isEmpty()) {
            return noServing(Clause.SERVING_LOAD, "@ServesUnderLoad", session);
        }
        return new ServingLoad(
                        new ServingLoad.Parameters(optional(demanded.p99Milliseconds()), demanded.memoryGrowth()))
                .judge(chain.serving(), chain.underLoad(demanded.concurrency(), demanded.requests()));
    }

    private static Finding deploymentDocumented(DeploymentDocumented demanded, CertificationSession session) {
        Chain chain = session.chain();
        if (chain.plan().serving().isEmpty()) {
            return noServing(Clause.DEPLOYMENT_DOCUMENTATION, "@DeploymentDocumented", session);
        }
        Optional<String> document =
                session.text(demanded.document()).or(() -> session.terms().get(Term.DEPLOYMENT));
        if (document.isEmpty()) {
            return notDeclared(
                    Clause.DEPLOYMENT_DOCUMENTATION,
                    "@DeploymentDocumented",
                    session,
                    "no deployment document was named",
                    "name it with --deployment DOCUMENT, or deployment=DOCUMENT in a " + CertificationProperties.NAME
                            + " beside the config");
        }
        return DeploymentDocumentation.withDefaults()
                .judge(readme(session, document.get()), chain.serving(), chain.images());
    }

    private static Finding modelSize(ModelSize demanded, CertificationSession session) {
        Optional<Backbone> backbone = session.backbone().map(BackboneRun::backbone);
        Chain chain = session.chain();
        session.inference();
        return new ParameterSize(
                        Double.isNaN(demanded.maxMegabytes())
                                ? backbone.map(Backbone::megabytes).orElse(OptionalDouble.empty())
                                : OptionalDouble.of(demanded.maxMegabytes()),
                        session.backbone().filter(BackboneRun::isOriginal).isPresent())
                .judge(chain.exportedModel(), chain.timings());
    }

    private static Finding extractsFeatureMaps(ExtractsFeatureMaps demanded, CertificationSession session) {
        return new FeatureMapExtraction(new FeatureMapExtraction.Parameters(
                        Arrays.stream(demanded.strides()).boxed().toList(), demanded.layer()))
                .judge(session.chain().exportedModel());
    }

    private static Finding replacesBackbone(ReplacesBackbone demanded, CertificationSession session) {
        Optional<BackboneRun> run = session.backbone();
        if (run.isEmpty()) {
            return noBackbones(Clause.BACKBONE, "@ReplacesBackbone", session);
        }
        Chain chain = session.chain();
        BackboneModel model = BackboneModel.of(run.get().name(), chain.exportedModel(), session.inference());
        return new BackboneSwitch()
                .judge(chain.exportedModel(), model, run.get().runs().othersThan(model));
    }

    private static Finding backboneDocumented(BackboneDocumented demanded, CertificationSession session) {
        Optional<BackboneRun> run = session.backbone();
        if (run.isEmpty()) {
            return noBackbones(Clause.BACKBONE_RESULTS, "@BackboneDocumented", session);
        }
        Path repository = session.chain().plan().repository();
        Map<String, TrainingLog> logs = new LinkedHashMap<>();
        for (Backbone backbone : run.get().runs().backbones()) {
            logs.put(
                    backbone.name(),
                    TrainingLog.read(repository.resolve(BackboneRun.fill(demanded.log(), backbone.name()))));
        }
        String metric = session.fill(demanded.metric());
        return new BackboneResult(new BackboneResult.Parameters(
                        session.model(),
                        run.get().name(),
                        metric,
                        session.text(demanded.column()).orElse(metric)))
                .judge(readme(session, session.fill(demanded.readme())), logs);
    }

    private static Finding noBackbones(Clause clause, String requirement, CertificationSession session) {
        return notDeclared(
                clause,
                requirement,
                session,
                "the class names no backbones",
                "annotate the class with @Backbones(original = ...) beside @TipcModel");
    }

    private static Finding noServing(Clause clause, String requirement, CertificationSession session) {
        ChainPlan plan = session.chain().plan();
        List<String> beside =
                ServingSelection.beside(plan.repository(), plan.request().configPath());
        return notDeclared(
                clause,
                requirement,
                session,
                beside.isEmpty()
                        ? "no config of the model's service was named"
                        : "several configs of services lie beside the config, and none was named: "
                                + String.join(", ", beside),
                "name it with @TipcModel(serving = ...), tipc.serving, or serving=CONFIG in a "
                        + CertificationProperties.NAME + " beside the config");
    }

    private static Readme readme(CertificationSession session, String path) {
        return Readme.read(session.chain().plan().repository().resolve(Path.of(path)));
    }

    private static OptionalDouble optional(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
