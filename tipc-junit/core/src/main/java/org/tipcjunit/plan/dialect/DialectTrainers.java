// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * How a script finds the commands of a trainer.
 *
 * @param list the line with the list of trainers
 * @param norm the lines of the plain training
 * @param pairs the lines of the other trainers, in the script's order
 * @param unknown what becomes of a trainer without lines
 * @param toStaticBy how the option for static training is added
 * @param loadsNorm whether some trainers continue from the weights of the plain training
 * @param pretrained the line with the weights that others start from
 */
@API(status = Status.INTERNAL, since = "0.1")
public record DialectTrainers(
        int list,
        Lines norm,
        List<Pair> pairs,
        Unknown unknown,
        ToStaticBy toStaticBy,
        LoadsNorm loadsNorm,
        int pretrained) {

    public DialectTrainers {
        pairs = List.copyOf(pairs);
    }

    /** Whether the option for static training stands below a header of its own. */
    public boolean hasStaticBlock() {
        return pairs.stream().anyMatch(pair -> pair.kind() == PairKind.STATIC_BLOCK);
    }

    /**
     * The lines of a trainer.
     *
     * @param train the line of its training; -1 for none
     * @param export the line of its export; -1 for none
     */
    public record Lines(int train, int export) {

        static Lines none() {
            return new Lines(-1, -1);
        }
    }

    /**
     * A trainer beside the plain one.
     *
     * @param lines its lines
     * @param kind what it does
     */
    public record Pair(Lines lines, PairKind kind) {}

    /** What a trainer beside the plain one does. */
    public enum PairKind {
        /** It has a command of its own. */
        OWN,
        /** It has a command of its own, and its model is quantised. */
        QUANTISED,
        /** Its line has an option that is added to the plain command. */
        STATIC_LINE,
        /** The line below a header has an option that is added to the plain command. */
        STATIC_BLOCK
    }

    /** What a script does with a trainer that it has no lines for. */
    public enum Unknown {
        /** It trains plainly, under that name. */
        NORM,
        /** It leaves the trainer out. */
        SKIP,
        /** It knows the plain training only, by any name. */
        ANY
    }

    /** How the option for static training comes into the command. */
    public enum ToStaticBy {
        /** At the end of the plain training's command. */
        APPENDED,
        /** As a word of its own, where the training's command line has its gap. */
        WORD
    }

    /** Whether pruning and quantisation start from the plain training's weights. */
    public enum LoadsNorm {
        /** They start from what the config says. */
        NO,
        /** They do. */
        YES,
        /** They start from the weights that the training before them left. */
        OWN,
        /** They are meant to, but a mistake in the script's condition keeps them from it. */
        NEVER
    }
}
