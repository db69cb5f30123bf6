// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.Sentences;
import org.tipcjunit.finding.FailureMessage;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;

/**
 * What became of a demand.
 *
 * @param verdict what is concluded; {@link Verdict#NOT_RUN} where nothing was judged
 * @param message what is told to whoever demanded it; empty where it holds
 * @param finding what was found; empty where something stood in the way
 * @param cause what stood in the way; empty where it is told by a finding
 * @param restsOnFailure whether a demand that it builds on failed, so that its own failure may have the same cause
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Outcome(
        Verdict verdict,
        String message,
        Optional<Finding> finding,
        Optional<RuntimeException> cause,
        boolean restsOnFailure) {

    /** Whether it is a failure of its own, and not one that a failure before it may have made. */
    public boolean isOwnFailure() {
        return (verdict == Verdict.FAIL || verdict == Verdict.CANNOT_JUDGE) && !restsOnFailure;
    }

    /** Get what is told, in the language of a reader; what is quoted stays as it is. */
    public String told(Sentences sentences) {
        return message.isEmpty() || sentences.language() == Language.ENGLISH
                ? message
                : finding.map(found -> FailureMessage.of(found, sentences)).orElseGet(() -> sentences.summary(message));
    }

    static Outcome obstructed(String message, Optional<RuntimeException> cause) {
        return new Outcome(Verdict.NOT_RUN, message, Optional.empty(), cause, false);
    }
}
