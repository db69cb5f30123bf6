// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.util.List;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What a command runs inside: a program that keeps it from the rest of the machine, and what it may take at most.
 *
 * @param program the program and its arguments, which are followed by those of the command; its first child is taken for the
 *     init process of a namespace, whose end ends all
 * @param limits what the command may take
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Enclosure(List<String> program, Limits limits) {

    public Enclosure {
        program = List.copyOf(program);
        if (program.isEmpty()) {
            throw new IllegalArgumentException("an enclosure needs a program");
        }
    }

    /** Whether a command line is that of an enclosing program, of which one can start another, and not of what runs inside. */
    boolean isOwn(String commandLine) {
        return IntStream.range(0, program.size())
                .filter(first -> commandLine.startsWith(program.get(first)))
                .anyMatch(first -> commandLine.startsWith(String.join(" ", program.subList(first, program.size()))));
    }
}
