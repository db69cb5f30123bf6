// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.serving.LoadResult;
import org.tipcjunit.serving.ServiceStop;

/**
 * A service under load: started for it alone and not recorded, so that it has its true speed.
 *
 * @param stage the service itself
 * @param cell what its cell stands for
 * @param startToReady the time from its start to its first good answer
 * @param images the test images; request number r sent image {@code r mod images.size()}
 * @param result every request with its answer
 * @param memoryBefore the memory of all its processes in bytes after every image was asked for once
 * @param memoryAfter the same after the last answer
 * @param alive whether it still ran after the last answer
 * @param stop how it was stopped
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record LoadRun(
        StageRun stage,
        String cell,
        Duration startToReady,
        List<Path> images,
        LoadResult result,
        long memoryBefore,
        long memoryAfter,
        boolean alive,
        ServiceStop stop) {

    public LoadRun {
        images = List.copyOf(images);
    }
}
