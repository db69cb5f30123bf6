// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A command that could not be started. */
record UnstartedProcess(Command command, Path log, String reason) implements RunningProcess {

    @Override
    public long pid() {
        return -1;
    }

    @Override
    public boolean isAlive() {
        return false;
    }

    @Override
    public Map<Long, String> members() {
        return Map.of();
    }

    @Override
    public ProcessOutcome await() {
        return new ProcessOutcome(command, new Termination.NotStarted(reason), Duration.ZERO, log, List.of());
    }

    @Override
    public ProcessOutcome stop() {
        return await();
    }

    @Override
    public void close() {}
}
