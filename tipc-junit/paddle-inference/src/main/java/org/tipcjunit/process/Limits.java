// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What all processes of a command may take together.
 *
 * @param memory bytes of memory; what they share counts once
 * @param tasks processes and threads
 * @param disk bytes that they may write to the file system of the first folder
 * @param folders the folders that they may write to; at least one
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Limits(long memory, long tasks, long disk, List<Path> folders) {

    public Limits {
        folders = List.copyOf(folders);
        if (folders.isEmpty() || memory <= 0 || tasks <= 0 || disk <= 0) {
            throw new IllegalArgumentException("limits are positive, and of some folder");
        }
    }
}
