// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.standing;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.workspace.FolderContents;

/**
 * What a certificate rests on, by digest: everything that would make a run another one.
 *
 * @param version the version of this form
 * @param facts what was asked, and where it runs, by what it is
 * @param files the files of the repository and the data, by path
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Grounds(int version, Map<String, String> facts, Map<String, String> files) {

    static final int VERSION = 1;

    public Grounds {
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /**
     * State what a certificate rests on.
     *
     * @param facts digests of what was asked, and of where it runs, by what it is
     * @param files digests of the files of the repository and the data, by path
     */
    public static Grounds of(Map<String, String> facts, Map<String, String> files) {
        return new Grounds(VERSION, facts, files);
    }

    /** Get the first difference to what holds now, in words; empty where there is none. */
    Optional<String> difference(Grounds now) {
        return version == now.version()
                ? FolderContents.difference(facts, now.facts()).or(() -> FolderContents.difference(files, now.files()))
                : Optional.of("the version of tipc-junit changed");
    }
}
