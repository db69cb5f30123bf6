// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.corpus;

import java.util.Set;
import org.tipcjunit.merge.change.GitChange;

/**
 * A merged change with one thing left out, or made wrong.
 *
 * @param kind what was done, such as {@code import removed}
 * @param subject the file that it was done to
 * @param change the change without it
 * @param rules how the ids of the rules end of which one has to be broken
 * @param places what the path of the violation has to hold, one of them; empty for any
 */
record Omission(String kind, String subject, GitChange change, Set<String> rules, Set<String> places) {}
