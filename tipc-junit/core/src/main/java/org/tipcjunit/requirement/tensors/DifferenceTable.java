// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.Evidence.TableEvidence;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.tensor.TensorValue;

/** All differences of one judgement, with a row for each batch and comparison and figures for each comparison. */
@API(status = Status.INTERNAL, since = "0.1")
public final class DifferenceTable {

    private final IntFunction<String> label;
    private final Tolerance tolerance;
    private final List<List<String>> summary = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();
    private TensorDifference tolerated = TensorDifference.none();

    public DifferenceTable(IntFunction<String> label, Tolerance tolerance) {
        this.label = label;
        this.tolerance = tolerance;
    }

    /** How far a comparison must agree. */
    public enum Demand {
        BITS("bit for bit"),
        TOLERANCE("within tolerance"),
        /** For inputs, which decide nothing. */
        INPUT_TOLERANCE("within tolerance");

        private final String words;

        Demand(String words) {
            this.words = words;
        }

        private boolean holds(TensorDifference difference) {
            return switch (this) {
                case BITS -> difference.sameBits();
                case TOLERANCE -> difference.within() && difference.changedDecisions() == 0;
                case INPUT_TOLERANCE -> difference.within();
            };
        }
    }

    /** The tensors of one batch, counted from 0, and what they are compared with. */
    public record Pair(int batch, List<TensorValue> actual, List<TensorValue> reference) {}

    /**
     * What one comparison found.
     *
     * @param name what was compared
     * @param firstFault where it first differs more than demanded, with numbers; empty if nowhere
     * @param faultyPair the index of that pair; -1 if there is none
     * @param nan whether NaN was seen
     */
    public record Compared(String name, String firstFault, int faultyPair, boolean nan) {
        public boolean holds() {
            return firstFault.isEmpty();
        }

        public String describe() {
            return name + ", " + firstFault;
        }
    }

    public Compared compare(String name, List<Pair> pairs, Demand demand) {
        TensorDifference total = TensorDifference.none();
        String firstFault = "";
        int faultyPair = -1;
        // What rounding comes to was measured of outputs.
        Tolerance allowed = demand == Demand.INPUT_TOLERANCE ? tolerance.of(Rounding.unknown()) : tolerance;
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            TensorDifference difference = TensorDifference.between(pair.actual(), pair.reference(), allowed);
            boolean holds = demand.holds(difference);
            total = total.and(difference);
            rows.add(row(label.apply(pair.batch()), name, difference, demand, holds));
            if (!holds && faultyPair < 0) {
                faultyPair = i;
                firstFault = label.apply(pair.batch()) + ": " + difference.describe();
            }
        }
        if (demand == Demand.TOLERANCE) {
            tolerated = tolerated.and(total);
        }
        if (!pairs.isEmpty()) {
            summary.add(row("all " + pairs.size(), name, total, demand, firstFault.isEmpty()));
            figures.add(Figure.of("max abs difference (" + name + ")", total.maxAbs(), ""));
            figures.add(Figure.of("max rel difference (" + name + ")", total.maxRel(), ""));
            figures.add(ulps("max difference (" + name + ")", total));
        }
        return new Compared(name, firstFault, faultyPair, total.nan());
    }

    /** Describe the greatest difference among the comparisons that have a tolerance. */
    public String tolerated() {
        return tolerated.describe();
    }

    public List<Figure> figures() {
        return List.copyOf(figures);
    }

    /** Get a table with the greatest difference of every comparison, and one with those of every batch. */
    public List<TableEvidence> evidence() {
        String decisions =
                tolerance.outputs() == Outputs.EMBEDDINGS ? "directions changed, smallest cosine" : "decisions changed";
        return List.of(table("differences", decisions, summary), table("differences of every batch", decisions, rows));
    }

    private static TableEvidence table(String title, String decisions, List<List<String>> rows) {
        return new TableEvidence(
                title,
                List.of("images", "comparison", "max abs", "max rel", "max ULP", decisions, "demanded", "holds"),
                rows);
    }

    private List<String> row(String label, String name, TensorDifference difference, Demand demand, boolean holds) {
        return List.of(
                label,
                name,
                Quantity.of(difference.maxAbs()),
                Quantity.of(difference.maxRel()),
                ulps(difference),
                demand == Demand.INPUT_TOLERANCE
                        ? "-"
                        : difference.changedDecisions() + " of " + difference.decisionRows()
                                + (tolerance.outputs() == Outputs.EMBEDDINGS ? ", " + difference.smallestCosine() : ""),
                demand.words,
                holds ? "yes" : "no");
    }

    private static Figure ulps(String name, TensorDifference difference) {
        return difference.maxUlp() == Long.MAX_VALUE
                ? Figure.unmeasured(name, "-", "ULP")
                : Figure.of(name, difference.maxUlp(), "ULP");
    }

    private static String ulps(TensorDifference difference) {
        return difference.maxUlp() == Long.MAX_VALUE ? "-" : String.valueOf(difference.maxUlp());
    }
}
