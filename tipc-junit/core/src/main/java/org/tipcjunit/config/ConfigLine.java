// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * One physical line of a config, as it is.
 *
 * @param number the line's number in the file, from 1
 * @param text the line without its line feed; a carriage return stays, as it does for upstream's scripts
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ConfigLine(int number, String text) {}
