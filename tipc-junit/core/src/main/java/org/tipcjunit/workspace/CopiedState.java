// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * How what a working copy was made of differs from the commit that was checked out, as of the moment of copying.
 *
 * @param commit the commit's id; empty where git knows none, or could not compare
 * @param differences what the copy holds otherwise than the commit, one sentence each
 * @param besides data that came along and lie in no commit
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record CopiedState(Optional<String> commit, List<String> differences, List<Uncommitted> besides) {

    private static final int TOLD = 20;

    public CopiedState {
        differences = List.copyOf(differences);
        besides = List.copyOf(besides);
    }

    /**
     * Files that lie in no commit.
     *
     * @param what what they are, in words
     * @param path where they lie, relative to the checkout
     * @param files how many they are
     * @param sha256 the digest of the file, or of the digests and names of all files; empty where they were not read
     */
    public record Uncommitted(String what, String path, long files, String sha256) {}

    /** Get the state of a copy of which commands have changed some files since. */
    public CopiedState with(List<String> changed) {
        if (commit.isEmpty()) {
            return this;
        }
        List<String> all = new ArrayList<>(differences);
        changed.stream().limit(TOLD).forEach(file -> all.add(file + " was changed while the commands ran"));
        if (changed.size() > TOLD) {
            all.add("and " + (changed.size() - TOLD) + " more were changed while the commands ran");
        }
        return new CopiedState(commit, all, besides);
    }

    /** Get the state of which nothing is known. */
    public static CopiedState unknown() {
        return new CopiedState(Optional.empty(), List.of(), List.of());
    }
}
