// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The branches that a line of a {@link ShellScript} stands in, while the script is followed line by line.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ShellBranches {

    private static final Pattern BRANCH = Pattern.compile("(if|elif) (.*?)(?:(?: ?;| ) ?then\\b.*| ?;)?");
    private static final Pattern ON_ONE_LINE = Pattern.compile(".*\\bthen\\b.*; ?fi\\b ?;?");
    private static final Pattern END = Pattern.compile("fi(?:[ ;].*)?");

    private final Deque<Branch> branches = new ArrayDeque<>();

    /** The conditions of one {@code if}: those that failed so far, and the one that holds. */
    private static final class Branch {
        private final List<String> failed = new ArrayList<>();
        private Optional<String> holds = Optional.empty();

        private void next(String condition) {
            otherwise();
            holds = Optional.of(condition);
        }

        private void otherwise() {
            holds.ifPresent(failed::add);
            holds = Optional.empty();
        }

        /** Get the condition that holds or, for an {@code else}, the last one that does not. */
        private String last() {
            return holds.orElseGet(() -> failed.isEmpty() ? "" : failed.get(failed.size() - 1));
        }

        private Stream<String> conditions() {
            return Stream.concat(failed.stream().map(condition -> "!" + condition), holds.stream());
        }
    }

    /** Follow a line; false when it is no part of an {@code if}. */
    public boolean follow(String line) {
        Matcher branch = BRANCH.matcher(line);
        if (branch.matches()) {
            if (branch.group(1).equals("if") || branches.isEmpty()) {
                branches.push(new Branch());
            }
            branches.element().next(branch.group(2));
            if (ON_ONE_LINE.matcher(line).matches()) {
                branches.pop();
            }
            return true;
        }
        if (line.equals("else") && !branches.isEmpty()) {
            branches.element().otherwise();
            return true;
        }
        if (END.matcher(line).matches() && !branches.isEmpty()) {
            branches.pop();
            return true;
        }
        return false;
    }

    /** Whether the line runs in any case. */
    public boolean isEmpty() {
        return branches.isEmpty();
    }

    /** Get the innermost condition; that of an {@code else} is the one before it. */
    public String innermost() {
        return branches.isEmpty() ? "" : branches.element().last();
    }

    /** Whether the innermost branch is an {@code else}. */
    public boolean isOtherwise() {
        return !branches.isEmpty() && branches.element().holds.isEmpty();
    }

    /** Whether the innermost condition names {@code part}, and holds. */
    public boolean directlyUnder(String part) {
        return !isOtherwise() && innermost().contains(part);
    }

    /** Whether any condition names {@code part}, whether it holds or not. */
    public boolean under(String part) {
        return branches.stream().anyMatch(branch -> branch.last().contains(part));
    }

    /** Get the conditions that hold, the innermost first. */
    public Stream<String> holding() {
        return branches.stream().flatMap(branch -> branch.holds.stream());
    }

    /** Get all conditions, the outermost first; a leading {@code !} negates one. */
    public List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        branches.descendingIterator()
                .forEachRemaining(branch -> branch.conditions().forEach(conditions::add));
        return conditions;
    }
}
