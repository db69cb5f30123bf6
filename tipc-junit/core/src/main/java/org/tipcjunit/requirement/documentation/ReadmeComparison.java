// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.documentation;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.requirement.text.Readme;
import org.tipcjunit.requirement.text.Readme.CodeBlock;
import org.tipcjunit.requirement.text.Readme.Line;
import org.tipcjunit.requirement.text.ResultLine;
import org.tipcjunit.requirement.text.ScriptName;

/**
 * Compares a document with what ran.
 *
 * @param readme the document
 * @param freeOptions options that a documented command may have or not, with any value
 * @param agreement the share of the documented images whose results must be those of this run
 */
record ReadmeComparison(Readme readme, Set<String> freeOptions, double agreement) {

    /** The part of a document that holds the results of one kind of script. */
    enum Section {
        PREDICTION("prediction", "prediction (预测)", "predict|预测", "infer|推理"),
        INFERENCE("inference", "inference (推理)", "infer|推理", "predict|预测"),
        SERVING("the service", "serving results (服务结果)", "result|结果", "$.");

        private final String noun;
        private final String heading;
        private final Pattern words;
        private final Pattern otherWords;

        Section(String noun, String heading, String words, String otherWords) {
            this.noun = noun;
            this.heading = heading;
            this.words = Pattern.compile(words);
            this.otherWords = Pattern.compile(otherWords);
        }

        String noun() {
            return noun;
        }

        String heading() {
            return heading;
        }

        /** Whether the innermost heading that mentions this section or its counterpart mentions this one. */
        boolean holds(CodeBlock block) {
            for (int i = block.headings().size() - 1; i >= 0; i--) {
                String text = block.headings().get(i).toLowerCase(Locale.ROOT);
                if (words.matcher(text).find()) {
                    return true;
                }
                if (otherWords.matcher(text).find()) {
                    return false;
                }
            }
            return false;
        }
    }

    /** Find the documented command that is most like the one that ran. */
    Optional<Fault> command(StageRun stage, List<List<String>> rows) {
        String script = ScriptName.of(stage);
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
                .min(Comparator.comparing(
                        command -> command.differences(ran.get(), freeOptions).size()))
                .orElseThrow();
        List<String> differences = best.differences(ran.get(), freeOptions);
        rows.add(List.of(script, String.valueOf(best.line()), String.join("; ", differences)));
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(new Fault(
                        "the README's command for " + script + " is not the one that ran",
                        readme.file() + ":" + best.line() + " " + String.join("; ", differences),
                        "make the README's command and the test_tipc config say the same; options that the test chooses"
                                + " can be declared free"));
    }

    /** Get where the rows of a table of commands say that scripts are documented. */
    static String places(List<List<String>> rows) {
        return rows.stream().map(row -> row.get(0) + " at line " + row.get(1)).collect(Collectors.joining("; "));
    }

    /** Compare the documented results of one stage with what it printed. */
    Optional<Fault> results(StageRun stage, Section section, List<Path> images, List<Figure> figures) {
        String noun = section.noun();
        List<Line> documented = readme.codeBlocks().stream()
                .filter(section::holds)
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
                                    + "\n" + ScriptName.of(stage) + " printed: "
                                    + (printed.isEmpty()
                                            ? "nothing"
                                            : printed.get(0).text()));
                }
            }
        }
        figures.add(Figure.of("documented results of " + noun, shown, "images"));
        figures.add(Figure.of("documented results of " + noun + " that agree", shown - disagreements.size(), "images"));
        String heading = section.heading();
        if (shown == 0) {
            return Optional.of(new Fault(
                    "the README shows no result of " + noun,
                    readme.file() + " has no code block under a heading with " + heading
                            + " that mentions a test image of this run",
                    "add a heading with " + heading + " and a ```text block with lines that " + ScriptName.of(stage)
                            + " printed"));
        }
        if (shown - disagreements.size() < agreement * shown) {
            return Optional.of(new Fault(
                    "the README's results of " + noun + " are not those of this run",
                    (shown - disagreements.size()) + " of " + Quantity.count(shown, "documented image") + " agree\n"
                            + disagreements.values().iterator().next(),
                    "replace the results in the README by what " + ScriptName.of(stage) + " prints"));
        }
        return Optional.empty();
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
