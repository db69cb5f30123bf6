// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.documentation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.process.Command;
import org.tipcjunit.requirement.text.MetricName;
import org.tipcjunit.requirement.text.MetricReading;
import org.tipcjunit.requirement.text.PlainLines;
import org.tipcjunit.requirement.text.PrintedMetric;
import org.tipcjunit.requirement.text.ResultLine;
import org.tipcjunit.requirement.text.SampleMentions;

/**
 * The section that a README has to hold, made of what ran, for whoever has still to write it.
 *
 * @param workspace the repository in the working copy, which the commands are shown relative to
 * @param value the row of the table of results; empty where no metric was read
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ReadmeSection(Path workspace, Optional<Value> value) {

    /** The title of the evidence. */
    public static final String TITLE = "section for the README";

    /** A README shows some results; nobody reads hundreds. */
    private static final int LINES = 100;

    /** What the evaluation printed of a metric, as it is written. */
    public record Value(String row, String metric, String printed) {

        /** Read it as the judge of the metric does; where several values were printed, that is said in its place. */
        static Optional<Value> of(String row, String metric, List<String> output, String model) {
            MetricReading reading = MetricReading.of(
                    new PlainLines(output).lines(),
                    new MetricName(metric),
                    Stream.of(model, row).collect(Collectors.toUnmodifiableSet()));
            return reading.outcome() == MetricReading.Outcome.SEVERAL
                    ? Optional.of(new Value(
                            row,
                            metric,
                            "‹one value: the evaluation printed several, from "
                                    + reading.quoted().get(0).written() + " to "
                                    + reading.quoted()
                                            .get(reading.quoted().size() - 1)
                                            .written() + "›"))
                    : Optional.of(new Value(
                            row,
                            metric,
                            reading.value()
                                    .map(PrintedMetric::written)
                                    .orElse("‹the value, which the evaluation did not print plainly›")));
        }
    }

    /** Write the section; nothing is made up, so that what no script printed is left open between ‹ and ›. */
    TextEvidence of(List<StageRun> ran, SampleMentions samples) {
        StringBuilder text = new StringBuilder("### Scripts\n\n");
        block(text, "bash", Documentation.documented(ran).map(this::command).toList());
        value.ifPresent(found -> text.append("### Results\n\n| model | ")
                .append(found.metric)
                .append(" |\n|---|---|\n| ")
                .append(found.row)
                .append(" | ")
                .append(found.printed)
                .append(" |\n\n"));
        results(text, "### Prediction results\n\n", StageKind.PREDICT, ran, samples);
        results(text, "### Inference results\n\n", StageKind.INFER, ran, samples);
        return new TextEvidence(TITLE, text.toString().stripTrailing() + "\n");
    }

    private static void results(
            StringBuilder text, String heading, StageKind kind, List<StageRun> ran, SampleMentions samples) {
        Set<String> lines = new LinkedHashSet<>();
        Documentation.documented(ran).filter(stage -> stage.kind() == kind).forEach(stage -> samples.all()
                .mapToObj(sample -> telling(ResultLine.decided(samples.aboutOrUnnamed(sample, stage.output()))))
                .flatMap(List::stream)
                .map(ResultLine::text)
                .forEach(lines::add));
        text.append(heading);
        block(
                text,
                "text",
                lines.isEmpty()
                        ? List.of("‹no line that was printed names a " + samples.noun() + "›")
                        : lines.stream().limit(LINES).toList());
    }

    /** Where any line about a sample has numbers, the others mostly repeat settings. */
    private static List<ResultLine> telling(List<ResultLine> lines) {
        List<ResultLine> numbered =
                lines.stream().filter(line -> !line.numbers().isEmpty()).toList();
        return numbered.isEmpty() ? lines : numbered;
    }

    private String command(StageRun stage) {
        Command command = stage.outcome().command();
        Path directory = command.workingDirectory();
        if (!directory.startsWith(workspace)) {
            // The exported layer predicted, in a copy and not by a command of the repository.
            return "‹the command that predicts with the trained weights›";
        }
        String up = directory.equals(workspace) ? "" : directory.relativize(workspace) + "/";
        List<String> words = new ArrayList<>();
        for (String word : ScriptCommand.shown(command).argv()) {
            words.add(word.replace(workspace + "/", up));
        }
        return (up.isEmpty() ? "" : "cd " + workspace.relativize(directory) + " && ")
                + new Command(words, directory, Map.of()).commandLine();
    }

    private static void block(StringBuilder text, String language, List<String> lines) {
        text.append("```")
                .append(language)
                .append('\n')
                .append(String.join("\n", lines))
                .append("\n```\n\n");
    }
}
