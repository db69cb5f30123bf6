// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.rule;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Where a suite keeps what belongs to a new model, and which files of it can be written.
 *
 * @param values what the templates of the suite's rules name; each may name the model itself
 * @param places values of which the first is meant whose folder is there, since suites move their documents
 * @param files the files that are written, by the rule that expects them
 * @param own values that one rule understands otherwise, by the rule
 * @param covered the rules that such a file meets already
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ModelLayout(
        Map<String, String> values,
        Map<String, List<String>> places,
        Map<String, NewFile> files,
        Map<String, Map<String, String>> own,
        Set<String> covered) {

    public ModelLayout {
        values = Map.copyOf(values);
        places = Map.copyOf(places);
        files = Map.copyOf(files);
        own = Map.copyOf(own);
        covered = Set.copyOf(covered);
    }

    /**
     * A file that is written.
     *
     * @param file where; empty for that of the rule's remedy
     * @param template its text; empty for that of the rule's remedy
     */
    public record NewFile(String file, String template) {}
}
