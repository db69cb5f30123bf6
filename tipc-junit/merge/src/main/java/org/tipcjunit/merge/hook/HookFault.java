// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.hook;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What a tool has against lines of a file, whoever wrote them.
 *
 * @param path the file
 * @param line the first line, from 1
 * @param last the last line
 * @param what what it says of them; empty for a formatter, which writes them otherwise
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record HookFault(String path, int line, int last, String what) {}
