// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tipcjunit.faults.CertificationOutcome;

/**
 * What the JSON of a certificate, or of the report of a run that certified nothing, says.
 *
 * @param json its content
 */
record CertificateReport(JsonNode json) {

    static CertificateReport certified(CertificationOutcome outcome) {
        return read(outcome.directory().resolve("certificate.json"));
    }

    static CertificateReport notCertified(CertificationOutcome outcome) {
        return read(outcome.directory().resolve("not-certified.json"));
    }

    static CertificateReport read(Path file) {
        try {
            return new CertificateReport(new ObjectMapper().readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Get the status of each clause, by the clause's number. */
    Map<String, String> clauses() {
        Map<String, String> statuses = new TreeMap<>();
        json.get("clauses")
                .forEach(clause -> statuses.put(
                        clause.get("clause").asText(), clause.get("status").asText()));
        return statuses;
    }

    List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        json.get("reasons").forEach(reason -> reasons.add(reason.asText()));
        return reasons;
    }

    /** Get the names of the stages that ran, as often as they ran. */
    List<String> stages() {
        List<String> stages = new ArrayList<>();
        json.get("stages").forEach(stage -> stages.add(stage.get("name").asText()));
        return stages;
    }

    String paddle() {
        return json.get("environment").get("paddle").asText();
    }

    /** Get the summary of the only finding of a requirement. */
    String summaryOf(String requirement) {
        List<String> summaries = new ArrayList<>();
        json.get("clauses").forEach(clause -> clause.get("findings").forEach(finding -> {
            if (finding.get("requirement").asText().equals(requirement)) {
                summaries.add(finding.get("summary").asText());
            }
        }));
        if (summaries.size() != 1) {
            throw new IllegalStateException("not one finding of " + requirement + ", but " + summaries);
        }
        return summaries.get(0);
    }
}
