// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal.allure;

import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.StepResult;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.certificate.LossPlot;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageText;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certificate.page.Sentences;
import org.tipcjunit.certification.Outcome;
import org.tipcjunit.finding.FailureMessage;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.internal.allure.SeenStages.Seen;
import org.tipcjunit.process.ProcessOutcome;

/**
 * The result of a running test: its stages as steps, and what was found.
 *
 * @param lifecycle what the test is known to
 * @param id the id of the result
 * @param stages which stages it shows
 * @param seen the stages that ran
 * @param words what it says
 * @param plot draws curves
 * @since 0.1
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public record AllureTest(
        AllureLifecycle lifecycle, String id, StagesOfTest stages, SeenStages seen, PageWords words, LossPlot plot) {

    /** Show what became of the demand; nothing is thrown. */
    public void judged(Outcome outcome) {
        AllureAttachments.quietly(() -> {
            AllureAttachments attachments = new AllureAttachments(lifecycle, words, plot);
            outcome.finding().ifPresent(finding -> attach(finding, attachments));
            List<Seen> ended = seen.ended();
            List<StagesOfTest.Shown> shown = stages.shown(ended);
            shown.forEach(stage -> step(stage, attachments));
            outcome.finding()
                    .flatMap(Finding::stage)
                    .filter(run ->
                            shown.stream().noneMatch(one -> one.stage().name().equals(run.name())))
                    .map(StageRun::outcome)
                    .ifPresent(run -> command(
                            outcome.finding()
                                    .orElseThrow()
                                    .stage()
                                    .orElseThrow()
                                    .name(),
                            run,
                            attachments));
            long start = stages.start(ended, seen.now());
            lifecycle.updateTestCase(id, result -> {
                result.setStart(start);
                if (!outcome.message().isEmpty() && words.language() != Language.ENGLISH) {
                    ReadersMessage.of(outcome, sentences()).leave(result);
                }
            });
        });
    }

    private void attach(Finding finding, AllureAttachments attachments) {
        attachments.text(
                words.get("finding"), finding.isPass() ? passed(finding) : FailureMessage.of(finding, sentences()));
        finding.evidence().forEach(attachments::attach);
    }

    private void step(StagesOfTest.Shown shown, AllureAttachments attachments) {
        Seen stage = shown.stage();
        boolean well = stage.outcome().termination().isSuccess();
        StepResult step = new StepResult().setName(name(shown)).setStatus(well ? Status.PASSED : Status.FAILED);
        if (!well) {
            step.setStatusDetails(new StatusDetails().setMessage(ended(stage.outcome())));
        }
        String stepId = UUID.randomUUID().toString();
        lifecycle.startStep(id, stepId, step);
        try {
            command(stage.name(), stage.outcome(), attachments);
        } finally {
            lifecycle.stopStep(stepId);
        }
        step.setStart(stage.start()).setStop(stage.stop());
    }

    private String name(StagesOfTest.Shown shown) {
        String name = shown.stage().name();
        String kind = words.getOr("stage." + name.replaceFirst("-\\d+$", ""), words.get("stage.other"));
        return words.get(
                shown.share().name().toLowerCase(Locale.ROOT),
                words.get("stage", kind, name),
                shown.share() == StagesOfTest.Share.TAKEN
                        ? PageText.seconds(shown.stage().outcome().duration())
                        : shown.owner().map(owner -> owner.label()).orElse(""));
    }

    private String ended(ProcessOutcome outcome) {
        return sentences().label(outcome.termination().describe());
    }

    private Sentences sentences() {
        return Sentences.in(words.language());
    }

    private void command(String name, ProcessOutcome outcome, AllureAttachments attachments) {
        attachments.text(
                words.get("stage.command", name),
                "cd " + outcome.command().workingDirectory() + " && "
                        + outcome.command().commandLine() + "\n# "
                        + ended(outcome));
        attachments.file(words.get("stage.log", name), outcome.log());
    }

    private String passed(Finding finding) {
        Sentences sentences = sentences();
        String figures = finding.figures().stream()
                .map(figure -> "  " + sentences.label(figure.name()) + ": "
                        + figure.value().text() + " " + sentences.label(figure.unit()))
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
        return FailureMessage.of(finding, sentences) + "\n" + figures;
    }
}
