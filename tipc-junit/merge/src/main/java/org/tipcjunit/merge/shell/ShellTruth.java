// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.shell;

/** What can be said of a condition without running anything. */
enum ShellTruth {
    YES,
    NO,
    MAYBE;

    static ShellTruth of(boolean holds) {
        return holds ? YES : NO;
    }

    ShellTruth not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case MAYBE -> MAYBE;
        };
    }

    ShellTruth and(ShellTruth other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == YES && other == YES ? YES : MAYBE;
    }

    ShellTruth or(ShellTruth other) {
        return not().and(other.not()).not();
    }
}
