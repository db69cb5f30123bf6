// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import java.util.Comparator;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Something that is demanded of a model, such as a clause of the TIPC acceptance guide: of its section 4.1.3 for a base chain,
 * of section 4.2.3 for a service, and of section 4.3 for light backbones.
 *
 * <p>Clauses are in order as certificates name them: the guide's first, as {@link #ofGuide()} has them, then others by id.
 *
 * @param id what certificates call it, such as the clause's number in the guide; not blank
 * @param title what it demands, in one line; not blank
 * @param section the section of the guide, or where else it is demanded
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Clause(String id, String title, String section) implements Comparable<Clause> {

    public static final Clause CONVERGENCE =
            new Clause("4.1.3-1", "training runs and its loss converges over the first 100 iterations", "4.1.3");
    public static final Clause METRIC =
            new Clause("4.1.3-2", "the evaluated metric reaches what the README documents", "4.1.3");
    public static final Clause CONSISTENCY =
            new Clause("4.1.3-3", "prediction and inference are completely identical on real test images", "4.1.3");
    public static final Clause EXPORT = new Clause("4.1.3", "the export writes an inference model that loads", "4.1.3");
    public static final Clause DOCUMENTATION =
            new Clause("4.1.3-4", "the README holds usage, scripts, prediction and inference results", "4.1.3");
    public static final Clause REPRODUCIBILITY =
            new Clause("4.1.3-1r", "two trainings with one seed have bitwise equal losses", "4.1.3");
    public static final Clause SERVING = new Clause(
            "4.2.3-1",
            "the service starts, is asked, answers, and its answers are completely identical to inference",
            "4.2.3");
    public static final Clause DEPLOYMENT_DOCUMENTATION = new Clause(
            "4.2.3-1d", "the deployment document holds how to start and ask the service, and its answers", "4.2.3");
    public static final Clause SERVING_LOAD =
            new Clause("4.2.3-1l", "the service answers many requests at once, every one of them rightly", "4.2.3");
    public static final Clause BACKBONE =
            new Clause("4.3.2", "with each light backbone another model is trained", "4.3.2");
    public static final Clause MODEL_SIZE =
            new Clause("4.3.3-1", "the exported parameters are within the stated size of the backbone", "4.3.3");
    public static final Clause FEATURE_MAPS =
            new Clause("4.3.3-2", "the model uses the last feature map of each stride of its backbone", "4.3.3");
    public static final Clause BACKBONE_RESULTS =
            new Clause("4.3.4", "each backbone's row in the table of results is that of its own training log", "4.3.4");

    private static final List<Clause> GUIDE = List.of(
            CONVERGENCE,
            METRIC,
            CONSISTENCY,
            EXPORT,
            DOCUMENTATION,
            REPRODUCIBILITY,
            SERVING,
            DEPLOYMENT_DOCUMENTATION,
            SERVING_LOAD,
            BACKBONE,
            MODEL_SIZE,
            FEATURE_MAPS,
            BACKBONE_RESULTS);

    private static final Comparator<Clause> ORDER = Comparator.comparingInt(Clause::rank)
            .thenComparing(Clause::id)
            .thenComparing(Clause::title)
            .thenComparing(Clause::section);

    public Clause {
        if (id.isBlank() || title.isBlank()) {
            throw new IllegalArgumentException("a clause needs an id and a title: '" + id + "', '" + title + "'");
        }
    }

    /** Get the clauses of the guide, in the order in which certificates name them; each has an id of its own. */
    public static List<Clause> ofGuide() {
        return GUIDE;
    }

    /** Get the clauses that every certified model fulfils, whatever its mode and whatever else was demanded (section 4.1.3). */
    public static List<Clause> ofBaseChain() {
        return List.of(CONVERGENCE, METRIC, EXPORT, CONSISTENCY, DOCUMENTATION);
    }

    /** Whether it is one of the guide's; whoever else demands something has clauses of his own. */
    public boolean isOfGuide() {
        return GUIDE.contains(this);
    }

    @Override
    public int compareTo(Clause other) {
        return ORDER.compare(this, other);
    }

    private int rank() {
        int index = GUIDE.indexOf(this);
        return index < 0 ? GUIDE.size() : index;
    }
}
