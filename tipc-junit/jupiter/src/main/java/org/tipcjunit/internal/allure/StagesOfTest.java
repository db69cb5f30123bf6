// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal.allure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.internal.allure.SeenStages.Seen;
import org.tipcjunit.requirement.Demand;

/**
 * Which stages the result of a test shows, and how long the test took: a stage's time counts for the demand that owns it, whoever
 * asked for it first.
 *
 * @param demand what the test demands
 * @param demands all demands of the certification
 * @param began when the test began
 * @param thread the thread of the test
 */
record StagesOfTest(Demand<?> demand, List<Demand<?>> demands, long began, long thread) {

    enum Share {
        /** It ran in this test, and counts for it. */
        RAN,
        /** It ran in another test before, and counts for this one. */
        EARLIER,
        /** It ran in this test, and counts for another one. */
        COUNTED,
        /** It was taken from an earlier run. */
        TAKEN
    }

    /**
     * A stage in a test.
     *
     * @param stage the stage
     * @param share what it has to do with the test
     * @param owner the demand that its time counts for; empty where nobody demanded it
     */
    record Shown(Seen stage, Share share, Optional<Demand<?>> owner) {}

    /** Get what the result shows, in the order of the starts. */
    List<Shown> shown(List<Seen> ended) {
        List<Shown> shown = new ArrayList<>();
        for (Seen stage : ended) {
            boolean here = stage.isOf(demand, thread, began);
            boolean own = demand.owns(stage.name());
            if (!here && !own) {
                continue;
            }
            Optional<Demand<?>> owner = owner(stage);
            Share share = stage.taken()
                    ? Share.TAKEN
                    : !here ? Share.EARLIER : own || owner.isEmpty() ? Share.RAN : Share.COUNTED;
            shown.add(new Shown(stage, share, owner));
        }
        shown.sort(Comparator.comparingLong(one -> one.stage().start()));
        return shown;
    }

    private Optional<Demand<?>> owner(Seen stage) {
        return demands.stream().filter(other -> other.owns(stage.name())).findFirst();
    }

    /** Get when the test would have started, had it run its own stages and no others. */
    long start(List<Seen> ended, long now) {
        long took = now - began;
        for (Shown one : shown(ended)) {
            long here = one.stage().millisWithin(began, now);
            if (one.share() == Share.COUNTED) {
                took -= here;
            } else if (demand.owns(one.stage().name())) {
                took += one.stage().millis() - here;
            }
        }
        return now - Math.max(0, took);
    }
}
