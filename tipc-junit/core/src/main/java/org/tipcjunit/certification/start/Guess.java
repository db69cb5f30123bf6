// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.start;

import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certification.terms.Term;

/**
 * What may be stated of a model, as far as its repository says it.
 *
 * @param term what is stated
 * @param value the value; empty where the repository does not say it
 * @param reason what speaks for it, or what was looked for in vain
 * @param suggestion what a user may put there instead; the value itself where there is one
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Guess(Term term, Optional<String> value, String reason, String suggestion) {

    static Guess of(Term term, String value, String reason) {
        return new Guess(term, Optional.of(value), reason, value);
    }

    static Guess none(Term term, String reason, String suggestion) {
        return new Guess(term, Optional.empty(), reason, suggestion);
    }
}
