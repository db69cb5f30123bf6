// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.change;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What a contribution changes, against the base that it is to be merged into.
 *
 * @param base the commit that it is compared with, as messages show it
 * @param date when it was made: that of its commit, or today for a working tree
 * @param origin the address that the repository was cloned from; empty where there is none
 * @param files what it touches, by path
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Change(String base, LocalDate date, String origin, List<ChangedFile> files) {

    public Change {
        files = List.copyOf(files);
    }

    /** Get the paths of files that are new, and not only moved, and meet a condition. */
    public List<String> added(Predicate<String> condition) {
        return files.stream()
                .filter(ChangedFile::isNew)
                .map(ChangedFile::path)
                .filter(condition)
                .toList();
    }

    /** Get the paths of files that are new or modified, and meet a condition. */
    public List<String> touched(Predicate<String> condition) {
        return there(condition).stream().map(ChangedFile::path).toList();
    }

    /** Get the files that are new or modified, and whose paths meet a condition. */
    public List<ChangedFile> there(Predicate<String> condition) {
        return files.stream()
                .filter(file -> file.isThere() && condition.test(file.path()))
                .toList();
    }

    /** Find what it does with a path. */
    public Optional<ChangedFile> of(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }
}
