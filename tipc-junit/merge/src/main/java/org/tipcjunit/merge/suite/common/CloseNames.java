// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Names of which one may be the other misspelled.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class CloseNames {

    private CloseNames() {}

    /** Whether one letter is added, left out or another one, or two letters beside each other are exchanged; numbers tell keys apart. */
    public static boolean areClose(String one, String other) {
        if (Math.abs(one.length() - other.length()) > 1 || !digits(one).equals(digits(other))) {
            return false;
        }
        int begin = 0;
        int shorter = Math.min(one.length(), other.length());
        while (begin < shorter && one.charAt(begin) == other.charAt(begin)) {
            begin++;
        }
        int end = 0;
        while (end < shorter - begin && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        String ofOne = one.substring(begin, one.length() - end);
        String ofOther = other.substring(begin, other.length() - end);
        boolean exchanged = ofOne.length() == 2
                && ofOther.length() == 2
                && ofOne.charAt(0) == ofOther.charAt(1)
                && ofOne.charAt(1) == ofOther.charAt(0);
        return exchanged || Math.max(ofOne.length(), ofOther.length()) == 1;
    }

    private static String digits(String text) {
        return text.replaceAll("\\D", "");
    }
}
