// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.isolation;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a command was refused, as far as its output tells: a script that goes on without a word is refused all the same.
 *
 * @param hidden what it does not see
 * @param network what it has of the network
 */
record Refusals(HiddenPlaces hidden, Network network) {

    private static final int MOST = 5;

    /** Python puts the path after the words, shells put it before them. */
    private static final Pattern WRITING =
            Pattern.compile("Read-only file system: ['\"]([^'\"]+)|['\"]?(/[^'\": ]+)['\"]?: Read-only file system");

    private static final Pattern MISSING = Pattern.compile(
            "(?:No such file or directory|Permission denied): ['\"](/[^'\"]+)|['\"]?(/[^'\": ]+)['\"]?: (?:No such file or directory|Permission denied)");

    private static final Pattern CONNECTING = Pattern.compile(
            "Network is unreachable|Temporary failure in name resolution|Name or service not known|NewConnectionError"
                    + "|unable to resolve host|Could not resolve host|Failed to establish a new connection");

    List<String> in(List<String> output) {
        Set<String> refusals = new LinkedHashSet<>();
        for (String line : output) {
            path(WRITING, line)
                    .filter(path -> refusals.size() < MOST)
                    .forEach(path -> refusals.add("it was refused to write to " + path
                            + ", which is neither its working copy nor its home nor /tmp (tipc.isolation)"));
            path(MISSING, line)
                    .filter(path -> refusals.size() < MOST && isHidden(path))
                    .forEach(path -> refusals.add("it was refused to see " + path
                            + ", which lies in a place that is hidden (tipc.isolation)"));
            if (network != Network.ON && CONNECTING.matcher(line).find()) {
                refusals.add(
                        "it was refused the network: let it have that with tipc.network=on, or only prepare.sh with"
                                + " tipc.network=prepare");
            }
        }
        return List.copyOf(refusals);
    }

    private static Stream<String> path(Pattern words, String line) {
        Matcher matcher = words.matcher(line);
        return matcher.find()
                ? Stream.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1))
                : Stream.empty();
    }

    /** What is there, but not for the command. */
    private boolean isHidden(String text) {
        try {
            Path path = Path.of(text).normalize();
            return hidden.hides(path) && Files.exists(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
