// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.ExportRecord;

/**
 * An inference model that the export stage wrote in this run.
 *
 * @param stage the stage that exported
 * @param program the program file, {@code *.pdmodel} or, in PIR, {@code *.json}
 * @param parameters the parameter file, {@code *.pdiparams}
 * @param export what the recorder saw of the export; empty when no known entry point was called
 * @param checkpoint the weights that were to be exported
 * @param inputs the inputs of the program as Paddle Inference reports them; empty when it could not be loaded
 * @param outputs the outputs of the program as Paddle Inference reports them; empty when it could not be loaded
 * @param trained what was seen of the network whose weights were to be exported; empty where nothing was trained
 * @param loadError why Paddle Inference could not load the program; empty when it could
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record ExportedModel(
        StageRun stage,
        Path program,
        Path parameters,
        Optional<ExportRecord> export,
        Path checkpoint,
        List<Spec> inputs,
        List<Spec> outputs,
        Optional<TrainedNetwork> trained,
        Optional<String> loadError) {

    public ExportedModel {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** Create a model of weights that nothing trained. */
    public ExportedModel(
            StageRun stage,
            Path program,
            Path parameters,
            Optional<ExportRecord> export,
            Path checkpoint,
            List<Spec> inputs,
            List<Spec> outputs,
            Optional<String> loadError) {
        this(stage, program, parameters, export, checkpoint, inputs, outputs, Optional.empty(), loadError);
    }

    /**
     * Name, element type and shape of an input or output.
     *
     * @param name the name in the program
     * @param type the element type in Paddle's words, such as {@code float32}
     * @param shape the extents, -1 for a free one
     */
    public record Spec(String name, String type, List<Long> shape) {
        public Spec {
            shape = List.copyOf(shape);
        }
    }
}
