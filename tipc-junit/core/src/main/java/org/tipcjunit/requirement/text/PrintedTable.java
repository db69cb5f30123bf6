// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tipcjunit.requirement.text.PrintedMetric.Standing;

/**
 * A table that a script printed, whose heading is a line of its own.
 *
 * @param metric the metric whose column is read
 * @param names names of the model, in lower case
 * @param lines all lines
 * @param heading the line that may be a heading
 */
record PrintedTable(MetricName metric, Set<String> names, List<String> lines, int heading) {

    private static final Pattern BARS = Pattern.compile("\\s*[|│┃]\\s*");
    private static final Pattern GAPS = Pattern.compile("\\s{2,}|\\t");
    private static final Pattern RULE = Pattern.compile("[-+=|:─━┼╇╪│┃├┤┡┩└┘┴┬┌┐ ]*");
    private static final Set<String> SUMMARIES =
            Set.of("all", "overall", "total", "mean", "average", "avg", "macro avg", "平均", "总计", "合计");

    /** Get the metric's values below the heading; none where it is no heading. */
    List<PrintedMetric> values() {
        List<String> head = cells(lines.get(heading));
        int column = column(head);
        if (head.size() < 2 || column < 0) {
            return List.of();
        }
        boolean percent = MetricName.isPercentage(head.get(column));
        List<List<String>> rows = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = heading + 1; i < lines.size(); i++) {
            List<String> row = cells(lines.get(i));
            if (row.size() < 2
                    && ((RULE.matcher(lines.get(i)).matches() && !lines.get(i).isBlank()) || rows.isEmpty())
                    && i < heading + 3) {
                continue;
            }
            if (RULE.matcher(lines.get(i)).matches() && !lines.get(i).isBlank()) {
                continue;
            }
            // Where rows are named and the column of names is not, the heading is one cell shorter.
            if (row.size() != head.size() && row.size() != head.size() + 1) {
                break;
            }
            rows.add(row);
            places.add(i);
        }
        boolean named = rows.size() > 1;
        List<PrintedMetric> found = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            String cell = row.get(column + row.size() - head.size());
            Optional<WrittenNumber> number =
                    WrittenNumber.ofCell(cell).map(value -> percent ? value.asPercent() : value);
            if (number.isEmpty()) {
                continue;
            }
            Standing standing = MetricLabel.isOfOthers(row.get(0))
                    ? Standing.OTHER
                    : !named || isOwn(row.get(0)) ? Standing.OWN : Standing.QUALIFIED;
            found.add(new PrintedMetric(
                    row.get(0) + " " + metric.text(),
                    standing,
                    number,
                    number.get().written(),
                    places.get(i),
                    0));
        }
        return found;
    }

    private boolean isOwn(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        return names.contains(plain) || SUMMARIES.contains(plain);
    }

    private int column(List<String> head) {
        for (int i = 0; i < head.size(); i++) {
            if (metric.isHeading(head.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> cells(String line) {
        String text = line.strip();
        boolean bars = BARS.matcher(text).find();
        return Arrays.stream((bars ? BARS : GAPS).split(text))
                .map(String::strip)
                .filter(cell -> !cell.isEmpty())
                .toList();
    }
}
