// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.nio.file.Path;
import java.util.Optional;
import org.tipcjunit.environment.EnvironmentRequest;
import org.tipcjunit.environment.EnvironmentSettings;
import org.tipcjunit.environment.PaddleEnvironments;

/** The Python interpreters that run the recorder's tests. */
final class Interpreters {

    private Interpreters() {}

    /**
     * Get the interpreter of a requirement set: provisioned, unless the system property {@code tipc.test.} and the set's name
     * gives one that is there already.
     */
    static Path with(String requirementSet) {
        Optional<String> named = Optional.ofNullable(System.getProperty("tipc.test." + requirementSet));
        return new PaddleEnvironments(EnvironmentSettings.ofSystem(), line -> {})
                .resolve(new EnvironmentRequest(named, requirementSet))
                .python();
    }
}
