// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.noise;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.predict.Predict;

/**
 * The prediction once more, with the names of its test images exchanged: what is printed beside a name must be what was printed beside
 * the name that the image had.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum RenamedPrediction implements Product<NoisyEvaluation.Outcome> {
    /** In an order that tells rotated, reversed and alphabetic orders of any number of images from the right one. */
    SHUFFLED;

    private static final int SEED = 7;

    /** Get for each of so many images, sorted by their names, the one whose content it gets. */
    public List<Integer> contents(int count) {
        List<Integer> order = IntStream.range(0, count).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(order, new Random(SEED));
        return List.copyOf(order);
    }

    @Override
    public NoisyEvaluation.Outcome make(StageContext chain) {
        List<Path> images = chain.images();
        List<Integer> contents = contents(images.size());
        return new NoisyRun(
                        Predict.STAGE,
                        "predict-renamed",
                        Map.of(),
                        IntStream.range(0, images.size())
                                .boxed()
                                .collect(Collectors.toMap(images::get, image -> images.get(contents.get(image)))))
                .make(chain);
    }
}
