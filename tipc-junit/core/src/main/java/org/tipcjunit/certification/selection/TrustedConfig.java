// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.lint.Diagnosis;
import org.tipcjunit.lint.LintRequest;
import org.tipcjunit.lint.LintRule;
import org.tipcjunit.lint.Linter;
import org.tipcjunit.lint.Severity;

/**
 * Tells configs whose lines mean what they show from those that would certify another chain than they show.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class TrustedConfig {

    /** Errors that make it a guess what the config asks for; all others show when stages run. */
    private static final Set<LintRule> GUESSES = EnumSet.of(
            LintRule.UNREADABLE,
            LintRule.UNKNOWN_LAYOUT,
            LintRule.TRUNCATED,
            LintRule.CRLF,
            LintRule.BYTE_ORDER_MARK,
            LintRule.FULL_WIDTH_CHARACTER,
            LintRule.CONTROL_CHARACTER,
            LintRule.EMPTY_LINE,
            LintRule.BLANK_LINE,
            LintRule.MISPLACED_KEY,
            LintRule.MISSPELT_KEY,
            LintRule.MISSING_COLON,
            LintRule.MODEL_NAME,
            LintRule.UNKNOWN_MODE,
            LintRule.MODE_WITHOUT_VALUE,
            LintRule.UNKNOWN_TRAINER,
            LintRule.TO_STATIC_BLOCK);

    private TrustedConfig() {}

    /**
     * Look at a config before anything is made of it.
     *
     * @param request the config
     * @param trainArguments whether the user adds arguments to the training, which may give what the mode does not
     * @return what is to be told about it all the same
     * @throws ConfigException if certifying it would be guessing; the message has every reason with file, line and remedy
     */
    public static List<Diagnosis> require(LintRequest request, boolean trainArguments) {
        List<Diagnosis> errors = new Linter()
                .lint(request).stream()
                        .filter(diagnosis -> diagnosis.severity() == Severity.ERROR)
                        .toList();
        List<Diagnosis> guesses = errors.stream()
                .filter(error -> GUESSES.contains(error.rule()))
                .filter(error -> !trainArguments || error.rule() != LintRule.MODE_WITHOUT_VALUE)
                .toList();
        if (!guesses.isEmpty()) {
            throw ConfigException.of(guesses.stream().map(Diagnosis::asProblem).toList(), Diagnosis.UPSTREAM);
        }
        return errors;
    }
}
