// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.requirement.text.TextFile;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.infer.Infer;

/**
 * Lines of a config that hold an option for data of the repository, or for a number of the training, and that no command of the chain is
 * given, as where the script that reads the config has another idea of its lines.
 *
 * @param plan the chain
 */
record UnusedLines(ChainPlan plan) {

    private static final Pattern OPTION = Pattern.compile("\\s*(--?[A-Za-z][\\w.-]*)\\s*:\\s*([^\\s:]+)\\s*");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /**
     * A line.
     *
     * @param number its number in the file, the first of which is 1
     * @param ofTraining whether it stands among those that set the training
     */
    private record Line(int number, boolean ofTraining, String option, String value) {}

    List<Problem> problems() {
        if (Infer.STAGE.in(plan).isEmpty()) {
            return List.of();
        }
        Path config = plan.repository().resolve(plan.request().model().configPath());
        if (!Files.isRegularFile(config)) {
            return List.of();
        }
        List<String> lines =
                TextFile.read(config).text().lines().map(String::strip).toList();
        int firstBlock = lines.indexOf("##");
        return IntStream.range(0, lines.size())
                .boxed()
                .flatMap(i -> Stream.of(OPTION.matcher(lines.get(i)))
                        .filter(Matcher::matches)
                        .map(line -> new Line(i + 1, i < firstBlock, line.group(1), ofMode(line.group(2)))))
                .filter(line -> isThere(line.value()) ? !isGiven(line) : isNumberOfTraining(line) && !isOption(line))
                .map(line -> problem(config, line))
                .toList();
    }

    private Problem problem(Path config, Line line) {
        return new Problem(
                Place.at(plan.repository().relativize(config), line.number()),
                "no command is given " + line.option() + " " + line.value()
                        + ", which this line holds: the script that reads the config passes it on to none",
                "write " + line.option() + "=" + line.value()
                        + " into the command that is to have it, in its own line");
    }

    /** Get what a value is in the mode of the chain. */
    private String ofMode(String value) {
        String key = plan.facts().mode() + "=";
        return Stream.of(value.split("\\|"))
                .filter(part -> part.startsWith(key))
                .map(part -> part.substring(key.length()))
                .findFirst()
                .orElse(value);
    }

    private boolean isThere(String value) {
        try {
            Path path = plan.repository().resolve(value).normalize();
            return path.startsWith(plan.repository()) && !path.equals(plan.repository()) && Files.exists(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isNumberOfTraining(Line line) {
        return line.ofTraining() && NUMBER.matcher(line.value()).matches();
    }

    /** Whether a command has the option or the value, whatever stands before or behind it. */
    private boolean isGiven(Line line) {
        String name = line.value().replaceFirst("^\\./", "").replaceFirst("/$", "");
        return isOption(line) || words().anyMatch(word -> word.contains(name));
    }

    private boolean isOption(Line line) {
        return words().anyMatch(word -> word.equals(line.option()) || word.startsWith(line.option() + "="));
    }

    private Stream<String> words() {
        return plan.commands().values().stream().flatMap(stage -> stage.argv().stream());
    }
}
