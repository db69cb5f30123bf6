// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.process.Command;
import org.tipcjunit.stage.ReadFiles;
import org.tipcjunit.stage.samples.NamedImages;

/**
 * The images that prediction and inference were given. Where they are others, that explains whatever differs.
 *
 * <p>Of a command those are seen that stand in it. What a script finds in a file of settings, or has by default, is not; that it did not
 * read the test images is, by their times of access.
 *
 * @param predict the name of the prediction script
 * @param infer the name of the inference script
 * @param unread the test images that the inference did not read
 */
record GivenFiles(Prediction prediction, StageRun inference, String predict, String infer, List<Path> unread) {

    private static final int MOST_NAMED = 3;

    GivenFiles {
        unread = List.copyOf(unread);
    }

    /** Look at the files before anything else reads them. */
    static GivenFiles of(Prediction prediction, StageRun inference, String predict, String infer) {
        return new GivenFiles(prediction, inference, predict, infer, ReadFiles.unread(prediction.images()));
    }

    /** Get what is wrong where inference ran on other files than prediction. */
    Optional<Fault> different() {
        return byCommand().or(() -> leftAlone()
                .filter(fault -> unread.size() == prediction.images().size()));
    }

    /** Get what is wrong where the inference left test images alone. */
    Optional<Fault> leftAlone() {
        if (unread.isEmpty()) {
            return Optional.empty();
        }
        int images = prediction.images().size();
        return Optional.of(new Fault(
                infer + " did not read " + unread.size() + " of "
                        + Quantity.count(images, prediction.texts().isEmpty() ? "test image" : "file of test texts"),
                unread.stream()
                                .limit(MOST_NAMED)
                                .map(file -> String.valueOf(file.getFileName()))
                                .collect(Collectors.joining(", "))
                        + (unread.size() > MOST_NAMED ? ", ..." : "")
                        + ": not read since " + infer + " was started",
                unread.size() == images
                        ? "give " + infer + " the test " + prediction.sample()
                                + "s in the config's line for inference, or name what it reads of its own as images= in"
                                + " certification.properties (--images)"
                        : "read the " + prediction.sample() + "s that the command names"));
    }

    private Optional<Fault> byCommand() {
        if (prediction.source() != Prediction.Source.COMMAND) {
            return Optional.empty();
        }
        Command command = inference.outcome().command();
        return NamedImages.otherThan(prediction.images(), command.argv(), command.workingDirectory())
                .map(
                        others -> new Fault(
                                predict + " and " + infer + " were given different files",
                                others.beside(predict, prediction.images(), infer),
                                "let images= in certification.properties (--images) name what the config's inference is given, or"
                                        + " correct that line of the config: both scripts are to run the same files, or the same one file where one of them takes no folder"));
    }
}
