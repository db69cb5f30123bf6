// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What is checked about a model's files before Paddle sees them.
 *
 * <p>Paddle 2.6 crashes on a {@code .pdmodel} that is no program, and Paddle 3 takes missing parameters for zeros.
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ModelCheck {

    private static final String EXPORT_AGAIN = "; export the model again";

    private ModelCheck() {}

    /**
     * Check that the program is one and that the parameters are there; returns what the program says.
     *
     * @throws PaddleException naming the file, what is wrong and what to do
     */
    public static ProgramSummary check(ModelFiles model) {
        Path program = model.program();
        requireFile(program, "program");
        ProgramSummary summary;
        try {
            summary = model.isPir() ? PirProgram.read(program) : ProtobufProgram.read(program);
        } catch (BrokenFileException e) {
            throw new PaddleException(
                    "The program file " + program + " is broken: " + e.getMessage() + EXPORT_AGAIN
                            + (model.isPir()
                                    ? ""
                                    : "; a .pdmodel is made by paddle.jit.save or paddle.static.save_inference_model"),
                    e);
        } catch (IOException e) {
            throw new PaddleException("The program file " + program + " cannot be read: " + e, e);
        }
        if (summary.parameterCount() > 0) {
            checkParameters(model, summary.parameterCount());
        }
        return summary;
    }

    /** Parameters lie in a file of their own, so that programs are small. */
    static void requireAtMost(Path program, long bytes) throws IOException, BrokenFileException {
        if (Files.size(program) > bytes) {
            throw new BrokenFileException(
                    "it has " + Files.size(program) + " bytes, and a program has at most " + bytes);
        }
    }

    private static void checkParameters(ModelFiles model, int needed) {
        Path parameters = model.parameters();
        requireFile(parameters, "parameter");
        try {
            int stored = ParameterFile.tensorCount(parameters);
            if (stored < needed) {
                throw new PaddleException("The parameter file " + parameters + " holds " + stored
                        + " tensors but the program " + model.program() + " needs " + needed + EXPORT_AGAIN);
            }
        } catch (BrokenFileException e) {
            throw new PaddleException(
                    "The parameter file " + parameters + " is broken: " + e.getMessage() + EXPORT_AGAIN, e);
        } catch (IOException e) {
            throw new PaddleException("The parameter file " + parameters + " cannot be read: " + e, e);
        }
    }

    private static void requireFile(Path file, String kind) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new PaddleException("The " + kind + " file " + file + " does not exist"
                        + (Files.isDirectory(file) ? " as a file, it is a folder" : "")
                        + "; export the model, or correct the path");
            }
            if (Files.size(file) == 0) {
                throw new PaddleException("The " + kind + " file " + file + " is empty" + EXPORT_AGAIN);
            }
        } catch (IOException e) {
            throw new PaddleException("The " + kind + " file " + file + " cannot be read: " + e, e);
        }
    }

    /** Says what is wrong with a file's content. */
    static final class BrokenFileException extends Exception {
        private static final long serialVersionUID = 1;

        BrokenFileException(String message) {
            super(message);
        }
    }
}
