// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.io.PrintStream;
import java.util.function.Consumer;

/**
 * Tells the user on the console what is going on.
 *
 * @param console where lines go
 */
record ConsoleProgress(PrintStream console) implements Consumer<String> {

    @Override
    public void accept(String line) {
        console.println(line);
        console.flush();
    }
}
