// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.certification.selection.ChosenCombination;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.FailureMessage;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.stage.ChainPlan;

/**
 * Labels the running test for Allure and attaches what a requirement found; does nothing where Allure does not listen.
 *
 * <p>Attachments are made from callbacks of the test itself, since Allure loses those of class-level callbacks.
 *
 * @param plan the chain that is being certified
 * @param chosen the config and combination of this invocation, where the class runs for several
 * @param demands all demands of the certification, in order
 */
record AllureReport(ChainPlan plan, Optional<ChosenCombination> chosen, List<Demand<?>> demands) {

    private static final String BASE = "base";

    void label(Optional<Demand<?>> demand) {
        if (isListening()) {
            AllureAttachments.quietly(() -> labelListened(demand));
        }
    }

    private void labelListened(Optional<Demand<?>> demand) {
        Allure.epic("TIPC base chain");
        Allure.feature(plan.model());
        Allure.label("model", plan.model());
        Allure.label("chain", demand.map(declared -> chain(declared.clause())).orElse(BASE));
        Allure.label("mode", plan.mode());
        chosen.ifPresent(invocation -> {
            Allure.parameter("config", invocation.config().shown());
            Allure.parameter("combination", ChosenCombination.describe(invocation.combination()));
        });
        demand.ifPresent(declared -> {
            Allure.story(declared.clause().id() + " " + declared.clause().title());
            Allure.label("clause", declared.clause().id());
            Allure.label("requirement", declared.label());
            chosen.ifPresent(invocation -> identify(invocation, declared));
        });
    }

    /**
     * Name the result after what is judged and not after who judges it, so that a report's history goes on from the command line to
     * a build and back.
     */
    private void identify(ChosenCombination invocation, Demand<?> demand) {
        long before = demands.stream()
                .takeWhile(other -> !other.equals(demand))
                .filter(other ->
                        other.clause().equals(demand.clause()) && other.label().equals(demand.label()))
                .count();
        String testCase = "%s %s %s%s"
                .formatted(
                        invocation.config().shown(),
                        demand.clause().id(),
                        demand.label(),
                        before == 0 ? "" : " " + (before + 1));
        lifecycle().updateTestCase(result -> result.setTestCaseId(testCase)
                .setHistoryId(testCase + " [" + ChosenCombination.describe(invocation.combination()) + "]"));
    }

    /** Get the chain that a clause is about, by its section of the guide. */
    private static String chain(Clause clause) {
        return clause.section().startsWith("4.2") ? "serving" : clause.section().startsWith("4.3") ? "backbones" : BASE;
    }

    void attach(Finding finding) {
        if (!isListening()) {
            return;
        }
        AllureAttachments attachments = new AllureAttachments(lifecycle());
        attachments.text("finding", finding.isPass() ? passed(finding) : FailureMessage.of(finding));
        finding.evidence().forEach(attachments::attach);
        finding.stage().ifPresent(stage -> attach(stage, attachments));
    }

    private static void attach(StageRun stage, AllureAttachments attachments) {
        attachments.text(
                stage.name() + " command",
                "cd " + stage.outcome().command().workingDirectory() + " && "
                        + stage.outcome().command().commandLine() + "\n# "
                        + stage.outcome().termination().describe());
        attachments.file(stage.name() + " log", stage.outcome().log());
    }

    private static String passed(Finding finding) {
        return "[%s] %s passed for %s: %s%n  expected: %s%n  observed: %s%n%s"
                .formatted(
                        finding.clause().id(),
                        finding.requirement(),
                        finding.model(),
                        finding.summary(),
                        finding.expected(),
                        finding.observed(),
                        finding.figures().stream()
                                .map(figure -> "  " + figure.name() + ": "
                                        + figure.value().text() + " " + figure.unit())
                                .map(String::stripTrailing)
                                .collect(Collectors.joining(System.lineSeparator())));
    }

    /** Whether Allure takes results of the running test. */
    static boolean isListening() {
        return lifecycle().getCurrentTestCase().isPresent();
    }

    private static AllureLifecycle lifecycle() {
        return Allure.getLifecycle();
    }
}
