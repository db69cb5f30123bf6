// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import java.nio.FloatBuffer;
import org.tipcjunit.tensor.TensorValue;

/** The best classes of pixels, whose scores lie in planes, one for each class: read in strips of a plane, as memory is. */
final class PixelDecisions {

    private final FloatBuffer scores;
    private final int plane;
    private final int classes;
    private final float[] strip = new float[Magnitude.PIECE];
    private final float[] highest = new float[Magnitude.PIECE];
    private final int[] best = new int[Magnitude.PIECE];

    private PixelDecisions(TensorValue tensor, int classes, int plane) {
        this.scores = tensor.buffer().asFloatBuffer();
        this.classes = classes;
        this.plane = plane;
    }

    /**
     * Count the pixels that are decided otherwise than in the reference.
     *
     * @param images how many images there are
     * @param tie how close scores of the reference decide the same
     */
    static int changed(
            TensorValue actual, TensorValue reference, int images, int classes, int plane, double tie) {
        PixelDecisions ours = new PixelDecisions(actual, classes, plane);
        PixelDecisions theirs = new PixelDecisions(reference, classes, plane);
        int changed = 0;
        for (int image = 0; image < images; image++) {
            int start = image * classes * plane;
            for (int first = 0; first < plane; first += Magnitude.PIECE) {
                int count = Math.min(Magnitude.PIECE, plane - first);
                ours.decide(start + first, count);
                theirs.decide(start + first, count);
                for (int i = 0; i < count; i++) {
                    double other = ours.best[i] == theirs.best[i]
                            ? theirs.highest[i]
                            : theirs.scores.get(start + first + i + ours.best[i] * plane);
                    // Written so that NaN counts as a change.
                    if (!(Math.abs(other - theirs.highest[i]) <= tie || other == theirs.highest[i])) {
                        changed++;
                    }
                }
            }
        }
        return changed;
    }

    private void decide(int offset, int count) {
        scores.get(offset, highest, 0, count);
        for (int i = 0; i < count; i++) {
            best[i] = 0;
        }
        for (int next = 1; next < classes; next++) {
            scores.get(offset + next * plane, strip, 0, count);
            for (int i = 0; i < count; i++) {
                if (strip[i] > highest[i]) {
                    highest[i] = strip[i];
                    best[i] = next;
                }
            }
        }
    }
}
