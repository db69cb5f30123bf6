// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.PrintWriter;
import java.util.List;
import org.tipcjunit.lint.Diagnosis;

/** Prints diagnoses as JSON. */
final class LintJson {

    private LintJson() {}

    static void write(int configs, List<Diagnosis> diagnoses, PrintWriter out) {
        JsonOutput.print(out, json -> {
            json.writeStartObject();
            json.writeNumberField("configs", configs);
            json.writeArrayFieldStart("diagnoses");
            for (Diagnosis diagnosis : diagnoses) {
                json.writeStartObject();
                json.writeStringField("file", diagnosis.file().toString());
                json.writeNumberField("line", diagnosis.line());
                json.writeStringField("severity", diagnosis.severity().label());
                json.writeStringField("rule", diagnosis.rule().label());
                json.writeStringField("problem", diagnosis.problem());
                json.writeStringField("upstream", diagnosis.upstream());
                json.writeStringField("remedy", diagnosis.remedy());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
