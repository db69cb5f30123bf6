// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Where the scripts of a repository think that a value ends.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum ValueStyle {
    /** The value ends at the second colon; a line without colon has none ({@code common_func.sh}). */
    UP_TO_SECOND_COLON {
        @Override
        public String value(String line) {
            String[] fields = line.split(":", -1);
            return fields.length < 2 ? "" : fields[1];
        }
    },
    /** The value is all that follows the first colon; a line without colon is its own value ({@code utils_func.sh}). */
    ALL_AFTER_FIRST_COLON {
        @Override
        public String value(String line) {
            return line.substring(line.indexOf(':') + 1);
        }
    };

    /** Get the value of a line, with its blanks. */
    public abstract String value(String line);

    /** Get the key of a line: what stands before the first colon, or all of it. */
    public String key(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? line : line.substring(0, colon);
    }
}
