// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.answers;

import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.text.MetricName;
import org.tipcjunit.requirement.text.WrittenNumber;

/**
 * A printed share of right answers: of samples whose label is among the {@code rank} best scores.
 *
 * @param name the metric's name
 * @param rank among how many best scores the label may be
 * @param share the printed value, from 0 to 1
 * @param rounding by how much the value may have been rounded up
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PrintedShare(String name, int rank, double share, double rounding) {

    /** Scripts print single precision. */
    private static final double NOISE = 1e-6;

    /** Read what was printed; empty where the name is not plainly that of such a share. */
    public static Optional<PrintedShare> of(MetricName name, WrittenNumber number) {
        double value = number.value().doubleValue();
        boolean hundredths = value > 1;
        double share = hundredths ? value / 100 : value;
        double unit = Math.pow(10, -number.value().scale()) / (hundredths ? 100 : 1);
        return name.rank().isEmpty() || number.ambiguous() || !(share >= 0 && share <= 1)
                ? Optional.empty()
                : Optional.of(new PrintedShare(name.text(), name.rank().getAsInt(), share, unit / 2 + NOISE));
    }

    /** Get how to count such a share. */
    public String remedy() {
        return rank == 1
                ? "count a sample as right only where the number of its best score equals its label"
                : "count a sample as right only where its label is among the numbers of its " + rank + " best scores";
    }

    /** Get what is said of one that is the share of labels among the {@code more} best scores. */
    public String ofMore(int more) {
        return "the printed " + name + " is the share of samples whose label is among the " + more + " best scores";
    }

    /** Get what to do with one that is the share of labels among the {@code more} best scores. */
    public String remedyOfMore(int more) {
        return remedy() + "; or name what is printed and documented after it, as top" + more;
    }

    /** Whether it is more than {@code counted}, whatever was rounded. */
    public boolean exceeds(double counted) {
        return share - rounding > counted;
    }

    /** Whether it may be this very share, whatever was rounded. */
    public boolean isAbout(double counted) {
        return Math.abs(share - counted) <= rounding;
    }

    /** Whether it is further than {@code distance} from what was counted, as it is printed. */
    public boolean isFurtherThan(double distance, double counted) {
        return Math.abs(share - counted) > distance;
    }

    /** Whether it may be that of so many samples, each of which is right or not. */
    public boolean isOf(int samples) {
        return Math.abs(share * samples - Math.rint(share * samples)) <= rounding * samples;
    }
}
