// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.Command;

/**
 * What a repository's {@code test_tipc/prepare.sh} is to be run with.
 *
 * @param copy the working copy that it prepares
 * @param config the config's path relative to the repository
 * @param mode the mode, such as {@code lite_train_lite_infer}
 * @param environment variables for the script, such as a {@code PATH} on which the right Python is first
 * @param directory the folder for its log, which is made where it is missing
 * @param limit how long it may run
 * @param enclosing keeps the command from the rest of the machine, or gives it as it is
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PrepareRequest(
        WorkingCopy copy,
        String config,
        String mode,
        Map<String, String> environment,
        Path directory,
        Duration limit,
        UnaryOperator<Command> enclosing) {

    public PrepareRequest {
        environment = Map.copyOf(environment);
    }
}
