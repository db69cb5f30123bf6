// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.model;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Something that a config asks for and that does not run.
 *
 * @param what what the config asks for
 * @param line the line of the config that asks, from 1
 * @param reason why it does not run
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record NotRun(String what, int line, String reason) {}
