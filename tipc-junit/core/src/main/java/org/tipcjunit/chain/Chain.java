// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.plan.model.Change;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.ChainTools;
import org.tipcjunit.stage.KeptStages;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.StageRunner;
import org.tipcjunit.stage.UpstreamLogs;
import org.tipcjunit.workspace.Checkout;
import org.tipcjunit.workspace.FolderTree;
import org.tipcjunit.workspace.WorkingCopy;
import org.tipcjunit.workspace.WorkspaceException;

/**
 * Makes what the stages of a plan make, each once and only when something asks for it.
 *
 * <p>A stage that failed stays failed: every later request that builds on it gets the same {@link StageFailedException}.
 * Instances are safe for use by several threads; stages that do not build on each other may run at the same time.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class Chain {

    private final Optional<KeptStages> kept;
    private final Context context;
    private final Map<Product<?>, OnDemand<?>> products;
    private final List<Change> changes;

    /** What whoever looks through this view knows of; empty for all that was made. */
    private final Optional<Set<Product<?>>> known;

    public Chain(ChainPlan plan, ChainTools tools) {
        this(plan, tools, Optional.empty());
    }

    /** Create one that takes stages from those that are kept, where there are any. */
    public Chain(ChainPlan plan, ChainTools tools, Optional<KeptStages> kept) {
        this.kept = kept;
        this.products = new ConcurrentHashMap<>();
        this.changes = new CopyOnWriteArrayList<>();
        this.known = Optional.empty();
        this.context = new Context(plan, tools, new StageRunner(plan.facts(), tools, kept));
        this.changes.addAll(plan.changes());
    }

    private Chain(Chain whole, Set<Product<?>> known) {
        this.kept = whole.kept;
        this.products = whole.products;
        this.changes = whole.changes;
        this.context = whole.context;
        this.known = Optional.of(known);
    }

    /**
     * Get a view of this chain for one who looks at what was made so far: what others make later stays unknown there, unless it is
     * asked for through the view. It makes everything in this chain.
     */
    public Chain asOfNow() {
        Set<Product<?>> made = ConcurrentHashMap.newKeySet();
        products.forEach((product, maker) -> {
            if (maker.isMade()) {
                made.add(product);
            }
        });
        return new Chain(this, made);
    }

    /**
     * Get what a stage makes, running it and those that it builds on where that has not been done yet.
     *
     * @throws StageFailedException if it, or one that it builds on, failed
     */
    @SuppressWarnings("unchecked") // Only what a product makes is kept for it.
    public <T> T get(Product<T> product) {
        known.ifPresent(products -> products.add(product));
        return ((OnDemand<T>) products.computeIfAbsent(product, key -> new OnDemand<>(() -> key.make(context)))).get();
    }

    /** Get what a stage made; empty where nothing asked for it so far, or it failed. Nothing is run. */
    @SuppressWarnings("unchecked") // Only what a product makes is kept for it.
    public <T> Optional<T> ifMade(Product<T> product) {
        if (known.filter(products -> !products.contains(product)).isPresent()) {
            return Optional.empty();
        }
        return Optional.ofNullable((OnDemand<T>) products.get(product)).flatMap(OnDemand::ifMade);
    }

    /** Get why a stage failed; empty where it did not, or nothing asked for it so far. Nothing is run. */
    public Optional<StageFailure> ifFailed(Product<?> product) {
        return Optional.ofNullable(products.get(product))
                .flatMap(OnDemand::failure)
                .filter(StageFailedException.class::isInstance)
                .map(failure -> ((StageFailedException) failure).failure());
    }

    /** Get the plan that this chain runs. */
    public ChainPlan plan() {
        return context.plan();
    }

    /** Get the stages that have run so far, in the order they ended. */
    public List<StageRun> runs() {
        return context.runner().runs();
    }

    /** Get the stages that were taken from earlier runs so far, each with when and where it ran. */
    public List<String> taken() {
        return kept.map(KeptStages::taken).orElse(List.of());
    }

    /** Get what the user changed of what the config asks for, so far. */
    public List<Change> overrides() {
        return List.copyOf(changes);
    }

    /** Get the test images in the working copy, sorted; none before it is made, or where the config names none. */
    public List<Path> images() {
        return context.images();
    }

    /**
     * Put upstream's files into the folder of results, and remove the working copies if everything went well and the user does
     * not keep them. Nothing of the chain may run afterwards.
     *
     * @param well whether the model was certified
     * @param replacing whether upstream's files of earlier runs go first; else this run's are added to them
     */
    public void finish(boolean well, boolean replacing) {
        Path copy = plan().workspace();
        Path repository = Checkout.of(plan().repository()).repositoryIn(copy);
        Path target = plan().request().run().results().resolve("test_tipc").resolve("output");
        try {
            UpstreamLogs.publish(repository.resolve("test_tipc").resolve("output"), target, plan().mode(), replacing);
        } catch (IOException e) {
            tell("the files for upstream's tools cannot be written to " + target + ": " + e);
        }
        try {
            for (Path folder : context.tools().isolation().folders(plan().runDirectory())) {
                FolderTree.remove(folder);
            }
        } catch (IOException e) {
            tell("what the run's commands had for a home cannot be removed: " + e);
        }
        if (well && !plan().request().workspace().keep()) {
            removeCopies();
        } else if (Files.exists(copy)) {
            tell("the working copy is kept: " + repository);
        }
    }

    /** Remove all working copies; what cannot be removed stays and is told. */
    private void removeCopies() {
        List<WorkingCopy> copies = products.values().stream()
                .flatMap(product -> product.ifMade().stream())
                .filter(WorkingCopy.class::isInstance)
                .map(WorkingCopy.class::cast)
                .distinct()
                .toList();
        for (WorkingCopy copy : copies) {
            try {
                copy.remove();
            } catch (WorkspaceException e) {
                tell(String.valueOf(e.getMessage()));
            }
        }
    }

    private void tell(String line) {
        context.tools().progress().accept("[tipc] " + plan().model() + ": " + line);
    }

    private final class Context implements StageContext {

        private final ChainPlan plan;
        private final ChainTools tools;
        private final StageRunner runner;

        private Context(ChainPlan plan, ChainTools tools, StageRunner runner) {
            this.plan = plan;
            this.tools = tools;
            this.runner = runner;
        }

        @Override
        public ChainPlan plan() {
            return plan;
        }

        @Override
        public ChainTools tools() {
            return tools;
        }

        @Override
        public StageRunner runner() {
            return runner;
        }

        @Override
        public <T> T get(Product<T> product) {
            return Chain.this.get(product);
        }

        @Override
        public void changed(Change change) {
            changes.add(change);
        }
    }
}
