// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.judge.Review;

/**
 * The files that a change takes away from where others look for them: by deleting or moving them.
 *
 * @param paths where they lay
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record TakenAway(Set<String> paths) {

    /** With more names than these, texts are not searched for each of them. */
    private static final int MANY = 50;

    public TakenAway {
        paths = Set.copyOf(paths);
    }

    /** Get those of a change. */
    public static TakenAway of(Review review) {
        return review.sources().once(TakenAway.class, () -> {
            Set<String> gone = new HashSet<>();
            for (ChangedFile file : review.change().files()) {
                if (!file.isThere() || !file.oldPath().equals(file.path())) {
                    gone.add(file.oldPath());
                }
            }
            gone.removeIf(review.sources()::has);
            return new TakenAway(gone);
        });
    }

    /** Whether a file of this path lay there before the change only. */
    public boolean has(String path) {
        return paths.contains(path);
    }

    /** Get the files that the change does not touch and that may speak of what is gone. */
    public List<String> speakers(Review review, Predicate<String> gone, Predicate<String> speaker) {
        List<String> names = paths.stream()
                .filter(gone)
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return List.of();
        }
        Set<String> touched = new HashSet<>();
        review.change().files().forEach(file -> touched.add(file.path()));
        return review.sources().paths(path -> speaker.test(path) && !touched.contains(path)).stream()
                .filter(path -> names.size() > MANY
                        || review.sources()
                                .text(path)
                                .filter(text -> names.stream().anyMatch(text::contains))
                                .isPresent())
                .toList();
    }
}
