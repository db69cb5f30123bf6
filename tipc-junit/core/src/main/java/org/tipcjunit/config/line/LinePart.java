// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.line;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The parts of a config's line that scripts take out of it.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum LinePart {
    /** What stands before the first separator. */
    KEY,
    /** What stands after the first separator. */
    VALUE,
    /** What stands between the second separator and the third. */
    SECOND_VALUE,
    /** The value of the mode that runs, out of a list such as {@code lite_train_lite_infer=5|whole_train_whole_infer=100}. */
    MODE_VALUE,
    /** The same list read without naming a mode: always nothing, whatever the line says. */
    FORGOTTEN_MODE_VALUE,
    /** What stands after the last slash. */
    LAST_PATH_NAME
}
