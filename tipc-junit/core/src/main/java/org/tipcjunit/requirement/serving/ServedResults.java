// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.serving;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tipcjunit.artifact.ClientRun;
import org.tipcjunit.artifact.ServiceRun;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Part;
import org.tipcjunit.requirement.tensors.Rounding;
import org.tipcjunit.requirement.tensors.Tolerance;
import org.tipcjunit.requirement.text.ResultLine;
import org.tipcjunit.requirement.text.ScriptName;

/**
 * The decoded results of a service and of its clients, compared with what the inference script printed.
 *
 * @param part what is wrong, and what could not be compared
 * @param sideBySide all of them below each other
 */
record ServedResults(Part part, String sideBySide) {

    static ServedResults of(
            ServiceRun service,
            String name,
            Map<Path, List<String>> values,
            StageRun inference,
            Optional<String> resultPattern,
            Rounding rounding) {
        return new ResultComparison(service, name, values, inference, resultPattern.map(Pattern::compile), rounding)
                .result();
    }

    /** One comparison; used once. */
    private static final class ResultComparison {

        /** A list of one element, written as Python writes it. */
        private static final Pattern ONLY_ELEMENT =
                Pattern.compile("^\\s*\\[\\s*['\"]?([^\\[\\],'\"]*)['\"]?\\s*\\]\\s*$");

        private final ServiceRun service;
        private final String name;
        private final Map<Path, List<String>> values;
        private final StageRun inference;
        private final String infer;
        private final Optional<Pattern> pattern;
        private final Tolerance tolerance;
        private final List<Fault> faults = new ArrayList<>();
        private final List<Fault> unjudged = new ArrayList<>();
        private final List<String> lines = new ArrayList<>();

        ResultComparison(
                ServiceRun service,
                String name,
                Map<Path, List<String>> values,
                StageRun inference,
                Optional<Pattern> pattern,
                Rounding rounding) {
            this.tolerance = Tolerance.ofOptimisedBackends().of(rounding);
            this.service = service;
            this.name = name;
            this.values = values;
            this.inference = inference;
            this.infer = ScriptName.of(inference);
            this.pattern = pattern;
        }

        ServedResults result() {
            values.forEach((image, answer) -> {
                String file = String.valueOf(image.getFileName());
                List<ResultLine> printed = ResultLine.about(file, inference.output());
                String valuesAlone = file + ": " + String.join(" ", answer);
                String line = Stream.concat(Stream.of(valuesAlone), named(image, file))
                        .filter(said -> isSaidAs(said, file, printed))
                        .findFirst()
                        .orElse(valuesAlone);
                printed.forEach(result -> lines.add(infer + ": " + result.text()));
                lines.add("service: " + line);
                compare("the service", file, List.of(line), printed, true);
            });
            for (ClientRun client : service.clients()) {
                String script = ScriptName.of(client.stage());
                values.keySet().forEach(image -> {
                    String file = String.valueOf(image.getFileName());
                    compare(script, file, client.stage().output(), ResultLine.about(file, inference.output()), false);
                });
                compareUnnamed(script, client.stage().output());
            }
            return new ServedResults(
                    new Part(faults, unjudged, List.of(), List.of()),
                    lines.stream().collect(Collectors.joining("\n")));
        }

        /** An answer with its keys, as a script prints it: {@code a.png: class_id: 8, prob: 0.9} for lists of one element each. */
        private Stream<String> named(Path image, String file) {
            return service.http().stream()
                    .filter(answer -> answer.image().equals(image))
                    .flatMap(answer -> answer.response().stream())
                    .filter(response ->
                            response.keys().size() == response.values().size())
                    .map(response -> file + ": "
                            + IntStream.range(0, response.keys().size())
                                    .mapToObj(i -> response.keys().get(i) + ": "
                                            + ONLY_ELEMENT
                                                    .matcher(response.values().get(i))
                                                    .replaceFirst("$1"))
                                    .collect(Collectors.joining(", ")));
        }

        private boolean isSaidAs(String line, String file, List<ResultLine> printed) {
            List<List<List<String>>> theirs =
                    find(printed).stream().map(ResultComparison::words).toList();
            return find(ResultLine.about(file, List.of(line))).stream()
                    .map(ResultComparison::words)
                    .anyMatch(theirs::contains);
        }

