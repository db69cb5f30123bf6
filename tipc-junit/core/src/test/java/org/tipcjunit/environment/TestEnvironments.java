// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * The Paddle environments that tests run on, provisioned by the project.
 *
 * <p>The system property {@code tipc.python.<requirement set>}, such as {@code tipc.python.paddle-2.6.2}, names an interpreter to
 * use instead.
 */
public final class TestEnvironments {

    private TestEnvironments() {}

    public static PaddleEnvironment of(String requirementSet, Consumer<String> progress) {
        Optional<String> python = Optional.ofNullable(System.getProperty("tipc.python." + requirementSet));
        return new PaddleEnvironments(EnvironmentSettings.ofSystem(), progress)
                .resolve(new EnvironmentRequest(python, requirementSet));
    }
}
