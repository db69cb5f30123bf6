// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.chain.StageKind;
import org.tipcjunit.chain.StageRun;
import org.tipcjunit.requirement.Evidence.FileEvidence;
import org.tipcjunit.requirement.Evidence.TableEvidence;
import org.tipcjunit.requirement.Readme.CodeBlock;
import org.tipcjunit.requirement.Readme.Line;

/**
 * Judges whether a README documents what ran: a command for each script, and results of prediction and of inference.
 *
 * @param parameters what is demanded
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Documentation(Parameters parameters) {

    private static final String REQUIREMENT = "@Documented";

    /**
     * What is demanded.
     *
     * @param freeOptions options, with their dashes, that the test chooses and that a documented command may have or
     *     not, with any value, such as {@code --epochs}
     * @param agreement the smallest share of the documented images, above 0 and at most 1, whose documented labels must
     *     be those of this run; not 1 by default because a training with another seed decides some images otherwise
     */
    public record Parameters(Set<String> freeOptions, double agreement) {

        public Parameters {
            freeOptions = Set.copyOf(freeOptions);
            if (!(agreement > 0 && agreement <= 1)) {
                throw new IllegalArgumentException("agreement must lie above 0 and at most at 1, but is " + agreement);
            }
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
        List<StageRun> stages = ran.stream()
                .filter(stage -> stage.name().equals(stage.kind().label()))
                .toList();
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
                    "no prediction command was named, so its documentation cannot be looked for",
                    "the exported layer predicted, in the export's process",
                    "name the command that the README shows for prediction (--predict)",
                    List.of(),
                    List.of());
        }
        List<Fault> faults = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (StageRun stage : stages) {
            judgeCommand(readme, stage, rows).ifPresent(faults::add);
        }
        for (StageRun stage : stages) {
            if (stage.kind() == StageKind.PREDICT || stage.kind() == StageKind.INFER) {
                judgeResults(readme, stage, images, figures).ifPresent(faults::add);
            }
        }
        List<Evidence> evidence = List.of(
                new FileEvidence("README", readme.file()),
                new TableEvidence("documented commands", List.of("script", "line", "difference"), rows));
        if (faults.isEmpty()) {
            return judgement.pass(
                    "the README documents " + Quantity.count(stages.size(), "command") + " and the results",
                    rows.stream()
                            .map(row -> row.get(0) + " at line " + row.get(1))
                            .collect(Collectors.joining("; ")),
                    figures,
                    evidence);
        }
        return judgement.fail(
                faults.get(0).summary(),
                faults.stream().map(Fault::detail).collect(Collectors.joining("\n")),
                faults.stream().map(Fault::remedy).distinct().collect(Collectors.joining("\n")),
                figures,
                evidence);
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

    /** Find the documented command that is most like the one that ran. */
    private Optional<Fault> judgeCommand(Readme readme, StageRun stage, List<List<String>> rows) {
        String script = Script.name(stage);
        Optional<ScriptCommand> ran =
                ScriptCommand.ran(stage.outcome().command().argv());
        List<ScriptCommand> documented = readme.codeBlocks().stream()
                .flatMap(block -> ScriptCommand.in(block).stream())
                .filter(command -> ran.isPresent() && command.sameScript(ran.get()))
                .toList();
        if (ran.isEmpty() || documented.isEmpty()) {
            rows.add(List.of(script, "-", "not documented"));
            return Optional.of(new Fault(
                    "the README shows no command for " + script,
                    readme.file() + " has no shell block that runs " + script,
                    "add a ```bash block with: " + stage.outcome().command().commandLine()));
        }
        ScriptCommand best = documented.stream()
                .min(Comparator.comparing(command ->
                        command.differences(ran.get(), parameters.freeOptions).size()))
                .orElseThrow();
        List<String> differences = best.differences(ran.get(), parameters.freeOptions);
        rows.add(List.of(script, String.valueOf(best.line()), String.join("; ", differences)));
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(new Fault(
                        "the README's command for " + script + " is not the one that ran",
                        readme.file() + ":" + best.line() + " " + String.join("; ", differences),
                        "make the README's command and the test_tipc config say the same; options that the test chooses"
                                + " can be declared free"));
    }

    /** Compare the documented results of one stage with what it printed. */
    private Optional<Fault> judgeResults(Readme readme, StageRun stage, List<Path> images, List<Figure> figures) {
        boolean predicts = stage.kind() == StageKind.PREDICT;
        String noun = predicts ? "prediction" : "inference";
        List<Line> documented = readme.codeBlocks().stream()
                .filter(block -> isAbout(block, predicts))
                .flatMap(block -> block.lines().stream())
                .toList();
        Map<String, String> disagreements = new LinkedHashMap<>();
        int shown = 0;
        for (Path image : images) {
            String name = image.getFileName().toString();
            Optional<Line> line = documented.stream()
                    .filter(candidate -> isResult(name, candidate))
                    .findFirst();
            if (line.isPresent()) {
                shown++;
                List<ResultLine> printed = ResultLine.about(name, stage.output());
                List<String> decision = decision(name, line.get());
                if (printed.stream().noneMatch(result -> result.decision().equals(decision))) {
                    disagreements.put(
                            name,
                            readme.file() + ":" + line.get().number() + " documents: "
                                    + line.get().text().strip()
                                    + "\n" + Script.name(stage) + " printed: "
                                    + (printed.isEmpty()
                                            ? "nothing"
                                            : printed.get(0).text()));
                }
            }
        }
        figures.add(new Figure("documented results of " + noun, String.valueOf(shown), "images"));
        figures.add(new Figure(
                "documented results of " + noun + " that agree",
                String.valueOf(shown - disagreements.size()),
                "images"));
        String heading = predicts ? "prediction (预测)" : "inference (推理)";
        if (shown == 0) {
            return Optional.of(new Fault(
                    "the README shows no result of " + noun,
                    readme.file() + " has no code block under a heading with " + heading
                            + " that mentions a test image of this run",
                    "add a heading with " + heading + " and a ```text block with lines that " + Script.name(stage)
                            + " printed"));
        }
        if (shown - disagreements.size() < parameters.agreement * shown) {
            return Optional.of(new Fault(
                    "the README's results of " + noun + " are not those of this run",
                    (shown - disagreements.size()) + " of " + Quantity.count(shown, "documented image") + " agree\n"
                            + disagreements.values().iterator().next(),
                    "replace the results in the README by what " + Script.name(stage) + " prints"));
        }
        return Optional.empty();
    }

    /** Whether the innermost heading that mentions prediction or inference mentions the one asked for. */
    private static boolean isAbout(CodeBlock block, boolean predicts) {
        for (int i = block.headings().size() - 1; i >= 0; i--) {
            String heading = block.headings().get(i).toLowerCase(Locale.ROOT);
            boolean prediction = heading.contains("predict") || heading.contains("预测");
            boolean inference = heading.contains("infer") || heading.contains("推理");
            if (prediction || inference) {
                return predicts ? prediction : inference;
            }
        }
        return false;
    }

    /** Whether a line mentions the image and is no command that runs a script on it. */
    private static boolean isResult(String image, Line line) {
        return !line.text().contains(".py ")
                && !ResultLine.about(image, List.of(line.text())).isEmpty();
    }

    private static List<String> decision(String image, Line line) {
        return ResultLine.about(image, List.of(line.text())).get(0).decision();
    }
}
