// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.backbone;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.requirement.Backbone;
import org.tipcjunit.requirement.BackboneSubject;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.Subject;

/**
 * Judges whether each backbone's row in the table of results is that of its own training log.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class BackboneResultsJudge implements Judge<BackboneResultsJudge.Demanded> {

    /**
     * What is demanded.
     *
     * @param readme the README with the table of results, relative to the repository
     * @param metric the metric's name as the logs print it
     * @param column the column of the table; empty for the one that is headed as the metric
     * @param log the log of a backbone's training, with <code>{backbone}</code> for its name
     */
    public record Demanded(String readme, String metric, Optional<String> column, String log) {}

    @Override
    public Clause clause() {
        return Clause.BACKBONE_RESULTS;
    }

    @Override
    public Finding judge(Demanded demanded, Subject subject) {
        Optional<BackboneSubject> backbone = subject.backbone();
        if (backbone.isEmpty()) {
            return NoBackbones.finding(clause(), subject);
        }
        Map<String, TrainingLog> logs = new LinkedHashMap<>();
        for (Backbone other : backbone.get().all()) {
            logs.put(
                    other.name(),
                    TrainingLog.read(subject.chain().plan().repository().resolve(other.fill(demanded.log()))));
        }
        String metric = subject.fill(demanded.metric());
        return new BackboneResult(new BackboneResult.Parameters(
                        subject.model(),
                        backbone.get().backbone().name(),
                        metric,
                        demanded.column().map(subject::fill).orElse(metric)))
                .judge(subject.readme(subject.fill(demanded.readme())), logs);
    }
}
