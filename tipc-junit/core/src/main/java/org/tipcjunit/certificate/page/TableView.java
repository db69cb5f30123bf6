// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A table as pages show it: equal rows in one, and no more than can be looked at.
 *
 * @param header the heads of its columns
 * @param rows its rows
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record TableView(List<String> header, List<List<String>> rows) {

    private static final int ROWS_SHOWN = 100;

    /** Get what a page shows of it. */
    public Map<String, Object> view(PageWords words) {
        List<List<String>> collected = EqualRows.inOne(rows, words);
        int more = Math.max(0, collected.size() - ROWS_SHOWN);
        return Map.of(
                "hasTable",
                !header.isEmpty(),
                "head",
                cells(header),
                "rule",
                "|" + " --- |".repeat(header.size()),
                "rows",
                collected.stream()
                        .limit(ROWS_SHOWN)
                        .map(row -> Map.of("cells", cells(row)))
                        .toList(),
                "hasMoreRows",
                more > 0,
                "moreRows",
                words.get("moreRows", String.valueOf(more)));
    }

    private static List<Object> cells(List<String> row) {
        return row.stream()
                .<Object>map(cell -> Map.of("cell", PageText.text(cell)))
                .toList();
    }
}
