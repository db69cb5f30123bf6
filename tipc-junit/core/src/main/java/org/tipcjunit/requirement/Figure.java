// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A number that a requirement measured, for certificates and reports.
 *
 * @param name what was measured, such as {@code max abs difference (onednn)}
 * @param value the value as it is to be printed
 * @param unit the unit; empty for a plain number
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Figure(String name, String value, String unit) {}
