// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** Prints JSON as a stream, since binding objects would double the time of a command. */
interface JsonOutput {

    void writeTo(JsonGenerator json) throws IOException;

    /** Print what {@code content} writes, and a line end. */
    static void print(PrintWriter out, JsonOutput content) {
        try (JsonGenerator json = new JsonFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))) {
            content.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException("the output cannot be written", e);
        }
        out.println();
    }
}
