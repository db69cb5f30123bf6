// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What a Markdown file holds.
 *
 * @param path its path in the repository
 * @param headings the texts of its headings
 * @param empty the headings below the first level that nothing stands below, by their lines
 * @param tables its tables
 * @param links its links and images
 * @param text its whole text as it is written
 * @param said the text without comments, in lines of the same numbers
 * @param shown the text that is shown as such: without comments and without blocks of code, in lines of the same numbers
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record MarkdownFile(
        String path,
        List<String> headings,
        Map<Integer, String> empty,
        List<MarkdownTable> tables,
        List<MarkdownLink> links,
        String text,
        String said,
        String shown) {

    public MarkdownFile {
        headings = List.copyOf(headings);
        empty = Map.copyOf(empty);
        tables = List.copyOf(tables);
        links = List.copyOf(links);
    }
}
