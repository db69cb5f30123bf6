// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.rule;

import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What to do about a broken rule.
 *
 * @param words what to do
 * @param file the file to make or to change; empty where the sentence says it
 * @param template what the file, or the new part of it, looks like; empty where there is nothing to show
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Remedy(Words words, String file, String template) {

    /** Put values in place of their names. */
    public Remedy with(Map<String, String> values) {
        return new Remedy(words.with(values), Words.fill(file, values), Words.fill(template, values));
    }
}
