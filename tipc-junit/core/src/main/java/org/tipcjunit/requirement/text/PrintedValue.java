// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A printed metric with what its line tells about when it was printed.
 *
 * @param metric the metric
 * @param form the line up to the metric, with numbers and bars left out
 * @param counter how far the evaluation was, where the line says so before the metric
 * @param epoch the epoch, where the line says so before the metric
 * @param isSummary whether words say that it sums up others
 */
record PrintedValue(
        PrintedMetric metric, String form, Optional<Counter> counter, OptionalInt epoch, boolean isSummary) {

    private static final Pattern TIME =
            // Paddle's suites write 11/30 06:59:56, whose day would be taken for how many batches there are.
            Pattern.compile(
                    "\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}"
                            + "|(?:(?<!\\d)(?:0[1-9]|1[0-2])/(?:0[1-9]|[12]\\d|3[01])\\s+(?=\\d{2}:\\d{2}:\\d{2}))?\\d{1,2}:\\d{2}(?::\\d{2})?(?:[.,]\\d+)?");

    private static final Pattern EPOCH = Pattern.compile("(?i)\\bepochs?\\b\\W{0,4}(\\d+)(?:\\s*/\\s*\\d+)?");

    /** Counters by name, in brackets, of progress bars, or at the line's beginning. */
    private static final Pattern COUNTER =
            Pattern.compile("(?i)\\b(?:iters?|iteration|steps?|batch|batch_?idx?|batches)\\b\\W{0,4}"
                    + "(?<a>\\d+)(?:\\s*/\\s*(?<aO>\\d+))?|[\\[(]\\s*(?<b>\\d+)\\s*/\\s*(?<bO>\\d+|\\?)\\s*[\\])]"
                    + "|\\d+%\\|[^|]*\\|\\s*(?<c>\\d+)/(?<cO>\\d+)|^\\W*(?<d>\\d+)\\s*/\\s*(?<dO>\\d+)(?![\\w/])");

    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d[\\d.,eE+-]*");
    private static final Pattern BAR = Pattern.compile("[=>.#█▏▎▍▌▋▊▉\\s]+");
    private static final Pattern FINAL = Pattern.compile("(?i)\\bfinal(?:ly)?\\b|最终");
    private static final Pattern SUMMARY = Pattern.compile(
            "(?i)(?<![\\w.])(?:avg|average|averaged|overall|total|mean|done|finished|summary|end)(?![\\w.])|平均|总体|整体");

    /** How many batches were done; {@code of} is empty where the line does not say. */
    record Counter(long done, OptionalInt of) {

        /** Whether the last batch was done; counting begins at 0 or at 1. */
        boolean isComplete() {
            return of.isEmpty() || done >= of.getAsInt() - 1;
        }
    }

    static PrintedValue of(PrintedMetric metric, String line) {
        String before = TIME.matcher(line.substring(0, metric.column())).replaceAll(" ");
        String label = metric.label();
        boolean last = FINAL.matcher(before + label).find();
        Matcher epoch = EPOCH.matcher(before);
        OptionalInt number = epoch.find() ? OptionalInt.of(parse(epoch.group(1))) : OptionalInt.empty();
        Optional<Counter> counter =
                last ? Optional.empty() : counter(EPOCH.matcher(before).replaceAll(" "), label);
        return new PrintedValue(
                metric,
                BAR.matcher(NUMBER.matcher(before).replaceAll("0")).replaceAll("") + label,
                counter,
                number,
                last || (counter.isEmpty() && SUMMARY.matcher(before + label).find()));
    }

    private static Optional<Counter> counter(String before, String label) {
        Matcher matcher = COUNTER.matcher(before);
        Optional<Counter> found = Optional.empty();
        while (matcher.find()) {
            found = Optional.of(counter(matcher));
        }
        Matcher behind = COUNTER.matcher(label);
        return found.isEmpty() && behind.find() && behind.group("b") != null ? Optional.of(counter(behind)) : found;
    }

    private static Counter counter(Matcher matcher) {
        for (String group : List.of("a", "b", "c", "d")) {
            if (matcher.group(group) != null) {
                String of = matcher.group(group + "O");
                return new Counter(
                        parse(matcher.group(group)),
                        of == null || of.equals("?") ? OptionalInt.empty() : OptionalInt.of(parse(of)));
            }
        }
        throw new IllegalStateException(matcher.group());
    }

    private static int parse(String digits) {
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    /** Whether the values tell of one epoch after another. */
    static boolean isRisingByEpoch(List<PrintedValue> series) {
        for (int i = 0; i < series.size(); i++) {
            if (series.get(i).epoch().isEmpty()
                    || (i > 0
                            && series.get(i).epoch().getAsInt()
                                    <= series.get(i - 1).epoch().getAsInt())) {
                return false;
            }
        }
        return true;
    }
}
