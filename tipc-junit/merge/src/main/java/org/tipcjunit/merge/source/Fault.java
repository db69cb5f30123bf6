// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Why a file cannot be read as what it is.
 *
 * @param what what is wrong, in one sentence without a full stop
 * @param line where, from 1
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Fault(String what, int line) {}
