// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.program;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Which of a network's outputs are deployed: exported, and read by the inference.
 *
 * @param sources for each output of the exported program, the names of the network's outputs that it may be made of
 * @param read which outputs of the program the inference reads, from 0; all where it names none that there is
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record DeployedOutputs(List<Set<String>> sources, Set<Integer> read) {

    public DeployedOutputs {
        sources = sources.stream().map(Set::copyOf).toList();
        read = Set.copyOf(read);
    }

    DeployedOutputs reading(Set<Integer> outputs) {
        return new DeployedOutputs(sources, outputs);
    }

    /** Get the names of the deployed outputs. */
    Set<String> names() {
        boolean known = IntStream.range(0, sources.size()).anyMatch(read::contains);
        return IntStream.range(0, sources.size())
                .filter(output -> !known || read.contains(output))
                .mapToObj(sources::get)
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    /** Get the names of what the program gives, read or not. */
    Set<String> exported() {
        return sources.stream().flatMap(Set::stream).collect(Collectors.toSet());
    }
}
