// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.shell;

/** A script that no shell would read to its end. */
final class ShellFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final int line;

    ShellFault(String what, int line) {
        super(what);
        this.what = what;
        this.line = line;
    }

    /** Get what is wrong. */
    String what() {
        return what;
    }

    /** Get the line, from 1. */
    int line() {
        return line;
    }
}
