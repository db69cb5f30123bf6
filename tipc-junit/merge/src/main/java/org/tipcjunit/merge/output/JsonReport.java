// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.TreeSet;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.check.MergeReport;
import org.tipcjunit.merge.check.RuleVerdict;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.Words;

/**
 * Writes for programs: every rule with its verdict.
 *
 * @param chinese whether texts are in Chinese
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record JsonReport(boolean chinese) implements ReportOutput {

    /** Writes one document. */
    interface Document {

        void write(JsonGenerator json) throws IOException;
    }

    @Override
    public void write(MergeReport report, PrintWriter out) {
        print(out, json -> {
            json.writeStartObject();
            json.writeStringField("suite", report.suite().title());
            json.writeStringField("base", report.change().base());
            json.writeStringField("date", report.change().date().toString());
            json.writeBooleanField("ready", report.isReady());
            json.writeArrayFieldStart("adds");
            for (String kind : new TreeSet<>(report.addition().kinds())) {
                json.writeString(kind);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("checks");
            for (Words line : report.ran()) {
                json.writeString(line.in(chinese));
            }
            json.writeEndArray();
            json.writeArrayFieldStart("rules");
            for (RuleVerdict verdict : report.verdicts()) {
                rule(verdict, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    static void print(PrintWriter out, Document document) {
        try (JsonGenerator json = new JsonFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))) {
            document.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("the output cannot be written", e);
        }
        out.println();
    }

    private void rule(RuleVerdict verdict, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", verdict.rule().id());
        json.writeStringField("severity", verdict.rule().severity().label());
        json.writeStringField("title", verdict.rule().title().in(chinese));
        json.writeStringField("verdict", ReportLines.name(verdict.outcome()));
        Optional<String> why = why(verdict.outcome());
        if (why.isPresent()) {
            json.writeStringField("why", why.get());
        }
        if (verdict.outcome() instanceof Outcome.Broken broken) {
            json.writeArrayFieldStart("violations");
            for (Violation violation : broken.violations()) {
                Shown shown = Shown.of(verdict.rule(), violation, chinese);
                json.writeStartObject();
                json.writeStringField("path", violation.path());
                if (violation.line().isPresent()) {
                    json.writeNumberField("line", violation.line().getAsInt());
                }
                json.writeStringField("what", shown.what());
                json.writeStringField("remedy", shown.remedy());
                json.writeStringField("file", shown.file());
                json.writeStringField("template", shown.template());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private Optional<String> why(Outcome outcome) {
        if (outcome instanceof Outcome.DoesNotApply apart) {
            return Optional.of(apart.why());
        }
        return outcome instanceof Outcome.CannotJudge unjudged
                ? Optional.of(unjudged.why().in(chinese))
                : Optional.empty();
    }
}
