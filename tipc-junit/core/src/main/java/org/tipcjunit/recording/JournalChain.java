// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.digest.Sha256;

/** The running digest of a journal: each record ends with that of itself and all before it. */
final class JournalChain {

    private static final Pattern RECORD = Pattern.compile("(.*),\"chain\":\"([0-9a-f]{16})\"\\}", Pattern.DOTALL);
    private static final int DIGITS = 16;

    private String digest;

    /**
     * Start with nothing.
     *
     * @param name the journal's name without its ending, so that no other process's can take its place
     */
    JournalChain(String name) {
        this.digest = name;
    }

    /**
     * Require that a record follows those before it.
     *
     * @throws IllegalArgumentException if it does not
     */
    void require(String line) {
        Matcher record = RECORD.matcher(line);
        if (!record.matches()) {
            throw new IllegalArgumentException("it has no digest of the records so far");
        }
        if (!record.group(2).equals(next(record.group(1)))) {
            throw new IllegalArgumentException(
                    "it does not follow from the records before it: one was changed, added or taken out after it was written");
        }
    }

    /** Get the digest after a record, given without its own and its last brace. */
    String next(String body) {
        digest = Sha256.of(digest + body).hex().substring(0, DIGITS);
        return digest;
    }
}
