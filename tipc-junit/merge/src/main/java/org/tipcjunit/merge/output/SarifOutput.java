// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.check.MergeReport;
import org.tipcjunit.merge.check.RuleVerdict;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.Rule;
import org.tipcjunit.merge.rule.RuleSeverity;

/**
 * Writes SARIF 2.1.0, which code hosts show beside the lines of a change.
 *
 * @param chinese whether texts are in Chinese
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record SarifOutput(boolean chinese) implements ReportOutput {

    @Override
    public void write(MergeReport report, PrintWriter out) {
        JsonReport.print(out, json -> {
            json.writeStartObject();
            json.writeStringField("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.writeStringField("version", "2.1.0");
            json.writeArrayFieldStart("runs");
            json.writeStartObject();
            tool(report, json);
            json.writeStringField("columnKind", "utf16CodeUnits");
            notifications(report, json);
            json.writeArrayFieldStart("results");
            for (Shown shown : Shown.of(report, chinese)) {
                result(report, shown, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void tool(MergeReport report, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", "tipc merge-check");
        json.writeStringField("semanticVersion", "0.1.0");
        json.writeArrayFieldStart("rules");
        for (RuleVerdict verdict : report.verdicts()) {
            Rule rule = verdict.rule();
            json.writeStartObject();
            json.writeStringField("id", rule.id());
            text("shortDescription", rule.title().in(chinese), json);
            text("help", rule.remedy().words().in(chinese), json);
            json.writeObjectFieldStart("defaultConfiguration");
            json.writeStringField("level", level(rule.severity()));
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    /** What nobody could judge is no result, and must be seen all the same. */
    private void notifications(MergeReport report, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("invocations");
        json.writeStartObject();
        json.writeBooleanField(
                "executionSuccessful",
                report.unjudged().stream().noneMatch(verdict -> verdict.rule().severity() == RuleSeverity.ERROR));
        json.writeArrayFieldStart("toolExecutionNotifications");
        for (RuleVerdict verdict : report.unjudged()) {
            if (verdict.outcome() instanceof Outcome.CannotJudge unjudged) {
                json.writeStartObject();
                json.writeStringField("level", level(verdict.rule().severity()));
                text("message", verdict.rule().id() + ": " + unjudged.why().in(chinese), json);
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void result(MergeReport report, Shown shown, JsonGenerator json) throws IOException {
        Violation violation = shown.violation();
        json.writeStartObject();
        json.writeStringField("ruleId", shown.rule().id());
        json.writeStringField("level", level(shown.rule().severity()));
        text("message", shown.what() + ". " + shown.remedy(), json);
        json.writeArrayFieldStart("locations");
        String path = violation.path().isEmpty() ? firstPath(report) : violation.path();
        if (!path.isEmpty()) {
            json.writeStartObject();
            json.writeObjectFieldStart("physicalLocation");
            json.writeObjectFieldStart("artifactLocation");
            json.writeStringField("uri", uri(path));
            json.writeEndObject();
            json.writeObjectFieldStart("region");
            json.writeNumberField("startLine", violation.line().orElse(1));
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String firstPath(MergeReport report) {
        return report.change().files().isEmpty()
                ? ""
                : report.change().files().get(0).path();
    }

    private static void text(String name, String text, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("text", text.isEmpty() ? "-" : text);
        json.writeEndObject();
    }

    static String level(RuleSeverity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case HINT -> "note";
        };
    }

    /** A path as an address: only what an address may hold stays as it is. */
    private static String uri(String path) {
        StringBuilder uri = new StringBuilder();
        List<Integer> plain = "-._~/".chars().boxed().toList();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            boolean letter = c < 128 && Character.isLetterOrDigit(c);
            if (letter || plain.contains(c)) {
                uri.append((char) c);
            } else {
                uri.append("%%%02X".formatted(c));
            }
        }
        return uri.toString();
    }
}
