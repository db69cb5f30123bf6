// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.tipcjunit.tensor.DataType;

/** Reads PIR programs, Paddle 3's JSON format. */
final class PirProgram {

    /** A new one would find its way to the tree anew for each program. */
    private static final ObjectReader READER = new ObjectMapper().readerFor(JsonNode.class);

    private static final Map<String, DataType> TYPES = Map.of(
            "t_f32", DataType.FLOAT32,
            "t_f64", DataType.FLOAT64,
            "t_f16", DataType.FLOAT16,
            "t_bf16", DataType.BFLOAT16,
            "t_i64", DataType.INT64,
            "t_i32", DataType.INT32,
            "t_ui8", DataType.UINT8,
            "t_i8", DataType.INT8,
            "t_bool", DataType.BOOL);

    /** As JSON takes many times its size in memory. */
    private static final long LARGEST = 1L << 26;

    private PirProgram() {}

    /** Read a program file. */
    static ProgramSummary read(Path file) throws IOException, ModelCheck.BrokenFileException {
        ModelCheck.requireAtMost(file, LARGEST);
        JsonNode root;
        try {
            root = READER.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new ModelCheck.BrokenFileException("it is not JSON (" + e.getOriginalMessage() + ")");
        }
        if (!root.path("base_code").path("magic").asText().equals("pir")) {
            throw new ModelCheck.BrokenFileException(
                    "it is JSON, but not a PIR program (no base_code with magic 'pir')");
        }
        JsonNode operators = root.path("program")
                .path("regions")
                .path(0)
                .path("blocks")
                .path(0)
                .path("ops");
        if (!operators.isArray() || operators.isEmpty()) {
            throw new ModelCheck.BrokenFileException("its PIR program has no operators");
        }
        int parameters = 0;
        Map<String, DataType> types = new HashMap<>();
        for (JsonNode operator : operators) {
            // Names of kinds are numbered by dialect, such as 1.data.
            String kind = withoutNumber(operator.path("#").asText());
            if (kind.isEmpty()) {
                throw new ModelCheck.BrokenFileException("an operator has no kind");
            }
            checkAttributes(kind, operator.path("A"));
            checkAttributes(kind, operator.path("OA"));
            if (kind.equals("p")) {
                parameters++;
            } else if (kind.equals("data") || kind.equals("fetch")) {
                DataType type = TYPES.get(withoutNumber(operator.path("O")
                        .path(0)
                        .path("TT")
                        .path("D")
                        .path(0)
                        .path("#")
                        .asText()));
                if (type != null) {
                    types.put(name(operator), type);
                }
            }
        }
        return new ProgramSummary(parameters, types);
    }

    /** Paddle 3.3 crashes on an attribute without a name or a value. */
    private static void checkAttributes(String kind, JsonNode attributes) throws ModelCheck.BrokenFileException {
        for (JsonNode attribute : attributes) {
            if (attribute.isObject()
                    && !(attribute.path("N").isTextual()
                            && attribute.path("AT").path("#").isTextual())) {
                throw new ModelCheck.BrokenFileException(
                        "an attribute of an operator '" + kind + "' has no name or no value");
            }
        }
    }

    private static String name(JsonNode operator) {
        for (JsonNode attribute : operator.path("A")) {
            if (attribute.path("N").asText().equals("name")) {
                return attribute.path("AT").path("D").asText();
            }
        }
        return "";
    }

    private static String withoutNumber(String kind) {
        return kind.substring(kind.indexOf('.') + 1);
    }
}
