// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.noise;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What a network was made to say of a sample: its own scores, given to other classes.
 *
 * @param classes how many there are
 * @param number the class with the highest score, from 0
 * @param score its score
 * @param share what softmax makes of the score
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ExchangedScores(int classes, int number, double score, double share) {

    static ExchangedScores read(String line) {
        String[] parts = line.split(" ", -1);
        return new ExchangedScores(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]));
    }
}
