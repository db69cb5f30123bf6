// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.tipcjunit.faults.FixtureCopy;

/** The forks that tests share, of servers in the build folder. */
public final class SharedWarmStart {

    private SharedWarmStart() {}

    public static WarmStart get() {
        try {
            return new WarmStart(FixtureCopy.projectRoot().resolve("tipc-junit/target/warm"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
