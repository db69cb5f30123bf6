// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.documentation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Evidence.FileEvidence;
import org.tipcjunit.finding.Evidence.TableEvidence;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.finding.StageFindings;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.requirement.text.ImageMentions;
import org.tipcjunit.requirement.text.Readme;
import org.tipcjunit.requirement.text.SampleMentions;
import org.tipcjunit.requirement.text.ScriptName;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.export.Export;
import org.tipcjunit.stage.predict.Predict;
import org.tipcjunit.stage.train.TrainingPlan;

/**
 * Judges whether a README documents what ran: a command for each script, and results of prediction and of inference.
 *
 * @param parameters what is demanded
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Documentation(Parameters parameters) {

    private static final String REQUIREMENT = "@ReadmeDocuments";
    private static final String NO_PREDICTION =
            "no prediction command was named, so its documentation cannot be looked for";
    private static final String HOW_TO_PREDICT =
            "name the command that the README shows for prediction, with --predict or as predict in a certification.properties"
                    + " beside the config, such as predict.py --weights={weights} --image_dir={images}; where no script of the"
                    + " repository predicts with trained weights, it has to be given one";

    /** Services are documented in a document of their own. */
    private static final Set<StageKind> BASE_CHAIN =
            EnumSet.of(StageKind.TRAIN, StageKind.EVALUATE, StageKind.PREDICT, StageKind.EXPORT, StageKind.INFER);

    /**
     * What is demanded.
     *
     * @param freeOptions options, with their dashes, that the test chooses and that a documented command may have or
     *     not, with any value, such as {@code --epochs}
     * @param agreement the smallest share of the documented images, above 0 and at most 1, whose documented labels must
     *     be those of this run; not 1 by default because a training with another seed decides some images otherwise
     * @param otherSeed whether the network was trained with a seed that the test chose: embeddings are other ones then
     */
    public record Parameters(Set<String> freeOptions, double agreement, boolean otherSeed) {

        public Parameters {
            freeOptions = Set.copyOf(freeOptions);
            if (!(agreement > 0 && agreement <= 1)) {
                throw new IllegalArgumentException("agreement must lie above 0 and at most at 1, but is " + agreement);
            }
        }

        /** Create parameters for a training with the documented seed, unless a free option is one. */
        public Parameters(Set<String> freeOptions, double agreement) {
            this(freeOptions, agreement, freeOptions.stream().anyMatch(option -> option.contains("seed")));
        }

        /** Get parameters with no free options and an agreement on at least half of the images. */
        public static Parameters defaults() {
            return new Parameters(Set.of(), 0.5);
        }
    }

    /**
     * Judge {@code readme} against what ran; a pure function, safe for several threads.
     *
     * @param readme the README
     * @param ran the stages that ran, at least one; those that predict and infer printed the results to compare; further
     *     runs of a kind of stage, such as other cells of the inference matrix, need no documentation
     * @param images the test images of this run
     */
    public Finding judge(Readme readme, List<StageRun> ran, List<Path> images) {
        return judge(readme, ran, new ImageMentions(images));
    }

    /**
     * Judge {@code readme} against what ran, on samples that may be no images.
     *
     * @param readme the README
     * @param ran the stages that ran
     * @param samples how the samples of this run are named
     */
    Finding judge(Readme readme, List<StageRun> ran, SampleMentions samples) {
        List<StageRun> stages = documented(ran).toList();
        Judgement judgement = new Judgement(
                Clause.DOCUMENTATION,
                REQUIREMENT,
                ran.get(0).model(),
                readme.file()
                        + " holds a command for each script as it ran, and results of prediction and of inference",
                Optional.empty());
        for (StageRun stage : stages) {
            if (!stage.outcome().termination().isSuccess()) {
                return StageFindings.failed(Clause.DOCUMENTATION, REQUIREMENT, stage);
            }
        }
        if (readme.problem().isPresent()) {
            return judgement.fail(
                    "the README cannot be read",
                    readme.file() + ": " + readme.problem().get(),
                    "give the README's path, relative to the project");
        }
        if (isPredictedByExport(stages)) {
            return judgement.cannotJudge(
                    NO_PREDICTION,
                    "the exported layer predicted, in the export's process",
                    HOW_TO_PREDICT,
                    List.of(),
                    List.of());
        }
        ReadmeComparison comparison = new ReadmeComparison(readme, parameters.freeOptions, parameters.agreement);
        List<Fault> faults = new ArrayList<>();
        Part results = Part.none();
        List<List<String>> rows = new ArrayList<>();
        for (StageRun stage : stages) {
            comparison.command(stage, rows).ifPresent(faults::add);
        }
        for (StageRun stage : stages) {
            if (stage.kind() == StageKind.PREDICT || stage.kind() == StageKind.INFER) {
                ReadmeComparison.Section section = stage.kind() == StageKind.PREDICT
                        ? ReadmeComparison.Section.PREDICTION
                        : ReadmeComparison.Section.INFERENCE;
                results = results.plus(comparison.results(stage, section, samples, parameters.otherSeed));
            }
        }
        List<Evidence> evidence = List.of(
                new FileEvidence("README", readme.file()),
                new TableEvidence("documented commands", List.of("script", "line", "difference"), rows));
        if (stages.stream().noneMatch(stage -> comparison.shows(stage.outcome().command()))
                && results.faults().stream().allMatch(ReadmeComparison::isMissing)
                && results.unjudged().isEmpty()) {
            // What is missing from each is in the section; a remedy for each would hide it.
            faults = List.of(nothing(readme, stages));
            results = new Part(List.of(), results.unjudged(), results.figures(), List.of());
        }
        return judgement.conclude(
                List.of(ReadmeComparison.all(faults, results, evidence)),
                "the README documents " + Quantity.count(stages.size(), "command") + " and the results",
                ReadmeComparison.places(rows));
    }

    private static Fault nothing(Readme readme, List<StageRun> stages) {
        String scripts = stages.stream().map(ScriptName::of).distinct().collect(Collectors.joining(", "));
        return new Fault(
                "the README shows no command and no result of this run",
                readme.lacking(readme.file() + " has no shell block that runs " + scripts),
                "copy the section for the README into it, which this run wrote with its commands and results");
    }

    /** Get the runs that a README has to show. */
    static Stream<StageRun> documented(List<StageRun> ran) {
        return ran.stream()
                .filter(stage -> stage.name().equals(stage.kind().label()) && BASE_CHAIN.contains(stage.kind()));
    }

    /** Tell which planned commands a README does not show as they are planned. */
    static List<Problem> beforehand(Readme readme, ChainPlan plan) {
        if (readme.problem().isPresent()) {
            return List.of(new Problem(
                    Place.nowhere(),
                    "the README cannot be read: " + readme.file() + ": "
                            + readme.problem().get(),
                    "give its path relative to the repository"));
        }
        ReadmeComparison comparison = new ReadmeComparison(
                readme, TrainingPlan.modeOptions(plan), Parameters.defaults().agreement());
        List<PlannedStage> stages = plan.commands().values().stream()
                .filter(stage -> stage.name().equals(stage.kind().label()) && BASE_CHAIN.contains(stage.kind()))
                .toList();
        if (!stages.isEmpty() && stages.stream().noneMatch(stage -> comparison.shows(stage.command()))) {
            return List.of(showsNone(readme, stages));
        }
        return stages.stream()
                .flatMap(stage ->
                        comparison.command(ScriptName.of(stage.command()), stage.command(), new ArrayList<>()).stream()
                                .map(fault -> new Problem(
                                        Place.nowhere(),
                                        "the README does not show the command of " + stage.name() + " as it is planned",
                                        "",
                                        fault.detail(),
                                        fault.remedy())))
                .toList();
    }

    /** Tell of a chain without a prediction of its own, which no README can document. */
    static Optional<Problem> unnamedPrediction(ChainPlan plan) {
        return Export.STAGE.in(plan).isPresent() && Predict.STAGE.in(plan).isEmpty()
                ? Optional.of(new Problem(Place.nowhere(), NO_PREDICTION, HOW_TO_PREDICT))
                : Optional.empty();
    }

    /** Say once that all is still to be written; a run writes it. */
    private static Problem showsNone(Readme readme, List<PlannedStage> stages) {
        String scripts = stages.stream()
                .map(stage -> ScriptName.of(stage.command()))
                .distinct()
                .collect(Collectors.joining(", "));
        return new Problem(
                Place.nowhere(),
                "the README shows none of the planned commands",
                "",
                readme.lacking(readme.file() + " has no shell block that runs " + scripts),
                "let this run go on: once training, evaluation, export and inference have passed, it writes the missing"
                        + " section, commands and results, to copy; tipc plan shows the commands now");
    }

    private static boolean isPredictedByExport(List<StageRun> stages) {
        Set<List<String>> exports = stages.stream()
                .filter(stage -> stage.kind() == StageKind.EXPORT)
                .map(stage -> stage.outcome().command().argv())
                .collect(Collectors.toSet());
        return stages.stream()
                .filter(stage -> stage.kind() == StageKind.PREDICT)
                .anyMatch(stage -> exports.contains(stage.outcome().command().argv()));
    }
}
