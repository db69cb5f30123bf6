// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.util.List;

/** The signals of Linux, by number. */
final class Signals {

    private static final List<String> NAMES = List.of(
            "SIGHUP",
            "SIGINT",
            "SIGQUIT",
            "SIGILL",
            "SIGTRAP",
            "SIGABRT",
            "SIGBUS",
            "SIGFPE",
            "SIGKILL",
            "SIGUSR1",
            "SIGSEGV",
            "SIGUSR2",
            "SIGPIPE",
            "SIGALRM",
            "SIGTERM",
            "SIGSTKFLT",
            "SIGCHLD",
            "SIGCONT",
            "SIGSTOP",
            "SIGTSTP",
            "SIGTTIN",
            "SIGTTOU",
            "SIGURG",
            "SIGXCPU",
            "SIGXFSZ",
            "SIGVTALRM",
            "SIGPROF",
            "SIGWINCH",
            "SIGIO",
            "SIGPWR",
            "SIGSYS");

    private static final int BASE = 128;

    private Signals() {}

    /** Tell how a process ended from the status that Java and shells give, where 128 + n stands for signal n. */
    static Termination termination(int status) {
        int number = status - BASE;
        return number >= 1 && number <= NAMES.size()
                ? new Termination.Signalled(number, NAMES.get(number - 1))
                : new Termination.Exited(status);
    }
}
