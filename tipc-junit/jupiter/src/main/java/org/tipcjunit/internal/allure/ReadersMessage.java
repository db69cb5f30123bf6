// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal.allure;

import io.qameta.allure.model.Label;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.TestResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.certificate.page.Sentences;
import org.tipcjunit.certification.Outcome;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;

/**
 * What became of a demand, in the language of who reads the report.
 *
 * <p>A build's listener of JUnit takes what a result says from the exception that the test threw, which is English, when the test has
 * ended. So these words travel in labels of the result, and take their place when it is written.
 *
 * @param message what is told
 * @param expected what is demanded; empty where nothing was judged
 * @param observed what was seen; empty where nothing was judged
 */
record ReadersMessage(String message, Optional<String> expected, Optional<String> observed) {

    private static final String MESSAGE = "org.tipcjunit.message";
    private static final String EXPECTED = "org.tipcjunit.expected";
    private static final String OBSERVED = "org.tipcjunit.observed";

    static ReadersMessage of(Outcome outcome, Sentences sentences) {
        Optional<Finding> failed =
                outcome.finding().filter(finding -> finding.verdict() == Verdict.FAIL && outcome.isOwnFailure());
        return new ReadersMessage(
                outcome.told(sentences),
                failed.map(finding -> sentences.expected(finding.expected())),
                failed.map(finding -> sentences.observed(finding.observed())));
    }

    /** Leave it in a result whose test has not ended. */
    void leave(TestResult result) {
        List<Label> labels = new ArrayList<>(result.getLabels());
        labels.add(label(MESSAGE, message));
        expected.ifPresent(text -> labels.add(label(EXPECTED, text)));
        observed.ifPresent(text -> labels.add(label(OBSERVED, text)));
        result.setLabels(labels);
    }

    /** Let a result say what was left in it; one in which nothing was left stays as it is. */
    static void tell(TestResult result) {
        taken(result, MESSAGE).ifPresent(message -> {
            StatusDetails details =
                    Optional.ofNullable(result.getStatusDetails()).orElseGet(StatusDetails::new);
            details.setMessage(message);
            taken(result, EXPECTED).ifPresent(details::setExpected);
            taken(result, OBSERVED).ifPresent(details::setActual);
            result.setStatusDetails(details);
        });
    }

    private static Optional<String> taken(TestResult result, String name) {
        Optional<String> value = result.getLabels().stream()
                .filter(label -> name.equals(label.getName()))
                .map(Label::getValue)
                .findFirst();
        List<Label> others = new ArrayList<>(result.getLabels());
        others.removeIf(label -> name.equals(label.getName()));
        result.setLabels(others);
        return value;
    }

    private static Label label(String name, String value) {
        return new Label().setName(name).setValue(value);
    }
}
