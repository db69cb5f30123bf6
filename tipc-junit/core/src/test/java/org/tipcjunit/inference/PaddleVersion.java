// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.util.function.Consumer;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.environment.TestEnvironments;

/** The Paddle versions that the tests of this package run on. */
public enum PaddleVersion {
    PADDLE_2_6("paddle-2.6.2"),
    PADDLE_3_3("paddle-3.3.1");

    private final String requirementSet;

    PaddleVersion(String requirementSet) {
        this.requirementSet = requirementSet;
    }

    public String number() {
        return requirementSet.substring(requirementSet.indexOf('-') + 1);
    }

    PaddleEnvironment environment(Consumer<String> progress) {
        return TestEnvironments.of(requirementSet, progress);
    }
}
