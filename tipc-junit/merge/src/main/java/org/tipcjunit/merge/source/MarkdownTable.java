// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A table of a Markdown file.
 *
 * @param header the texts of its header
 * @param rows its rows
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record MarkdownTable(List<String> header, List<Row> rows) {

    public MarkdownTable {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /**
     * A row of a table.
     *
     * @param cells the texts of its cells
     * @param written how many cells are written; a parser cuts or fills the row to the header's
     * @param line its line, from 1
     */
    public record Row(List<String> cells, int written, int line) {

        public Row {
            cells = List.copyOf(cells);
        }

        /** Whether a cell speaks of a name, whatever its case and its marks. */
        public boolean names(String name) {
            return cells.stream().anyMatch(cell -> Names.mentions(cell, name));
        }
    }
}
