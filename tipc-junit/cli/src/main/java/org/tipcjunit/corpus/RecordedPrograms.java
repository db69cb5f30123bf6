// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.corpus;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The programs whose runs a corpus can hold, since only they were replaced by one that takes notes.
 *
 * @param names their names, as they were called
 */
record RecordedPrograms(Set<String> names) {

    private static final String PYTHON = "python";

    RecordedPrograms {
        names = Set.copyOf(names);
    }

    /** Get every program that {@code entries} hold a run of. */
    static RecordedPrograms in(List<CorpusEntry> entries) {
        return new RecordedPrograms(entries.stream()
                .flatMap(entry -> entry.commands().stream())
                .map(SeenCommand::program)
                .collect(Collectors.toSet()));
    }

    /** Whether a run of {@code command} would be in the corpus. */
    boolean record(SeenCommand command) {
        return names.contains(command.program()) || command.program().startsWith(PYTHON);
    }
}
