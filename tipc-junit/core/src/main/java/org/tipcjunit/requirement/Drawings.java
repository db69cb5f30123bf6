// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Where prediction and inference draw their results: in each folder a picture of every test image, under the image's name.
 *
 * @param prediction the folder of the prediction, relative to the working directory of its command
 * @param inference the folder of the inference, relative to the working directory of its command
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Drawings(String prediction, String inference) {

    public Drawings {
        for (String folder : List.of(prediction, inference)) {
            Path path = Path.of(folder);
            if (path.isAbsolute() || path.normalize().startsWith("..")) {
                throw new IllegalArgumentException(
                        "drawings lie in the working copy, so '" + folder + "' must be relative and lead nowhere else");
            }
        }
        if (prediction.isBlank()
                || inference.isBlank()
                || Path.of(prediction).normalize().equals(Path.of(inference).normalize())) {
            throw new IllegalArgumentException("drawings need two folders, one of the prediction and another one of the"
                    + " inference, not '" + prediction + "' and '" + inference + "'");
        }
    }
}
