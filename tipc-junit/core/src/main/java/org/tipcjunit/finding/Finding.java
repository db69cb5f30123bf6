// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;

/**
 * What one requirement concluded about one model.
 *
 * @param clause the clause that was judged
 * @param requirement the annotation's name, such as {@code @LossConverges}
 * @param model the model's name
 * @param verdict the conclusion
 * @param summary one sentence that says what holds or what failed
 * @param expected what the clause demands, with numbers
 * @param observed what was seen, with numbers
 * @param remedy what to do about it; empty on {@link Verdict#PASS}
 * @param figures numbers measured, also on a pass
 * @param evidence what supports the finding
 * @param stage the stage the finding is mostly about, whose command and log a failure message shows
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Finding(
        Clause clause,
        String requirement,
        String model,
        Verdict verdict,
        String summary,
        String expected,
        String observed,
        String remedy,
        List<Figure> figures,
        List<Evidence> evidence,
        Optional<StageRun> stage) {

    public Finding {
        figures = List.copyOf(figures);
        evidence = List.copyOf(evidence);
    }

    /**
     * Get the finding of a requirement that was not run.
     *
     * @param clause the clause that it would have judged
     * @param requirement the annotation's name
     * @param model the model's name
     * @param problem why it was not run
     */
    public static Finding notRun(Clause clause, String requirement, String model, Problem problem) {
        return new Judgement(clause, requirement, model, problem.expected(), Optional.empty())
                .notRun(problem.what(), problem.observed(), problem.remedy(), List.of(), List.of());
    }

    /** Get what is wrong as data; empty on a pass. */
    public Optional<Problem> problem() {
        Place where = stage.map(run -> Place.named(run.name())).orElseGet(Place::nowhere);
        return isPass() ? Optional.empty() : Optional.of(new Problem(where, summary, expected, observed, remedy));
    }

    /** Get the figure that tables ask for by a key. */
    public Optional<Figure> figure(Figure.Key key) {
        return figures.stream()
                .filter(figure -> figure.key().equals(Optional.of(key)))
                .findFirst();
    }

    /** Whether this finding lets the model be certified. */
    public boolean isPass() {
        return verdict == Verdict.PASS;
    }

    /** Get the same, which says that what it builds on failed, so that its cause may be that one's. */
    public Finding restingOn(Finding failed) {
        String resting = "this rests on " + failed.requirement() + ", which failed: " + failed.summary();
        return new Finding(
                clause,
                requirement,
                model,
                verdict,
                summary,
                expected,
                observed.isEmpty() ? resting : observed + "\n" + resting,
                remedy,
                figures,
                evidence,
                stage);
    }

    /** Get the same with figures and evidence added to its own. */
    public Finding plus(List<Figure> moreFigures, List<Evidence> moreEvidence) {
        return new Finding(
                clause,
                requirement,
                model,
                verdict,
                summary,
                expected,
                observed,
                remedy,
                Stream.concat(figures.stream(), moreFigures.stream()).toList(),
                Stream.concat(evidence.stream(), moreEvidence.stream()).toList(),
                stage);
    }

    /** Get the same with a warning, which changes nothing, and which a certificate tells at its head. */
    public Finding warning(String text) {
        Finding told = plus(
                List.of(Figure.text(Figure.WARNING, text)), List.of(new Evidence.TextEvidence(Figure.WARNING, text)));
        return told.concluding(verdict, summary, observed + "\nwarning: " + text, remedy);
    }

    /** Get the same with another conclusion; what was demanded, measured and shown stays. */
    public Finding concluding(Verdict other, String newSummary, String newObserved, String newRemedy) {
        return new Finding(
                clause,
                requirement,
                model,
                other,
                newSummary,
                expected,
                newObserved,
                newRemedy,
                figures,
                evidence,
                stage);
    }

    /** Get the same, about another stage. */
    public Finding about(StageRun run) {
        return new Finding(
                clause,
                requirement,
                model,
                verdict,
                summary,
                expected,
                observed,
                remedy,
                figures,
                evidence,
                Optional.of(run));
    }

    /** Get the same, with the requirement called as whoever demanded it does. */
    public Finding calling(String label) {
        return label.equals(requirement)
                ? this
                : new Finding(
                        clause, label, model, verdict, summary, expected, observed, remedy, figures, evidence, stage);
    }
}
