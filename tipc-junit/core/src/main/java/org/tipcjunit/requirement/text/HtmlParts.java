// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.requirement.text.Readme.Line;
import org.tipcjunit.requirement.text.Readme.Row;
import org.tipcjunit.requirement.text.Readme.Table;

/**
 * The tables and the preformatted text of a block of HTML.
 *
 * @param tables its tables; the first row is the heading
 * @param preformatted the lines of each preformatted text, at least one
 */
record HtmlParts(List<Table> tables, List<List<Line>> preformatted) {

    private static final Pattern TABLE = Pattern.compile("(?is)<table\\b[^>]*>(.*?)</table>");
    private static final Pattern ROW = Pattern.compile("(?is)<tr\\b[^>]*>(.*?)(?=</tr>|<tr\\b|$)");
    private static final Pattern CELL = Pattern.compile("(?is)<t[hd]\\b[^>]*>(.*?)(?=</t[hd]>|<t[hd]\\b|$)");
    private static final Pattern PREFORMATTED = Pattern.compile("(?is)<pre\\b[^>]*>(.*?)</pre>");
    private static final Pattern TAG = Pattern.compile("<[^>]+>");
    private static final Pattern GAP = Pattern.compile("\\s+");

    HtmlParts {
        tables = List.copyOf(tables);
        preformatted = List.copyOf(preformatted);
    }

    /** Read {@code html}, whose first line is {@code first} of the file. */
    static HtmlParts of(String html, int first) {
        List<Table> tables = new ArrayList<>();
        Matcher table = TABLE.matcher(html);
        while (table.find()) {
            List<Row> rows = rows(html, table, first);
            if (!rows.isEmpty()) {
                tables.add(
                        new Table(line(html, table.start(), first), rows.get(0).cells(), rows.subList(1, rows.size())));
            }
        }
        List<List<Line>> preformatted = new ArrayList<>();
        Matcher text = PREFORMATTED.matcher(html);
        while (text.find()) {
            List<Line> lines = new ArrayList<>();
            int number = line(html, text.start(1), first);
            for (String each : text.group(1).split("\n", -1)) {
                lines.add(new Line(number, plain(each)));
                number++;
            }
            preformatted.add(lines);
        }
        return new HtmlParts(tables, preformatted);
    }

    private static List<Row> rows(String html, Matcher table, int first) {
        List<Row> rows = new ArrayList<>();
        Matcher row = ROW.matcher(html).region(table.start(1), table.end(1));
        while (row.find()) {
            List<String> cells = CELL.matcher(row.group(1))
                    .results()
                    .map(cell ->
                            GAP.matcher(plain(cell.group(1))).replaceAll(" ").strip())
                    .toList();
            rows.add(new Row(line(html, row.start(), first), cells));
        }
        return rows;
    }

    private static int line(String html, int place, int first) {
        return first
                + (int) html.substring(0, place).chars().filter(c -> c == '\n').count();
    }

    private static String plain(String html) {
        return TAG.matcher(html)
                .replaceAll("")
                .replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }
}
