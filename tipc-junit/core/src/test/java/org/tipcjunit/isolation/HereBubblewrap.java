// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.isolation;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The bubblewrap of the machine that tests run on. */
public final class HereBubblewrap {

    private HereBubblewrap() {}

    /** Get it; a test that needs it is aborted, with the reason, where it does not work. */
    public static Bubblewrap orAbort() {
        Bubblewrap.Found found = Bubblewrap.look(System.getenv());
        assumeTrue(found.working().isPresent(), () -> found.problem() + "; " + found.remedy());
        return found.working().orElseThrow();
    }
}
