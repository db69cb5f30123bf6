// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.status;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What is done where a signal, such as that of Ctrl-C, ends this JVM amid some work.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class AtSignal {

    private AtSignal() {}

    /**
     * Do some work.
     *
     * @param atSignal what is done before the JVM ends, where a signal ends it before the work is done
     */
    public static void during(Runnable atSignal, Runnable work) {
        Thread hook = new Thread(atSignal, "tipc-signal");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            work.run();
        } finally {
            forget(hook);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and runs it.
            return;
        }
    }
}
