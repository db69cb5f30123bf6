// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.workspace.FolderTree;

/**
 * The folders of a model's runs, of which old ones are removed, since each holds all outputs and recordings of its stages.
 *
 * @param folder the folder that holds them
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record RunFolders(Path folder) {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final String IS_NAME = "\\d{8}-\\d{6}-\\d{3}";
    private static final String KEPT = "5";

    /** Get the runs of the model whose results lie in a folder. */
    static RunFolders of(Path directory) {
        return new RunFolders(directory.resolve("runs"));
    }

    public Path at(Instant start) {
        return folder.resolve(NAME.format(start));
    }

    /**
     * Get the emptied folder of runs that reuse stages: recordings and logs hold its path, so it is always the same one. What is
     * kept of stages lies beside it.
     */
    public Path same() {
        Path same = folder.resolve("reusing");
        try {
            FolderTree.remove(same);
        } catch (IOException e) {
            throw new UncheckedIOException("the run in " + same + " cannot be removed", e);
        }
        return same;
    }

    /**
     * Remove the oldest runs, so that with the next one no more than {@code limit} are there.
     *
     * @param limit how many runs are kept, at least 1; {@code all} keeps every run; 5 when empty
     * @throws ConfigException if it is something else
     */
    public void prune(Optional<String> limit) {
        int kept = Term.KEEP_RUNS.read(limit.orElse(KEPT), Integer.class);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> newestFirst = entries.filter(
                            entry -> entry.getFileName().toString().matches(IS_NAME))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (Path old : newestFirst.subList(Math.min(kept - 1, newestFirst.size()), newestFirst.size())) {
                FolderTree.remove(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("old runs in " + folder + " cannot be removed", e);
        }
    }
}
