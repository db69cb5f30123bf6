// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A command of {@code tipc} that has run in this JVM.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it printed as errors
 */
record TipcRun(int status, String out, String err) {

    static TipcRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = CommandLines.of(new PrintWriter(out), new PrintWriter(err)).execute(arguments);
        return new TipcRun(status, out.toString(), err.toString());
    }
}
