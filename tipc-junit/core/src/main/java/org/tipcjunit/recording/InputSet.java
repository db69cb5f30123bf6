// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.tensor.NpyFile;
import org.tipcjunit.tensor.TensorValue;

/**
 * The inputs on which the recorder evaluates an exported layer as dygraph, as a folder: {@code inputs.json} and a file for every
 * tensor.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class InputSet {

    private InputSet() {}

    /**
     * Write the inputs of several calls.
     *
     * @param directory a new or empty folder; made where it is missing
     * @param calls for each call its tensors; they go to the layer's declared inputs of the same names, or, where the names don't
     *     match, in their order
     * @throws RecordingException if a file can't be written
     */
    public static void write(Path directory, List<List<TensorValue>> calls) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        ArrayNode callNodes = root.putArray("calls");
        try {
            Files.createDirectories(directory);
            for (int call = 0; call < calls.size(); call++) {
                ArrayNode tensorNodes = callNodes.addArray();
                for (int index = 0; index < calls.get(call).size(); index++) {
                    TensorValue tensor = calls.get(call).get(index);
                    String file = "call-" + call + "-input-" + index + ".npy";
                    NpyFile.write(directory.resolve(file), tensor);
                    tensorNodes.addObject().put("name", tensor.name()).put("file", file);
                }
            }
            // Last, so that a folder with this file is complete.
            mapper.writeValue(directory.resolve("inputs.json").toFile(), root);
        } catch (IOException e) {
            throw new RecordingException(
                    "the inputs for the recorder can't be written into " + directory + ": " + e,
                    "make the folder writable",
                    e);
        }
    }
}
