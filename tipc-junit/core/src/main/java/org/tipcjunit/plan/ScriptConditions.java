// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The conditions under which a line of a script runs. */
final class ScriptConditions {

    private static final Pattern BRANCH = Pattern.compile("(if|elif) (.*?) ?;? ?then");
    private static final String OTHERWISE = "else ";

    private final Deque<String> conditions = new ArrayDeque<>();

    /** Follow a line; false when it is no part of an {@code if}. */
    boolean follow(String line) {
        Matcher branch = BRANCH.matcher(line);
        if (branch.matches()) {
            if (branch.group(1).equals("elif") && !conditions.isEmpty()) {
                conditions.pop();
            }
            conditions.push(branch.group(2));
            return true;
        }
        if (line.equals("else") && !conditions.isEmpty()) {
            conditions.push(OTHERWISE + conditions.pop());
            return true;
        }
        if (line.equals("fi") && !conditions.isEmpty()) {
            conditions.pop();
            return true;
        }
        return false;
    }

    /** Whether the line runs in any case. */
    boolean isEmpty() {
        return conditions.isEmpty();
    }

    /** Get the innermost condition; that of an {@code else} is the one before it. */
    String innermost() {
        String condition = conditions.isEmpty() ? "" : conditions.element();
        return condition.startsWith(OTHERWISE) ? condition.substring(OTHERWISE.length()) : condition;
    }

    /** Whether the innermost condition is an {@code else}. */
    boolean isOtherwise() {
        return !conditions.isEmpty() && conditions.element().startsWith(OTHERWISE);
    }

    /** Whether the innermost condition names {@code part}, and holds. */
    boolean directlyUnder(String part) {
        return !isOtherwise() && innermost().contains(part);
    }

    /** Whether any condition names {@code part}, whether it holds or not. */
    boolean under(String part) {
        return conditions.stream().anyMatch(condition -> condition.contains(part));
    }

    /** Get the conditions that hold, the innermost first. */
    Stream<String> holding() {
        return conditions.stream().filter(condition -> !condition.startsWith(OTHERWISE));
    }
}
