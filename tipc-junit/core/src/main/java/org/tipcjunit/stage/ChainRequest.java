// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.reading.Reading;
import org.tipcjunit.plan.model.TipcPlan;
import org.tipcjunit.serving.ServicePorts;

/**
 * How a plan is to be run.
 *
 * @param model the model's name in results and messages
 * @param repository the user's repository, the parent of {@code test_tipc}; it is only read
 * @param reading the config that the plan was made of, as it is understood
 * @param python the interpreter that takes the place of the one that the config names
 * @param runDirectory the folder of this run; stages and working copies get folders below it
 * @param predict the dygraph prediction, which no layout has a line for: a script and its options, where
 *     <code>{weights}</code> stands for the trained weights and <code>{images}</code> for the test images; where empty, the
 *     exported layer predicts
 * @param images test images to use instead of those that the config names, relative to the repository
 * @param trainArguments arguments added to the training command; certificates show them as an override
 * @param limits how long things may take
 * @param iterations how many iterations are to be trained at least, whatever the mode's number of epochs
 * @param everyCellByScript whether every cell of the inference matrix is to run in the repository's own script
 * @param workspace what working copies hold, and what becomes of them
 * @param results the folder that gets the files that upstream's scripts leave, as {@code test_tipc/output/...}
 * @param serving the service that the exported model is to run in; empty for none
 * @param study what is to be looked at in the exported layer
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ChainRequest(
        String model,
        Path repository,
        Reading reading,
        Path python,
        Path runDirectory,
        Optional<String> predict,
        Optional<String> images,
        List<String> trainArguments,
        Limits limits,
        OptionalInt iterations,
        boolean everyCellByScript,
        Workspace workspace,
        Path results,
        Optional<Serving> serving,
        Study study) {

    /**
     * How long things may take; the mode's own limits where empty.
     *
     * @param stage for one stage
     * @param chain for all stages that certify the model together
     */
    public record Limits(Optional<Duration> stage, Optional<Duration> chain) {

        /** Get the mode's own limits. */
        public static Limits ofMode() {
            return new Limits(Optional.empty(), Optional.empty());
        }
    }

    /**
     * What working copies hold, and what becomes of them.
     *
     * @param data files and folders that git ignores and that commands need, relative to the repository
     * @param excluded folders that are no part of the repository, such as that of earlier results; absolute
     * @param prepare whether the repository's {@code prepare.sh} is to run first
     * @param keep whether working copies stay also when everything went well
     */
    public record Workspace(List<Path> data, List<Path> excluded, boolean prepare, boolean keep) {

        public Workspace {
            data = List.copyOf(data);
            excluded = List.copyOf(excluded);
        }

        /** Get a working copy of what git knows, nothing prepared, removed when everything went well. */
        public static Workspace plain() {
            return new Workspace(List.of(), List.of(), false, false);
        }
    }

    /**
     * The service that the exported model is to run in.
     *
     * @param plan the plan of the service's config
     * @param configPath that config's path relative to the repository
     * @param request the name of the service and the key of the image in a request, such as {@code digits:image}; found in the
     *     repository's own client where empty
     * @param ports the ports that the service is to use; free ones where empty
     */
    public record Serving(TipcPlan plan, String configPath, Optional<String> request, Optional<ServicePorts> ports) {}

    /**
     * What is to be looked at in the exported layer, in the export's process.
     *
     * @param backbone the attribute that holds the backbone whose feature maps are wanted; empty for none
     * @param multiplyAdds whether multiply-adds are to be counted
     */
    public record Study(Optional<String> backbone, boolean multiplyAdds) {

        /** Get the study of nothing. */
        public static Study none() {
            return new Study(Optional.empty(), false);
        }
    }

    public ChainRequest {
        trainArguments = List.copyOf(trainArguments);
    }

    /** Get a request without any wish of the user's. */
    public static ChainRequest of(String model, Path repository, Reading reading, Path python, Path runDirectory) {
        return new ChainRequest(
                model,
                repository,
                reading,
                python,
                runDirectory,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Limits.ofMode(),
                OptionalInt.empty(),
                false,
                Workspace.plain(),
                runDirectory,
                Optional.empty(),
                Study.none());
    }

    /** Get the same request with a prediction command. */
    public ChainRequest withPredict(Optional<String> command) {
        return changed(request -> request.predict = command);
    }

    /** Get the same request with other test images. */
    public ChainRequest withImages(Optional<String> path) {
        return changed(request -> request.images = path);
    }

    /** Get the same request with arguments added to the training. */
    public ChainRequest withTrainArguments(List<String> arguments) {
        return changed(request -> request.trainArguments = arguments);
    }

    /** Get the same request with other time limits. */
    public ChainRequest withLimits(Limits others) {
        return changed(request -> request.limits = others);
    }

    /** Get the same request with a number of iterations to train at least. */
    public ChainRequest withIterations(OptionalInt count) {
        return changed(request -> request.iterations = count);
    }

    /** Get the same request with every cell by script, or not. */
    public ChainRequest withEveryCellByScript(boolean every) {
        return changed(request -> request.everyCellByScript = every);
    }

    /** Get the same request with other working copies. */
    public ChainRequest withWorkspace(Workspace other) {
        return changed(request -> request.workspace = other);
    }

    /** Get the same request with another folder for upstream's files. */
    public ChainRequest withResults(Path folder) {
        return changed(request -> request.results = folder);
    }

    /** Get the same request with a service, or without one. */
    public ChainRequest withServing(Optional<Serving> service) {
        return changed(request -> request.serving = service);
    }

    /** Get the same request with another study of the exported layer. */
    public ChainRequest withStudy(Study other) {
        return changed(request -> request.study = other);
    }

    /** Get the config's path relative to the repository. */
    public String configPath() {
        return reading.path();
    }

    /** Get a search path for programs on which those of the interpreter's environment come first. */
    public String programPath() {
        return python.resolveSibling(".").normalize() + ":" + System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    }

    private ChainRequest changed(Consumer<Changes> change) {
        Changes changes = new Changes(this);
        change.accept(changes);
        return changes.request();
    }

    /** The wishes of a request while one of them changes. */
    private static final class Changes {

        private final ChainRequest base;
        private Optional<String> predict;
        private Optional<String> images;
        private List<String> trainArguments;
        private Limits limits;
        private OptionalInt iterations;
        private boolean everyCellByScript;
        private Workspace workspace;
        private Path results;
        private Optional<Serving> serving;
        private Study study;

        private Changes(ChainRequest base) {
            this.base = base;
            this.predict = base.predict;
            this.images = base.images;
            this.trainArguments = base.trainArguments;
            this.limits = base.limits;
            this.iterations = base.iterations;
            this.everyCellByScript = base.everyCellByScript;
            this.workspace = base.workspace;
            this.results = base.results;
            this.serving = base.serving;
            this.study = base.study;
        }

        private ChainRequest request() {
            return new ChainRequest(
                    base.model,
                    base.repository,
                    base.reading,
                    base.python,
                    base.runDirectory,
                    predict,
                    images,
                    trainArguments,
                    limits,
                    iterations,
                    everyCellByScript,
                    workspace,
                    results,
                    serving,
                    study);
        }
    }
}
