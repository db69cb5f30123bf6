// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.line;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A shell condition, of which only comparisons of the mode are understood; any other may hold. */
record ModeCondition(String text) {

    private static final Pattern TEST =
            Pattern.compile("\\[+ *\"?\\$\\{?MODE\\}?\"? *(==?|!=) *[\"']?([\\w-]*)[\"']? *\\]+");

    /** Whether the condition may hold in {@code mode}. */
    boolean allows(String mode) {
        boolean negated = text.startsWith("!");
        return switch (negated ? negate(value(text.substring(1), mode)) : value(text, mode)) {
            case NO -> false;
            case YES, UNKNOWN -> true;
        };
    }

    private enum Truth {
        YES,
        NO,
        UNKNOWN
    }

    private static Truth negate(Truth truth) {
        return switch (truth) {
            case YES -> Truth.NO;
            case NO -> Truth.YES;
            case UNKNOWN -> Truth.UNKNOWN;
        };
    }

    private static Truth value(String condition, String mode) {
        Truth any = Truth.NO;
        for (String alternative : condition.split("\\|\\|", -1)) {
            Truth all = Truth.YES;
            for (String part : alternative.split("&&", -1)) {
                Truth truth = test(part.strip(), mode);
                all = truth == Truth.NO || all == Truth.NO ? Truth.NO : truth == Truth.UNKNOWN ? truth : all;
            }
            any = all == Truth.YES || any == Truth.YES ? Truth.YES : all == Truth.UNKNOWN ? all : any;
        }
        return any;
    }

    private static Truth test(String test, String mode) {
        Matcher matcher = TEST.matcher(test);
        if (!matcher.matches()) {
            return Truth.UNKNOWN;
        }
        boolean equal = matcher.group(2).equals(mode);
        return equal == !matcher.group(1).equals("!=") ? Truth.YES : Truth.NO;
    }
}
