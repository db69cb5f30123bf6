// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.noise;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.Command;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.infer.Infer;
import org.tipcjunit.stage.predict.Predict;

/**
 * The prediction, or the inference, once more, with its only test file under another name, which the command gives it: a script that
 * reads a path of its own finds nothing there.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum GivenFile implements Product<NoisyEvaluation.Outcome> {
    /** Of the prediction. */
    PREDICTED,
    /** Of the inference. */
    INFERRED;

    private static final String STEM = "given_by_name";

    /** Get the name that a file gets. */
    public static String renamed(Path file) {
        String name = String.valueOf(file.getFileName());
        int ending = name.indexOf('.');
        return STEM + (ending < 0 ? "" : name.substring(ending));
    }

    /** Whether one word of a command, or what it gives an option, is this file. */
    public static boolean isNamed(Command command, Path file) {
        List<String> words = command.argv();
        return words.stream().anyMatch(word -> at(command.workingDirectory(), word)
                .filter(file.normalize()::equals)
                .isPresent());
    }

    /** Get the part of a word that may be a path: what stands behind an equals sign, else all. */
    static String path(String word) {
        return word.substring(word.indexOf('=') + 1);
    }

    /** Get the file that a word may name. */
    static Optional<Path> at(Path directory, String word) {
        try {
            return Optional.of(directory.resolve(path(word)).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Stage<?> stage() {
        return this == PREDICTED ? Predict.STAGE : Infer.STAGE;
    }

    @Override
    public NoisyEvaluation.Outcome make(StageContext chain) {
        Path file = chain.images().get(0);
        return new NoisyRun(
                        stage(),
                        stage().label() + "-renamed",
                        Map.of(),
                        Map.of(file.resolveSibling(renamed(file)), file))
                .make(chain);
    }
}
