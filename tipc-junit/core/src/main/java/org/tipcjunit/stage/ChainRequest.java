// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.plan.model.TipcPlan;
import org.tipcjunit.serving.ServicePorts;

/**
 * How a plan is to be run.
 *
 * @param model what is certified
 * @param run what it is run with, and where
 * @param wishes what the user wishes of the commands
 * @param limits how long things may take
 * @param workspace what working copies hold, and what becomes of them
 * @param serving the service that the exported model is to run in; empty for none
 * @param study what is to be looked at in the exported layer
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ChainRequest(
        Model model,
        Run run,
        Wishes wishes,
        Limits limits,
        Workspace workspace,
        Optional<Serving> serving,
        Study study) {

    /**
     * What is certified.
     *
     * @param name the model's name in results and messages
     * @param repository the user's repository, the parent of {@code test_tipc}; it is only read
     * @param configPath the config's path relative to the repository
     */
    public record Model(String name, Path repository, String configPath) {}

    /**
     * What a chain is run with, and where.
     *
     * @param python the interpreter that takes the place of the one that the config names
     * @param directory the folder of this run; stages and working copies get folders below it
     * @param results the folder that gets the files that upstream's scripts leave, as {@code test_tipc/output/...}
     */
    public record Run(Path python, Path directory, Path results) {

        /** Create one whose own folder gets upstream's files as well. */
        public Run(Path python, Path directory) {
            this(python, directory, directory);
        }

        /** Get a search path for programs on which those of the interpreter's environment come first. */
        public String programPath() {
            return python.resolveSibling(".").normalize()
                    + ":"
                    + System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        }
    }

    /**
     * What the user wishes of the commands.
     *
     * @param predict the dygraph prediction, which no layout has a line for: a script and its options, where
     *     <code>{weights}</code> stands for the trained weights and <code>{images}</code> for the test images; where empty, the
     *     exported layer predicts
     * @param images test images to use instead of those that the config names, relative to the repository
     * @param trainArguments arguments added to the training command; certificates show them as an override
     * @param iterations how many iterations are to be trained at least, whatever the mode's number of epochs
     * @param everyCellByScript whether every cell of the inference matrix is to run in the repository's own script
     */
    public record Wishes(
            Optional<String> predict,
            Optional<String> images,
            List<String> trainArguments,
            OptionalInt iterations,
            boolean everyCellByScript) {

        public Wishes {
            trainArguments = List.copyOf(trainArguments);
        }

        /** Get the commands as the config has them. */
        public static Wishes none() {
            return new Wishes(Optional.empty(), Optional.empty(), List.of(), OptionalInt.empty(), false);
        }

        /** Get the same wishes with a prediction command. */
        public Wishes withPredict(Optional<String> command) {
            return new Wishes(command, images, trainArguments, iterations, everyCellByScript);
        }

        /** Get the same wishes with other test images. */
        public Wishes withImages(Optional<String> path) {
            return new Wishes(predict, path, trainArguments, iterations, everyCellByScript);
        }

        /** Get the same wishes with arguments added to the training. */
        public Wishes withTrainArguments(List<String> arguments) {
            return new Wishes(predict, images, arguments, iterations, everyCellByScript);
        }

        /** Get the same wishes with a number of iterations to train at least. */
        public Wishes withIterations(OptionalInt count) {
            return new Wishes(predict, images, trainArguments, count, everyCellByScript);
        }

        /** Get the same wishes with every cell by script, or not. */
        public Wishes withEveryCellByScript(boolean every) {
            return new Wishes(predict, images, trainArguments, iterations, every);
        }
    }

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

    /** Get a request without any wish of the user's. */
    public static ChainRequest of(Model model, Run run) {
        return new ChainRequest(
                model, run, Wishes.none(), Limits.ofMode(), Workspace.plain(), Optional.empty(), Study.none());
    }

    /** Get the same request with other wishes of the commands. */
    public ChainRequest withWishes(Wishes others) {
        return new ChainRequest(model, run, others, limits, workspace, serving, study);
    }

    /** Get the same request with other time limits. */
    public ChainRequest withLimits(Limits others) {
        return new ChainRequest(model, run, wishes, others, workspace, serving, study);
    }

    /** Get the same request with other working copies. */
    public ChainRequest withWorkspace(Workspace other) {
        return new ChainRequest(model, run, wishes, limits, other, serving, study);
    }

    /** Get the same request with a service, or without one. */
    public ChainRequest withServing(Optional<Serving> service) {
        return new ChainRequest(model, run, wishes, limits, workspace, service, study);
    }

    /** Get the same request with another study of the exported layer. */
    public ChainRequest withStudy(Study other) {
        return new ChainRequest(model, run, wishes, limits, workspace, serving, other);
    }
}
