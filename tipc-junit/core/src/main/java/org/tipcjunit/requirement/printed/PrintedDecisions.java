// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.printed;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
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
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PrintedDecisions(List<List<ResultLine>> lines, List<BestClass> best) {

    private static final int FEWEST_IMAGES = 3;

    /** At most one image in so many has a label that is left out for its low shares. */
    private static final int RARE = 4;

    /** What is printed where no class is certain enough. */
    private static final Pattern UNKNOWN = Pattern.compile(
            "unknowns?|unk|others?|misc|none|null|no|not|nothing|background|bg|uncertain|unsure|undefined|undetermined|unrecognized"
                    + "|reject(?:ed|ion)?|ignored?|ood|\\p{IsHan}*(?:未知|其他|其它|背景|不确定|无法|未识别|拒识)\\p{IsHan}*|无");

    /** Get what is wrong where lines do not go with the decisions of the network. */
    public Part part() {
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
                    .filter(about ->
                            about.stream().anyMatch(line -> !line.scores().isEmpty()))
                    .findFirst()
                    .map(about -> Part.unjudged(invented(about.get(0))))
                    .orElseGet(Part::none);
        }
        List<Integer> inOrder = best.stream().map(BestClass::number).toList();
        boolean fits;
        if (lines.stream().allMatch(about -> isScored(about) && !isNumbered(about))) {
            // Scores tell which image of the network each line is about.
            boolean several = lines.stream()
                    .anyMatch(about -> scored(about).stream()
                                    .map(BestClass::number)
                                    .distinct()
                                    .count()
                            > 1);
            fits = several
                    || goWith(lines.stream().map(about -> scored(about).get(0)).toList());
        } else {
            boolean said = 2 * lines.stream().filter(this::isSaid).count() >= lines.size();
            fits = said || goWith(best) || sizes(labels()).equals(sizes(inOrder));
        }
        return fits ? Part.none() : Part.unjudged(unrelated(inOrder));
    }

    /** Whether labels go with the classes that have the highest scores, by the scores beside them, else in their order or number. */
    boolean areNamed() {
        List<BestClass> beside = lines.stream()
                .map(this::scored)
                .filter(found -> found.size() == 1)
                .map(found -> found.get(0))
                .toList();
        return beside.size() == lines.size()
                ? goWith(beside)
                : goWith(best)
                        || sizes(labels())
                                .equals(sizes(
                                        best.stream().map(BestClass::number).toList()));
    }

    /** Whether there are lines about every image, and all say the highest score of one, or its share. */
    boolean areScored() {
        return lines.stream().allMatch(this::isScored);
    }

    private boolean isScored(List<ResultLine> about) {
        return !scored(about).isEmpty();
    }

    /** Get the classes whose score or share any line says. */
    private List<BestClass> scored(List<ResultLine> about) {
        return best.stream()
                .filter(one -> about.stream().anyMatch(line -> line.saysScore(one)))
                .toList();
    }

    private boolean isNumbered(List<ResultLine> about) {
        return about.stream().anyMatch(line -> line.decision().stream()
                .anyMatch(number -> best.stream().anyMatch(one -> number.equals(String.valueOf(one.number())))));
    }

    private boolean isSaid(List<ResultLine> about) {
        return about.stream().anyMatch(line -> best.stream().anyMatch(line::says));
    }

    /** Whether the images of each class have a word in common that not all have, but for those of one label, such as unknown. */
    private boolean goWith(List<BestClass> classes) {
        List<Set<String>> labels = labels();
        Set<String> everywhere = new HashSet<>(labels.get(0));
        labels.forEach(everywhere::retainAll);
        boolean tells = labels.stream().distinct().count() > 1
                && classes.stream().map(BestClass::number).distinct().count() > 1;
        if (!tells) {
            return true; // One line for all is told elsewhere.
        }
        return Stream.concat(
                        Stream.of(Set.<String>of()),
                        labels.stream().distinct().filter(label -> mayBeUnknown(label, classes)))
                .anyMatch(unknown -> IntStream.range(0, classes.size())
                        .filter(image -> !labels.get(image).equals(unknown))
                        .boxed()
                        .collect(Collectors.groupingBy(
                                image -> classes.get(image).number()))
                        .values()
                        .stream()
                        .allMatch(images -> haveOneLabel(images, everywhere)));
    }

    private boolean haveOneLabel(List<Integer> images, Set<String> everywhere) {
        List<Set<String>> labels = images.stream().map(labels()::get).toList();
        Set<String> common = new HashSet<>(labels.get(0));
        labels.forEach(common::retainAll);
        common.removeAll(everywhere);
        return !common.isEmpty() || labels.stream().distinct().count() == 1;
    }

    /** Whether a label may stand for no class: it says so, or few images have it, those of the lowest shares. */
    private boolean mayBeUnknown(Set<String> label, List<BestClass> classes) {
        if (label.stream().anyMatch(word -> UNKNOWN.matcher(word).matches())) {
            return true;
        }
        List<Set<String>> labels = labels();
        List<Integer> own = IntStream.range(0, classes.size())
                .filter(image -> labels.get(image).equals(label))
                .boxed()
                .toList();
        double highest = own.stream()
                .mapToDouble(image -> classes.get(image).share())
                .max()
                .orElse(0);
        return RARE * own.size() <= classes.size()
                && IntStream.range(0, classes.size())
                        .filter(image -> !own.contains(image))
                        .allMatch(image -> classes.get(image).share() > highest);
    }

    /** Get all words of each line: any may be a label, and those that stand around labels are the same in all lines. */
    private List<Set<String>> labels() {
        return lines.stream()
                .map(about ->
                        about.stream().flatMap(line -> line.allWords().stream()).collect(Collectors.toSet()))
                .toList();
    }

    private static <T> List<Long> sizes(List<T> groups) {
        return groups.stream().collect(Collectors.groupingBy(group -> group, Collectors.counting())).values().stream()
                .sorted()
                .toList();
    }

    private static Fault invented(ResultLine line) {
        return new Fault(
                "a printed result is not what the network said about any image",
                line.text()
                        + "\nthe other lines say the highest score of an output, or its share; this one says none of them",
                "print what the outputs say, and let no except clause put something else in their place");
    }

    private Fault unrelated(List<Integer> classes) {
        return new Fault(
                "the printed results do not go with what the network decides",
                lines.stream().map(about -> about.get(0).text()).collect(Collectors.joining("\n"))
                        + "\nimages with the highest score in one class have no label in common; there are "
                        + sizes(classes).stream()
                                .map(size -> Quantity.count(size, "image"))
                                .collect(Collectors.joining(", "))
                        + " of one class each",
                "print what is decided about the image from the outputs; results that are read from a file say nothing of"
                        + " the model");
    }
}
