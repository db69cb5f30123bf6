// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.answers;

import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.text.MetricName;

/**
 * Whether the data set of an evaluation draws its samples at random, as one does whose flips and crops are meant for the training:
 * its metric is another one each time.
 *
 * @param drawn the class of the data set and the number of a sample that was another image of the same label each time; empty where
 *     none was seen
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record DrawnSamples(Optional<String> drawn) {

    /** Get a finding that cannot be judged where samples are drawn; one that did not pass, or of a distance, stays as it is. */
    public Finding in(Finding finding, MetricName metric) {
        return finding.verdict() != Verdict.PASS || metric.isUnbounded() || drawn.isEmpty()
                ? finding
                : finding.concluding(
                        Verdict.CANNOT_JUDGE,
                        "the evaluation draws its images at random",
                        told(drawn.get().split(" ", -1)) + "\n" + finding.observed(),
                        "prepare images for the evaluation without what is drawn at random, such as flips and crops for the"
                                + " training");
    }

    private static String told(String[] drawn) {
        return "sample " + drawn[1] + " of " + drawn[0]
                + " was not always the same image when the data set was asked for it several times";
    }
}
