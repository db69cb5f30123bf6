// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Results that are printed below a line which only names their image, as {@code infer_img: a.png} and then {@code result: cat 0.9}.
 *
 * @param printed all that was printed, a line each
 * @param names the names of all images' files
 */
record ResultBelow(List<String> printed, Set<String> names) {

    /** A line that ends with the image and tells neither what was decided of it nor where something was saved. */
    private static final Pattern HEADING =
            Pattern.compile("(?i)(?!.*(?:sav|writ|stor|load|保存|写入))[^\\d]*IMAGE['\")\\]:.\\s]*");

    ResultBelow {
        printed = List.copyOf(printed);
        names = Set.copyOf(names);
    }

    /** Get {@code found}, or, where each of them only names the image, what is said below. */
    List<ResultLine> of(List<ResultLine> found) {
        if (found.isEmpty() || !found.stream().allMatch(ResultBelow::isHeading)) {
            return found;
        }
        List<String> lines = new PlainLines(printed).lines();
        List<ResultLine> below = new ArrayList<>();
        int from = 0;
        for (ResultLine heading : found) {
            int at = lines.subList(from, lines.size()).indexOf(heading.text());
            if (at < 0) {
                return found;
            }
            from += at + 1;
            for (int i = from; i < lines.size() && names.stream().noneMatch(lines.get(i)::contains); i++) {
                String message = ResultLine.message(lines.get(i)).strip();
                ResultLine result = ResultLine.of(heading.text() + "\n" + lines.get(i), "IMAGE " + message);
                if (ResultWords.announceResult(result.words()) && result.hasDecision()) {
                    below.add(result);
                }
            }
        }
        return below.isEmpty() ? found : below;
    }

    private static boolean isHeading(ResultLine line) {
        return line.numbers().isEmpty() && HEADING.matcher(line.words().get(0)).matches();
    }
}
