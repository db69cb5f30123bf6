// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells how much a service has printed. */
final class LogSize {

    private LogSize() {}

    /** Get the bytes of a log; 0 where there is none. */
    static long of(Path log) {
        try {
            return Files.size(log);
        } catch (IOException e) {
            return 0;
        }
    }
}
