// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs a shell script as a group until this JVM is killed; arguments: working directory, script. */
final class GroupMain {

    private GroupMain() {}

    public static void main(String[] args) {
        Path directory = Path.of(args[0]);
        try (ProcessRunner runner = new ProcessRunner()) {
            // Others that start at the same time must not hold on to the guard's pipe.
            for (int i = 0; i < 8; i++) {
                int number = i;
                Thread thread = new Thread(() -> runner.run(
                        new Command(List.of("sleep", "300"), directory, Map.of()),
                        directory.resolve("sleep-" + number + ".log"),
                        Duration.ofMinutes(10),
                        OutputListener.none()));
                thread.setDaemon(true);
                thread.start();
            }
            runner.run(
                    new Command(List.of("sh", "-c", args[1]), directory, Map.of()),
                    directory.resolve("group.log"),
                    Duration.ofMinutes(10),
                    OutputListener.none());
        }
    }
}
