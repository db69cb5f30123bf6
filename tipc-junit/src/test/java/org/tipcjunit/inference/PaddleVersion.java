// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.util.Optional;
import java.util.function.Consumer;
import org.tipcjunit.environment.EnvironmentRequest;
import org.tipcjunit.environment.EnvironmentSettings;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.environment.PaddleEnvironments;

/**
 * The Paddle versions that the tests of this package run on, each provisioned by the project.
 *
 * <p>The system property {@code tipc.python.<requirement set>}, such as {@code tipc.python.paddle-2.6.2}, names an
 * interpreter to use instead.
 */
enum PaddleVersion {
    PADDLE_2_6("paddle-2.6.2"),
    PADDLE_3_3("paddle-3.3.1");

    private final String requirementSet;

    PaddleVersion(String requirementSet) {
        this.requirementSet = requirementSet;
    }

    String number() {
        return requirementSet.substring(requirementSet.indexOf('-') + 1);
    }

    PaddleEnvironment environment(Consumer<String> progress) {
        Optional<String> python = Optional.ofNullable(System.getProperty("tipc.python." + requirementSet));
        return new PaddleEnvironments(EnvironmentSettings.ofSystem(), progress)
                .resolve(python.map(EnvironmentRequest::named)
                        .orElseGet(() -> EnvironmentRequest.provisioned(requirementSet)));
    }
}
