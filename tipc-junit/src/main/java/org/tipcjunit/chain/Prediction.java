// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.LayerCall;

/**
 * What the trained dygraph layer says about the test images.
 *
 * @param stage the stage that predicted; its output holds the printed results
 * @param images the test images, sorted by name
 * @param calls the calls of the outermost layer, in order
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Prediction(StageRun stage, List<Path> images, List<LayerCall> calls) {

    public Prediction {
        images = List.copyOf(images);
        calls = List.copyOf(calls);
    }
}
