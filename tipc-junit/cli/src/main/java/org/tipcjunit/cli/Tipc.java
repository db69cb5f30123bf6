// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.cli.status.ExitStatus;
import org.tipcjunit.cli.status.Printed;
import org.tipcjunit.cli.status.Reader;

/**
 * Starts the command line.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Tipc {

    private Tipc() {}

    /** Run a command and end the JVM with its exit status. */
    public static void main(String[] arguments) {
        // What is printed is UTF-8 wherever it goes, as the configs and the logs that it quotes are.
        Printed printed = new Printed(new FileOutputStream(FileDescriptor.out));
        PrintStream out = new PrintStream(printed, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int status = CommandLines.of(
                        new PrintWriter(out, false, StandardCharsets.UTF_8),
                        new PrintWriter(err, true, StandardCharsets.UTF_8),
                        Reader.of(List.of(arguments)))
                .execute(arguments);
        out.flush();
        if (printed.lost().isPresent()) {
            err.println("tipc: what was printed is lost: " + printed.lost().get()
                    + "; make room where it goes, and call the same command again");
        }
        System.exit(printed.lost().isPresent() ? Math.max(status, ExitStatus.NOT_CERTIFIED) : status);
    }
}
