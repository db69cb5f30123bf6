// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import java.util.List;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Something that is not as demanded.
 *
 * @param summary what, in one sentence
 * @param detail what was seen, with numbers
 * @param remedy what to do
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Fault(String summary, String detail, String remedy) {

    /** Get what was seen of all of them, each on a line of its own. */
    public static String details(List<Fault> faults) {
        return faults.stream().map(Fault::detail).collect(Collectors.joining("\n"));
    }
}
