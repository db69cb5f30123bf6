// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.requirement.text.TextFile;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.train.Train;

/**
 * Weights that a training begins with and downloads, as its file of settings says.
 *
 * @param plan the chain
 */
record StartingWeights(ChainPlan plan) {

    private static final Pattern SETTINGS = Pattern.compile("(?:[^=]*=)?([^=\\s]+\\.ya?ml)");
    private static final Pattern DOWNLOADED =
            Pattern.compile("\\s*(pretrain\\w*)\\s*:\\s*['\"]?([Tt]rue|https?://[^\\s'\"]+)['\"]?\\s*(?:#.*)?");

    /** Get each line that says so and is not overridden by the command. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        Train.STAGE.in(plan).ifPresent(train -> train.argv().stream()
                .map(SETTINGS::matcher)
                .filter(Matcher::matches)
                .flatMap(word -> original(train, word.group(1)))
                .distinct()
                .forEach(file -> problems.addAll(in(file, train))));
        return problems;
    }

    private Stream<Path> original(PlannedStage train, String file) {
        return CommandPaths.inCopy(train, file)
                .flatMap(new CommandPaths(plan)::original)
                .filter(Files::isRegularFile)
                .stream();
    }

    private List<Problem> in(Path file, PlannedStage train) {
        List<Problem> problems = new ArrayList<>();
        List<String> lines = TextFile.read(file).text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher line = DOWNLOADED.matcher(lines.get(i));
            if (line.matches() && train.argv().stream().noneMatch(word -> word.contains(line.group(1) + "="))) {
                problems.add(new Problem(
                        Place.at(plan.repository().relativize(file), i + 1),
                        "the training begins with weights that it downloads: "
                                + lines.get(i).strip(),
                        "where there is no network, or the model is to be trained from the beginning, write "
                                + line.group(1) + ": " + (line.group(2).startsWith("http") ? "null" : "False")));
            }
        }
        return problems;
    }
}
