// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal.allure;

import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.TestResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certification.CertificationListener;
import org.tipcjunit.certification.Outcome;
import org.tipcjunit.certification.SharedTools;
import org.tipcjunit.certification.selection.ChosenCombination;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.stage.ChainPlan;

/**
 * Writes a result of Allure for each demand, as a build with JUnit does for each test.
 *
 * <p>It belongs to one certification, and to one thread.
 *
 * @since 0.1
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class AllureResultsWriter implements CertificationListener {

    private final ChosenCombination chosen;
    private final Map<Demand<?>, String> names;
    private final Language language;
    private final SharedTools tools;
    private final SeenStages stages = new SeenStages();
    private @Nullable AllureReport report;
    private Optional<AllureTest> test = Optional.empty();
    private String id = "";

    /**
     * Create a writer.
     *
     * @param chosen what is certified
     * @param names what reports call each demand, in the order of the demands
     * @param language the language of the reader
     * @param tools what all certifications of the run share
     */
    public AllureResultsWriter(
            ChosenCombination chosen, Map<Demand<?>, String> names, Language language, SharedTools tools) {
        this.tools = tools;
        this.chosen = chosen;
        this.names = new LinkedHashMap<>(names);
        this.language = language;
    }

    @Override
    public void started(ChainPlan plan) {
        report = new AllureReport(
                plan, Optional.of(chosen), List.copyOf(names.keySet()), stages, language, tools.plot());
    }

    @Override
    public void ahead(Demand<?> demand) {
        stages.ahead(demand);
    }

    @Override
    public void stageStarted(String stage, Path log) {
        stages.stageStarted(stage, log);
    }

    @Override
    public void stageEnded(String stage, ProcessOutcome outcome) {
        stages.stageEnded(stage, outcome);
    }

    @Override
    public void stageTaken(String stage, ProcessOutcome outcome) {
        stages.stageTaken(stage, outcome);
    }

    @Override
    public void written(PublishedCertificate certificate) {
        AllureReport certified = report;
        if (certified != null) {
            // It writes what all certifications have in common.
            tools.inTurn(() -> certified.finish(certificate));
        }
    }

    @Override
    public void judging(Demand<?> demand) {
        AllureAttachments.quietly(() -> begin(demand));
    }

    private void begin(Demand<?> demand) {
        id = UUID.randomUUID().toString();
        String name = names.getOrDefault(demand, demand.label()) + "()";
        lifecycle()
                .scheduleTestCase(new TestResult()
                        .setUuid(id)
                        .setName(name)
                        .setTestCaseName(name)
                        .setDescription("")
                        .setFullName("tipc certify." + name)
                        // Allure adds to this list.
                        .setLabels(new ArrayList<>(List.of(label("language", "java"), label("framework", "tipc")))));
        lifecycle().startTestCase(id);
        AllureReport labels = report;
        if (labels != null) {
            test = labels.begin(Optional.of(demand));
        }
    }

    @Override
    public void judged(Demand<?> demand, Outcome outcome) {
        AllureAttachments.quietly(() -> end(outcome));
    }

    private void end(Outcome outcome) {
        test.ifPresent(running -> running.judged(outcome));
        lifecycle().updateTestCase(id, result -> {
            result.setStatus(status(outcome));
            if (!outcome.message().isEmpty()) {
                result.setStatusDetails(details(outcome));
            }
        });
        lifecycle().stopTestCase(id);
        lifecycle().writeTestCase(id);
    }

    private static Status status(Outcome outcome) {
        if (outcome.verdict() == Verdict.PASS) {
            return Status.PASSED;
        }
        if (!outcome.isOwnFailure()) {
            return Status.SKIPPED;
        }
        // A judge that threw, as a test would.
        return outcome.finding().isPresent() ? Status.FAILED : Status.BROKEN;
    }

    private static StatusDetails details(Outcome outcome) {
        StatusDetails details = new StatusDetails().setMessage(outcome.message());
        outcome.finding()
                .filter(finding -> finding.verdict() == Verdict.FAIL && outcome.isOwnFailure())
                .ifPresent(finding -> details.setExpected(finding.expected()).setActual(finding.observed()));
        return details;
    }

    private static Label label(String name, String value) {
        return new Label().setName(name).setValue(value);
    }

    private static AllureLifecycle lifecycle() {
        return Allure.getLifecycle();
    }
}
