// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

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
        if (prediction.isBlank() || inference.isBlank() || prediction.equals(inference)) {
            throw new IllegalArgumentException("drawings need two folders, one of the prediction and another one of the"
                    + " inference, not '" + prediction + "' and '" + inference + "'");
        }
    }
}
