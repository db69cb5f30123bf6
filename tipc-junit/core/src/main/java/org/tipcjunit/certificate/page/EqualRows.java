// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Makes one row of many that differ in their first cell only, so that what is different is seen.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class EqualRows {

    private static final int FEW = 3;

    private EqualRows() {}

    /**
     * Get a table's rows with those in one that are equal but for the first cell, in the place of the first of them.
     *
     * @param rows the rows; a row may have any number of cells
     * @param words say how many they are, and the first and last of them
     */
    public static List<List<String>> inOne(List<List<String>> rows, PageWords words) {
        Map<List<String>, List<String>> named = new LinkedHashMap<>();
        for (List<String> row : rows) {
            if (!row.isEmpty()) {
                named.computeIfAbsent(row.subList(1, row.size()), rest -> new ArrayList<>())
                        .add(row.get(0));
            }
        }
        List<List<String>> shown = new ArrayList<>();
        named.forEach((rest, names) -> {
            if (names.size() > FEW && !rest.isEmpty()) {
                shown.add(row(words.get("allEqual", String.valueOf(names.size()), names.get(0), last(names)), rest));
            } else {
                names.forEach(name -> shown.add(row(name, rest)));
            }
        });
        return shown;
    }

    private static List<String> row(String first, List<String> rest) {
        List<String> row = new ArrayList<>();
        row.add(first);
        row.addAll(rest);
        return row;
    }

    private static String last(List<String> names) {
        return names.get(names.size() - 1);
    }
}
