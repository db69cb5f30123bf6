// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.documentation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.process.Command;
import org.tipcjunit.requirement.documentation.DocumentedResult.Agreement;
import org.tipcjunit.requirement.text.PlainLines;
import org.tipcjunit.requirement.text.Readme;
import org.tipcjunit.requirement.text.Readme.CodeBlock;
import org.tipcjunit.requirement.text.Readme.Line;
import org.tipcjunit.requirement.text.ResultLine;
import org.tipcjunit.requirement.text.SampleMentions;
import org.tipcjunit.requirement.text.ScriptName;

/**
 * Compares a document with what ran.
 *
 * @param readme the document
 * @param freeOptions options that a documented command may have or not, with any value
 * @param agreement the share of the documented images whose results must be those of this run
 */
record ReadmeComparison(Readme readme, Set<String> freeOptions, double agreement) {

    private static final String NO_RESULT = "the README shows no result of ";

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
        return command(ScriptName.of(stage), stage.outcome().command(), rows);
    }

    /** Find the documented command that is most like {@code command}, which ran or will. */
    Optional<Fault> command(String script, Command command, List<List<String>> rows) {
        Optional<ScriptCommand> ran = ScriptCommand.ran(command.argv());
        List<ScriptCommand> documented = documented(ran);
        if (ran.isEmpty() || documented.isEmpty()) {
            rows.add(List.of(script, "-", "not documented"));
            return Optional.of(new Fault(
                    "the README shows no command for " + script,
                    readme.lacking(readme.file() + " has no shell block that runs " + script),
                    "add a ```bash block with: " + ScriptCommand.shown(command).commandLine()));
        }
        ScriptCommand best = documented.stream()
                .min(Comparator.comparing(
                        found -> found.differences(ran.get(), freeOptions).size()))
                .orElseThrow();
        List<String> differences = best.differences(ran.get(), freeOptions);
        List<String> told = differences.isEmpty() ? best.otherWeights(ran.get()) : differences;
        rows.add(List.of(script, String.valueOf(best.line()), String.join("; ", told)));
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        String other = "the README's command for " + script + " is not the one that ran";
        Optional<Line> cut = readme.codeBlocks().stream()
                .filter(block -> block.lines().stream().anyMatch(line -> line.number() == best.line()))
                .flatMap(block -> best.cutOff(block).stream())
                .findFirst();
        if (cut.isPresent()) {
            int line = cut.get().number();
            return Optional.of(new Fault(
                    other,
                    readme.file() + ":" + line + " ends without a backslash, and line " + (line + 1)
                            + " begins with an option: a shell takes them for two commands",
                    "put a backslash at the end of line " + line));
        }
        return Optional.of(new Fault(
                other,
                readme.file() + ":" + best.line() + " " + String.join("; ", differences),
                "make the README's command and the test_tipc config say the same; options that the test chooses"
                        + " can be declared free"));
    }

    /** Whether any documented command runs the same script. */
    boolean shows(Command command) {
        return !documented(ScriptCommand.ran(command.argv())).isEmpty();
    }

    private List<ScriptCommand> documented(Optional<ScriptCommand> ran) {
        return readme.codeBlocks().stream()
                .flatMap(block -> ScriptCommand.in(block).stream())
                .filter(found -> ran.isPresent() && found.sameScript(ran.get()))
                .toList();
    }

    /** Get one part of all that was found, whose remedy is that of all faults. */
    static Part all(List<Fault> commands, Part results, List<Evidence> evidence) {
        List<Fault> faults =
                Stream.concat(commands.stream(), results.faults().stream()).toList();
        return new Part(Fault.withAllRemedies(faults), results.unjudged(), results.figures(), evidence);
    }

    /** Get where the rows of a table of commands say that scripts are documented. */
    static String places(List<List<String>> rows) {
        return rows.stream().map(row -> row.get(0) + " at line " + row.get(1)).collect(Collectors.joining("; "));
    }

    /**
     * Compare the documented results of one stage with what it printed.
     *
     * @param otherSeed whether the user had the network trained with another seed than the document's commands
     */
    Part results(StageRun stage, Section section, SampleMentions samples, boolean otherSeed) {
        String script = ScriptName.of(stage);
        List<Line> blocks = lines(readme.codeBlocks(), section);
        // Where no block shows any, a quotation or a table may.
        List<Line> documented = samples.all().allMatch(sample -> samples.aboutOrUnnamed(sample, texts(blocks))
                        .isEmpty())
                ? lines(readme.quotes(), section)
                : blocks;
        List<String> texts = texts(documented);
        DocumentedResult.Wording words = DocumentedResult.Wording.of(
                samples.all()
                        .mapToObj(sample -> samples.aboutOrUnnamed(sample, stage.output()))
                        .flatMap(List::stream)
                        .toList(),
                samples.all()
                        .mapToObj(sample -> ResultLine.decided(samples.aboutOrUnnamed(sample, texts)))
                        .flatMap(lines -> lines.stream().limit(1))
                        .toList());
        Map<Agreement, List<String>> places = new EnumMap<>(Agreement.class);
        DocumentedValues values = new DocumentedValues();
        int shown = 0;
        for (int sample = 0; sample < samples.count(); sample++) {
            // A document may also list what is predicted.
            List<ResultLine> lines = ResultLine.decided(samples.aboutOrUnnamed(sample, texts));
            if (lines.isEmpty()) {
                continue;
            }
            shown++;
            List<ResultLine> printed = samples.aboutOrUnnamed(sample, stage.output());
            ResultLine result = samples.about(sample, texts).isEmpty() ? agreeing(lines, printed, words) : lines.get(0);
            Line line = lineOf(result, documented);
            Agreement agreement = new DocumentedResult(result, printed, words).agreement();
            if (agreement == Agreement.OTHER_VALUES) {
                values.add(result, printed.get(0));
            }
            places.computeIfAbsent(agreement, key -> new ArrayList<>())
                    .add(readme.file() + ":" + line.number() + " documents: "
                            + line.text().strip()
                            + "\n" + script + " printed: "
                            + (printed.isEmpty() ? "nothing" : printed.get(0).text()));
        }
        if (values.varyAlike()) {
            places.computeIfAbsent(Agreement.AGREES, key -> new ArrayList<>())
                    .addAll(places.remove(Agreement.OTHER_VALUES));
        }
        return part(section, script, shown, places, otherSeed, samples.noun());
    }

    /** Of lines that name no sample, some may be of other weights: take the first that agrees, where any does. */
    private static ResultLine agreeing(
            List<ResultLine> lines, List<ResultLine> printed, DocumentedResult.Wording words) {
        return lines.stream()
                .filter(line -> new DocumentedResult(line, printed, words).agreement() == Agreement.AGREES)
                .findFirst()
                .orElse(lines.get(0));
    }

    private static List<Line> lines(List<CodeBlock> blocks, Section section) {
        return blocks.stream()
                .filter(section::holds)
                .flatMap(block -> block.lines().stream())
                .filter(line -> !isCommand(line))
                .toList();
    }

    private static List<String> texts(List<Line> lines) {
        return lines.stream().map(Line::text).toList();
    }

    /** Whether a fault of {@link #results} says that none is there at all. */
    static boolean isMissing(Fault fault) {
        return fault.summary().startsWith(NO_RESULT);
    }

    private Part part(
            Section section,
            String script,
            int shown,
            Map<Agreement, List<String>> places,
            boolean otherSeed,
            String sample) {
        String noun = section.noun();
        int agree = count(places, Agreement.AGREES);
        int open = otherSeed ? count(places, Agreement.OTHER_VALUES) : 0;
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("documented results of " + noun, shown, sample + "s"));
        figures.add(Figure.of("documented results of " + noun + " that agree", agree, sample + "s"));
        if (open > 0) {
            figures.add(
                    Figure.of("documented values of " + noun + " that another seed leaves open", open, sample + "s"));
        }
        Part measured = Part.measuring(figures.toArray(Figure[]::new));
        if (shown == 0) {
            String heading = section.heading();
            return measured.plus(Part.faulty(List.of(new Fault(
                    NO_RESULT + noun,
                    readme.lacking(readme.file() + " has no code block under a heading with " + heading
                            + " that mentions a test " + sample + " of this run"),
                    "add a heading with " + heading + " and a ```text block with lines that " + script + " printed"))));
        }
        String replace = "replace the results in the README by what " + script + " prints";
        if (places.containsKey(Agreement.CONTRADICTS)) {
            return measured.plus(Part.faulty(List.of(new Fault(
                    "the README's results of " + noun + " have the numbers of this run, but other labels",
                    first(places, Agreement.CONTRADICTS),
                    replace))));
        }
        int undecided = count(places, Agreement.UNDECIDED);
        if (undecided == shown) {
            return measured.plus(Part.unjudged(new Fault(
                    "the README's results of " + noun + " hold no decision",
                    first(places, Agreement.UNDECIDED),
                    "let " + script + " print what was decided, a label or numbers, and document that")));
        }
        if (agree < agreement * (shown - open)) {
            Agreement kind = Stream.of(Agreement.DIFFERS, Agreement.OTHER_VALUES, Agreement.UNDECIDED)
                    .filter(places::containsKey)
                    .findFirst()
                    .orElseThrow();
            return measured.plus(Part.faulty(List.of(new Fault(
                    "the README's results of " + noun + " are not those of this run",
                    agree + " of " + Quantity.count(shown, "documented " + sample) + " agree\n" + first(places, kind),
                    replace))));
        }
        return measured;
    }

    private static String first(Map<Agreement, List<String>> places, Agreement agreement) {
        return places.getOrDefault(agreement, List.of()).stream().findFirst().orElse("");
    }

    private static int count(Map<Agreement, List<String>> places, Agreement agreement) {
        return places.getOrDefault(agreement, List.of()).size();
    }

    private static Line lineOf(ResultLine result, List<Line> documented) {
        return documented.stream()
                .filter(line -> new PlainLines(List.of(line.text())).lines().contains(result.firstLine()))
                .findFirst()
                .orElseThrow();
    }

    /** Whether a line is a command that runs a script on an image. */
    private static boolean isCommand(Line line) {
        return line.text().contains(".py ");
    }
}
