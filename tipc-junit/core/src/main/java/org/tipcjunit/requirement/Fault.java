// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Something that is not as demanded.
 *
 * @param summary what, in one sentence
 * @param detail what was seen, with numbers
 * @param remedy what to do
 */
record Fault(String summary, String detail, String remedy) {

    /** Get what was seen of all of them, each on a line of its own. */
    static String details(List<Fault> faults) {
        return faults.stream().map(Fault::detail).collect(Collectors.joining("\n"));
    }
}
