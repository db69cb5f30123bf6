// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A small shell process that outlives this JVM, however it dies, to end every process that carries a mark.
 *
 * <p>It blocks on a pipe whose other end only this JVM holds (Java's children close all inherited descriptors), sits in a
 * session of its own and is unmarked, so nothing that ends a group ends the guard.
 */
final class ProcessGuard implements AutoCloseable {

    /** Arguments: the text to look for, the grace in tenths of a second. Uses the shell's builtins, grep and sleep only. */
    private static final String SCRIPT = """
            trap '' HUP INT QUIT TERM
            while read -r line; do :; done
            marked() { grep -lsF -e "$1" /proc/[0-9]*/environ; }
            signal() {
              for file in $2; do
                pid=${file#/proc/}; pid=${pid%/environ}
                kill -s "$1" "$pid" 2>/dev/null
                # Its group too, if it leads one: members may have overwritten their environment.
                kill -s "$1" "-$pid" 2>/dev/null
              done
            }
            found=$(marked "$1")
            signal TERM "$found"
            while [ -n "$found" ] && [ "$2" -gt 0 ]; do
              sleep 0.1; set -- "$1" "$(($2 - 1))"; found=$(marked "$1")
            done
            tries=100
            while [ -n "$found" ] && [ "$tries" -gt 0 ]; do
              signal KILL "$found"; sleep 0.1; tries=$((tries - 1)); found=$(marked "$1")
            done
            """;

    private final String mark;
    private final String graceTenths;
    private @Nullable Process process;

    ProcessGuard(String mark, Duration grace) {
        this.mark = mark;
        this.graceTenths = Long.toString(Math.max(1, grace.toMillis() / 100));
    }

    /** Start guarding, unless that is already so. */
    synchronized void ensureRunning(Path setsid) throws IOException {
        if (process != null && process.isAlive()) {
            return;
        }
        ProcessBuilder builder =
                new ProcessBuilder(setsid.toString(), "/bin/sh", "-c", SCRIPT, "tipc-process-guard", mark, graceTenths);
        builder.environment().remove(ProcessGroup.VARIABLE);
        builder.directory(Path.of("/").toFile());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        process = builder.start();
    }

    /** Stop guarding; whatever still carries the mark is ended. */
    @Override
    public synchronized void close() {
        if (process == null) {
            return;
        }
        try (OutputStream lifeline = process.getOutputStream()) {
            lifeline.flush();
        } catch (IOException e) {
            // The guard is gone already, so there is nothing to tell it.
            return;
        }
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
