// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.ahead;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certification.doctor.Computer;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.evaluate.Evaluate;
import org.tipcjunit.stage.export.Export;
import org.tipcjunit.stage.infer.Infer;
import org.tipcjunit.stage.noise.NoisyEvaluation;
import org.tipcjunit.stage.predict.Predict;
import org.tipcjunit.stage.serve.Convert;
import org.tipcjunit.stage.train.Train;

/**
 * Goes ahead of whoever judges one demand after the other: one thread runs the stages, in the order in which they would be run
 * anyway, and another one judges what they left, while whoever asked tells of what was judged.
 *
 * <p>Only what is sure to be needed is run. Each demand is judged on what its turn would have found, so that no finding depends on how
 * far the stages got meanwhile. Demands after the first one that may measure time, or that is none of the library's, wait until
 * nothing runs any more.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Ahead implements AutoCloseable {

    /** What the judges of these clauses ask for first, in this order. */
    private static final Map<Clause, List<Product<?>>> STAGES = Map.of(
            Clause.CONVERGENCE, List.of(Train.STAGE),
            Clause.METRIC, List.of(Evaluate.STAGE),
            Clause.EXPORT, List.of(Export.STAGE),
            Clause.CONSISTENCY, List.of(Predict.STAGE, Infer.STAGE));

    private static final long LEAST_MEMORY = 4L << 30;

    private final Work work;
    private final Optional<Demand<?>> serving;
    private final Map<Demand<?>, CompletableFuture<Void>> judged = new LinkedHashMap<>();
    private final CompletableFuture<Void> ran = new CompletableFuture<>();
    private final ExecutorService stages = thread("tipc-stages");
    private final ExecutorService judges = thread("tipc-judges");
    private volatile boolean closed;

    /** What is done ahead. */
    public interface Work {

        /** Hear, in the thread that runs them, of whose stages are run next. */
        void begin(Demand<?> demand);

        /** Make something, and remember what came of it, failures included. */
        void make(Product<?> product);

        /** Whether nothing is known yet that keeps a demand from being met. */
        boolean isHopeful(Demand<?> demand);

        /** Take down what was made up to now, which a demand is judged on. */
        void look(Demand<?> demand);

        /** Judge a demand, and remember what was found; what this throws is thrown again when it is asked for in its turn. */
        void judge(Demand<?> demand);
    }

    /**
     * Create it; nothing runs yet.
     *
     * @param demands all that will be judged, in this order
     * @param serves whether a service is planned
     * @param work does it
     */
    public Ahead(List<Demand<?>> demands, boolean serves, Work work) {
        this.work = work;
        demands.stream()
                .takeWhile(demand -> STAGES.containsKey(demand.clause()))
                .forEach(demand -> judged.put(demand, new CompletableFuture<>()));
        this.serving = demands.stream()
                .filter(demand -> demand.clause().equals(Clause.SERVING))
                .filter(demand -> serves)
                .findFirst();
    }

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Whether two commands of a model can have memory at once; where little is left they run one after the other. */
    public static boolean hasMemory() {
        return Computer.here().memory().orElse(Long.MAX_VALUE) >= LEAST_MEMORY;
    }

    /** Begin to run stages and to judge. */
    public void start() {
        stages.execute(() -> {
            try {
                runStages();
            } catch (RuntimeException | Error e) {
                // Whoever waits for what was not come to judges it as without all this, and meets what is wrong.
                closed = true;
            } finally {
                judges.execute(() -> judged.values().forEach(own -> own.complete(null)));
                ran.complete(null);
            }
        });
    }

    private void runStages() {
        Set<Clause> made = new HashSet<>();
        Set<Clause> failed = new HashSet<>();
        for (Map.Entry<Demand<?>, CompletableFuture<Void>> entry : judged.entrySet()) {
            Demand<?> demand = entry.getKey();
            // Whoever builds on one that failed is not judged, so that nothing is run for it.
            (makeAll(demand, failed) ? made : failed).add(demand.clause());
            work.look(demand);
            judges.execute(() -> {
                try {
                    judge(demand);
                } finally {
                    entry.getValue().complete(null);
                }
            });
        }
        serving.filter(demand -> made.containsAll(demand.judge().buildsOn())).ifPresent(demand -> {
            work.begin(demand);
            isMade(Convert.STAGE);
        });
    }

    private void judge(Demand<?> demand) {
        try {
            if (!closed) {
                work.judge(demand);
            }
        } catch (RuntimeException | Error e) {
            // Judging it in its turn comes to the same, and tells it.
            return;
        }
    }

    private boolean makeAll(Demand<?> demand, Set<Clause> failed) {
        if (demand.judge().buildsOn().stream().anyMatch(failed::contains)) {
            return false;
        }
        work.begin(demand);
        boolean made = STAGES.getOrDefault(demand.clause(), List.of()).stream().allMatch(this::isMade);
        if (made && demand.clause().equals(Clause.METRIC) && work.isHopeful(demand)) {
            isMade(NoisyEvaluation.COPY_AHEAD);
        }
        return made;
    }

    private boolean isMade(Product<?> product) {
        if (closed) {
            return false;
        }
        try {
            work.make(product);
            return true;
        } catch (RuntimeException | Error e) {
            return false; // Whoever asks for it in turn is told.
        }
    }

    /** Wait until a demand may be judged in its turn, which takes no time where it has been judged already. */
    public void await(Demand<?> demand) {
        CompletableFuture<Void> own = judged.get(demand);
        if (own != null) {
            own.join();
            return;
        }
        judged.values().forEach(CompletableFuture::join);
        if (!demand.clause().equals(Clause.DOCUMENTATION)) {
            // It may measure time.
            ran.join();
        }
    }

    /** Run no further stage, and wait until the one that runs has ended. */
    @Override
    public void close() {
        closed = true;
        stages.shutdown();
        ran.join();
        judges.shutdown();
        judged.values().forEach(CompletableFuture::join);
    }
}
