// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

/** What commands end with. */
final class ExitStatus {

    /** Every model is certified; nothing is wrong. */
    static final int OK = 0;

    /** A model is not certified; a config has an error. */
    static final int NOT_CERTIFIED = 1;

    /** The command was used wrongly, or a config cannot be read or planned. */
    static final int USAGE = 2;

    private ExitStatus() {}
}
