// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.LayerCall;

/**
 * What the trained dygraph layer says about the test images.
 *
 * @param stage the stage that predicted; its output holds the printed results
 * @param images the files of test images, sorted by name, or the file of test texts
 * @param texts the test texts, where the samples are the lines of one file; none where they are files
 * @param calls the calls of the outermost layer, in order
 * @param source what predicted
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Prediction(StageRun stage, List<Path> images, TestTexts texts, List<LayerCall> calls, Source source) {

    public Prediction {
        images = List.copyOf(images);
        calls = List.copyOf(calls);
    }

    /** What predicted. */
    public enum Source {
        /** The repository's own prediction command, which also prepares the images. */
        COMMAND,
        /** The layer that is exported, in the export's process, on the inputs that inference had prepared. */
        EXPORTED_LAYER
    }

    /** Create the prediction of the repository's own command. */
    public Prediction(StageRun stage, List<Path> images, List<LayerCall> calls) {
        this(stage, images, calls, Source.COMMAND);
    }

    /** Create a prediction whose samples are files. */
    public Prediction(StageRun stage, List<Path> images, List<LayerCall> calls, Source source) {
        this(stage, images, TestTexts.none(), calls, source);
    }

    /** Get the same with other calls. */
    public Prediction withCalls(List<LayerCall> others) {
        return new Prediction(stage, images, texts, others, source);
    }

    /** Get how many samples there are: test texts, or files. */
    public int samples() {
        return texts.isEmpty() ? images.size() : texts.count();
    }

    /** Get what one sample is called: image or text. */
    public String sample() {
        return texts.isEmpty() ? "image" : "text";
    }
}
