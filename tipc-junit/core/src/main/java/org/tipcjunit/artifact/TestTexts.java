// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The texts that a model is tested with, where they are the lines of one file.
 *
 * @param rows the texts in their order, each as the cells of its line, of which at least one is no empty string; none where the
 *     samples are files
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record TestTexts(List<List<String>> rows) {

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    public TestTexts {
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** Get no texts: the samples are files. */
    public static TestTexts none() {
        return new TestTexts(List.of());
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public int count() {
        return rows.size();
    }

    /** Get how many differ in more than case, gaps and punctuation, which tokenizers leave out. */
    public int different() {
        Set<String> words = new HashSet<>();
        rows.forEach(row ->
                words.add(NO_WORD.matcher(String.join(" ", row)).replaceAll(" ").toLowerCase(Locale.ROOT)));
        return words.size();
    }
}
