// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.status;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What commands end with.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ExitStatus {

    /** Every model is certified; nothing is wrong. */
    public static final int OK = 0;

    /** A model is not certified; a config has an error. */
    public static final int NOT_CERTIFIED = 1;

    /** The command was used wrongly, or a config cannot be read or planned. */
    public static final int USAGE = 2;

    private ExitStatus() {}
}
