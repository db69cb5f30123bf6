// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.infer.Infer;
import org.tipcjunit.stage.predict.Predict;
import org.tipcjunit.stage.samples.NamedImages;
import org.tipcjunit.stage.samples.TestImages;

/**
 * Images that the inference's command names and that are not those of the prediction, where both lie in the repository.
 *
 * @param plan the chain
 */
record OtherImages(ChainPlan plan) {

    Optional<Problem> problem() {
        CommandPaths paths = new CommandPaths(plan);
        Optional<PlannedStage> predict = Predict.STAGE.in(plan);
        Optional<PlannedStage> infer = Infer.STAGE.in(plan);
        Optional<Path> images = plan.facts().images().flatMap(paths::original);
        if (predict.isEmpty() || infer.isEmpty() || images.isEmpty()) {
            return Optional.empty();
        }
        List<Path> tested = TestImages.at(images.get());
        return paths.original(infer.get().command().workingDirectory())
                .flatMap(directory -> NamedImages.otherThan(tested, infer.get().argv(), directory))
                .map(others -> problem(name(predict.get()), name(infer.get()), tested, others));
    }

    private static Problem problem(String predict, String infer, List<Path> tested, NamedImages others) {
        return new Problem(
                Place.nowhere(),
                predict + " and " + infer + " were given different files",
                "",
                others.beside(predict, tested, infer),
                "let images= in certification.properties (--images) name what the config's inference is given, or"
                        + " correct that line of the config: both scripts are to run the same files, or the same one file where one of them takes no folder");
    }

    private static String name(PlannedStage stage) {
        return stage.scriptName().orElse(stage.name());
    }
}
