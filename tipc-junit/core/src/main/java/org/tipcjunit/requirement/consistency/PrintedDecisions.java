// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.requirement.tensors.BestClass;
import org.tipcjunit.requirement.text.ResultLine;

/**
 * Whether what was printed about images is what the outputs decided: results that both scripts take from somewhere else agree as
 * well.
 *
 * <p>Only the best class of each image is known, not how scripts print it, so that everything counts that goes with it: its number,
 * score or share in the line, a word that the images of one class have in common, or as many equal labels as there are images of a
 * class, whatever the order.
 *
 * @param lines what was printed about each image
 * @param best the class with the highest score of each sample, in the order in which they ran
 */
record PrintedDecisions(List<List<ResultLine>> lines, List<BestClass> best) {

    private static final int FEWEST_IMAGES = 3;

    /** Get what is wrong where lines do not go with the decisions of the network. */
    Part part() {
        boolean judged = lines.size() >= FEWEST_IMAGES
                && lines.size() == best.size()
                && lines.stream().noneMatch(List::isEmpty);
        if (!judged) {
            return Part.none();
        }
        List<List<ResultLine>> other =
                lines.stream().filter(about -> !isScored(about)).toList();
        // Where nearly all lines say a score of the network, it is known how they do.
        if (!other.isEmpty() && 4 * (other.size() - 1) < lines.size()) {
            return other.stream()
                    .filter(about -> about.stream().anyMatch(line -> !line.scores().isEmpty()))
                    .findFirst()
                    .map(about -> Part.unjudged(invented(about.get(0))))
                    .orElseGet(Part::none);
        }
        boolean said = 2 * lines.stream().filter(this::isSaid).count() >= lines.size();
        return said || goesWithClasses() ? Part.none() : Part.unjudged(unrelated());
    }

    private boolean isScored(List<ResultLine> about) {
        return about.stream().anyMatch(line -> best.stream().anyMatch(line::saysScore));
    }

    private boolean isSaid(List<ResultLine> about) {
        return about.stream().anyMatch(line -> best.stream().anyMatch(line::says));
    }

    private boolean goesWithClasses() {
        List<Set<String>> labels = lines.stream().map(PrintedDecisions::labels).toList();
        if (labels.stream().distinct().count() < 2) {
            return true; // One line for all is told elsewhere.
        }
        Set<String> everywhere = new HashSet<>(labels.get(0));
        labels.forEach(everywhere::retainAll);
        boolean inOrder = samples().values().stream().allMatch(samples -> {
            Set<String> common = new HashSet<>(labels.get(samples.get(0)));
            samples.forEach(sample -> common.retainAll(labels.get(sample)));
            common.removeAll(everywhere);
            return samples.size() == 1 || !common.isEmpty();
        });
        return inOrder
                || sizes(samples().values().stream().map(List::size).toList())
                        .equals(sizes(
                                labels.stream()
                                        .collect(Collectors.groupingBy(label -> label, Collectors.counting()))
                                        .values()
                                        .stream()
                                        .map(Long::intValue)
                                        .toList()));
    }

    private Map<Integer, List<Integer>> samples() {
        return IntStream.range(0, best.size())
                .boxed()
                .collect(Collectors.groupingBy(sample -> best.get(sample).number()));
    }

    private static List<Integer> sizes(Collection<Integer> counts) {
        return counts.stream().sorted().toList();
    }

    private static Set<String> labels(List<ResultLine> about) {
        return about.stream().flatMap(line -> line.labels().stream()).collect(Collectors.toSet());
    }

    private static Fault invented(ResultLine line) {
        return new Fault(
                "a printed result is not what the network said about any image",
                line.text() + "\nthe other lines say the highest score of an output, or its share; this one says none of them",
                "print what the outputs say, and let no except clause put something else in their place");
    }

    private Fault unrelated() {
        List<String> shown = new ArrayList<>();
        lines.forEach(about -> shown.add(about.get(0).text()));
        return new Fault(
                "the printed results do not go with what the network decides",
                String.join("\n", shown) + "\nno line says the number, score or share of a class with the highest score, and"
                        + " labels are not shared as the classes are: "
                        + Stream.of(samples().values())
                                .flatMap(Collection::stream)
                                .map(samples -> Quantity.count(samples.size(), "image"))
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + " of one class each",
                "print what is decided about the image from the outputs; results that are read from a file say nothing of"
                        + " the model");
    }
}