        private void compare(
                String who, String image, List<String> said, List<ResultLine> printed, boolean mustBeComparable) {
            if (!faults.isEmpty()) {
                return;
            }
            List<List<ResultLine>> mine = find(ResultLine.about(image, said));
            List<List<ResultLine>> theirs = find(printed);
            if (mine.isEmpty() || theirs.isEmpty()) {
                if (mustBeComparable && unjudged.isEmpty()) {
                    unjudged.add(notComparable(
                            image, theirs.isEmpty() ? infer + " printed no result for it" : who + " says no result"));
                }
                return;
            }
            for (List<ResultLine> results : mine) {
                List<List<ResultLine>> alike = theirs.stream()
                        .filter(others -> words(others).equals(words(results)))
                        .toList();
                if (alike.isEmpty() && theirs.stream().anyMatch(others -> isOtherFormOf(results, others))) {
                    continue;
                }
                if (alike.isEmpty()) {
                    if (mustBeComparable && unjudged.isEmpty()) {
                        unjudged.add(notComparable(
                                image, who + ": " + text(results) + "\n" + infer + ": " + text(theirs.get(0))));
                    }
                    // A client may tell more about an image than its result.
                    if (!mustBeComparable && unjudged.isEmpty() && labelsOtherwise(results, theirs)) {
                        unjudged.add(ofNoImage(who, results, theirs));
                    }
                    continue;
                }
                Optional<String> difference = alike.stream()
                        .map(others -> difference(results, others))
                        .min((a, b) -> Boolean.compare(a.isPresent(), b.isPresent()))
                        .orElseThrow();
                if (difference.isPresent()) {
                    faults.add(new Fault(
                            "the result of " + who + " for " + image + " is not that of " + infer + " (" + name + ")",
                            who + ": " + text(results) + "\n" + infer + ": " + text(alike.get(0)) + "\n"
                                    + difference.get(),
                            "decode outputs by the same code in the service and in " + infer));
                    return;
                }
            }
        }

        /** Whether both say the same numbers beside the same labels, other words aside: a dictionary, say. */
        private boolean isOtherFormOf(List<ResultLine> results, List<ResultLine> others) {
            return results.size() == others.size()
                    && results.stream()
                            .noneMatch(result -> result.withoutImage().labels().isEmpty())
                    && difference(
                                    results.stream()
                                            .map(ResultLine::withoutImage)
                                            .toList(),
                                    others.stream()
                                            .map(ResultLine::withoutImage)
                                            .toList())
                            .isEmpty();
        }

        /** What a client says in lines that name no image is to be the result of one, where it is in such words or has its score. */
        private void compareUnnamed(String script, List<String> output) {
            List<String> files = values.keySet().stream()
                    .map(image -> String.valueOf(image.getFileName()))
                    .toList();
            List<List<ResultLine>> printed = files.stream()
                    .flatMap(file -> find(ResultLine.about(file, inference.output())).stream())
                    .toList();
            List<ResultLine> unnamed = ResultLine.each(output.stream()
                    .filter(line -> files.stream().noneMatch(line::contains))
                    .toList());
            for (List<ResultLine> results : find(unnamed)) {
                List<List<ResultLine>> alike = printed.stream()
                        .filter(others -> words(others).equals(words(results)))
                        .toList();
                boolean worded = results.get(0).words().stream().anyMatch(word -> word.matches("(?s).*\\p{L}.*"));
                boolean otherwise = worded
                        && !alike.isEmpty()
                        && alike.stream()
                                .allMatch(others -> difference(results, others).isPresent());
                if (faults.isEmpty() && unjudged.isEmpty() && (otherwise || labelsOtherwise(results, printed))) {
                    unjudged.add(ofNoImage(script, results, alike.isEmpty() ? printed : alike));
                }
            }
        }

        /** Whether the numbers are those of results, all of which have another label. */
        private static boolean labelsOtherwise(List<ResultLine> results, List<List<ResultLine>> printed) {
            ResultLine mine = results.get(0).withoutImage();
            List<ResultLine> same = printed.stream()
                    .map(others -> others.get(0).withoutImage())
                    .filter(mine::hasNumbersOf)
                    .toList();
            return !mine.scores().isEmpty()
                    && !mine.labels().isEmpty()
                    && !same.isEmpty()
                    && same.stream().noneMatch(other -> mine.labels().containsAll(other.labels()));
        }

        private Fault ofNoImage(String script, List<ResultLine> results, List<List<ResultLine>> printed) {
            return new Fault(
                    script + " prints a result that " + infer + " printed of no image (" + name + ")",
                    script + ": " + text(results) + "\n" + infer + ": " + text(printed.get(0)),
                    "let " + script + " print what the service answered, or decode it by the same code as " + infer);
        }

        /** Find the results that each line says, in order; a line that says none is left out. */
        private List<List<ResultLine>> find(List<ResultLine> about) {
            return about.stream()
                    .map(line -> pattern.map(regex -> ResultLine.matching(regex, List.of(line.text())))
                            .orElseGet(() -> List.of(line)))
                    .filter(results -> !results.isEmpty())
                    .toList();
        }

        private Optional<String> difference(List<ResultLine> results, List<ResultLine> others) {
            for (int i = 0; i < results.size(); i++) {
                ResultLine mine = results.get(i);
                ResultLine other = others.get(i);
                Optional<String> difference = mine.holdsNan() || other.holdsNan()
                        ? Optional.of("NaN is no result")
                        : mine.difference(other, tolerance);
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return Optional.empty();
        }

        private static List<List<String>> words(List<ResultLine> results) {
            return results.stream()
                    .map(ResultLine::withoutImage)
                    .map(ResultLine::words)
                    .toList();
        }

        private static String text(List<ResultLine> results) {
            return results.get(0).text();
        }

        private Fault notComparable(String image, String detail) {
            return new Fault(
                    "the service's result for " + image + " cannot be compared with that of " + infer + " (" + name
                            + ")",
                    detail,
                    "let the service answer in the words that " + infer
                            + " prints, or name a pattern that finds the result in both (result = ...)");
        }
    }
}
