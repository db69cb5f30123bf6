// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.io.PrintStream;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.page.Phrases;

/**
 * Tells the user on the console what is going on.
 *
 * @param console where lines go
 * @param phrases what is told in his language, known by its English
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ConsoleProgress(PrintStream console, Phrases phrases) implements Consumer<String> {

    @Override
    public void accept(String line) {
        console.println(phrases.lines(line));
        console.flush();
    }
}
