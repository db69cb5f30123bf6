// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.corpus;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.plan.model.PlannedCommand;

/**
 * What makes two commands equal: a command that a script ran or that a plan holds.
 *
 * @param argv the program and its arguments
 * @param directory the working directory, relative to the parent of {@code test_tipc}
 * @param visibleDevices the value of {@code CUDA_VISIBLE_DEVICES}; empty when it is not set
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record SeenCommand(List<String> argv, String directory, Optional<String> visibleDevices) {

    static final String VISIBLE_DEVICES = "CUDA_VISIBLE_DEVICES";

    /** What a corpus writes for a path outside the repository, which differs from machine to machine. */
    static final String OUTSIDE = "<sandbox>";

    public SeenCommand {
        argv = List.copyOf(argv);
    }

    /** One command as a corpus writes it. */
    record Json(
            @JsonProperty("argv") List<String> argv,
            @JsonProperty("cwd") String directory,
            @JsonProperty(VISIBLE_DEVICES) @Nullable String visibleDevices) {

        SeenCommand command() {
            return new SeenCommand(argv, directory, Optional.ofNullable(visibleDevices));
        }
    }

    static SeenCommand of(PlannedCommand command) {
        return new SeenCommand(
                command.argv(),
                command.directory(),
                Optional.ofNullable(command.environment().get(VISIBLE_DEVICES)));
    }

    /** Get the program; an empty text when there is none. */
    String program() {
        return argv.isEmpty() ? "" : argv.get(0);
    }

    /** Whether {@code other} is the same command, where a path that one of both leaves open may be any path. */
    boolean matches(SeenCommand other) {
        if (argv.size() != other.argv.size() || !visibleDevices.equals(other.visibleDevices)) {
            return false;
        }
        for (int i = 0; i < argv.size(); i++) {
            if (!sameWord(argv.get(i), other.argv.get(i))) {
                return false;
            }
        }
        return sameWord(directory, other.directory);
    }

    private static boolean sameWord(String one, String other) {
        return one.equals(other) || leavesOpen(one, other) || leavesOpen(other, one);
    }

    private static boolean leavesOpen(String pattern, String word) {
        int open = pattern.indexOf(OUTSIDE);
        return open >= 0
                && word.startsWith(pattern.substring(0, open))
                && word.endsWith(pattern.substring(open + OUTSIDE.length()))
                && word.length() > pattern.length() - OUTSIDE.length();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append('[').append(directory).append("] ");
        visibleDevices.ifPresent(devices ->
                text.append(VISIBLE_DEVICES).append('=').append(devices).append(' '));
        for (int i = 0; i < argv.size(); i++) {
            text.append(i == 0 ? "" : " ").append(quoted(argv.get(i)));
        }
        return text.toString();
    }

    private static String quoted(String word) {
        return word.isEmpty() || word.chars().anyMatch(c -> Character.isWhitespace(c) || c == '\'' || c == '"')
                ? "«" + word + "»"
                : word;
    }
}
