// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.io.PrintStream;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Tells the user on the console what is going on.
 *
 * @param console where lines go
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ConsoleProgress(PrintStream console) implements Consumer<String> {

    @Override
    public void accept(String line) {
        console.println(line);
        console.flush();
    }
}
