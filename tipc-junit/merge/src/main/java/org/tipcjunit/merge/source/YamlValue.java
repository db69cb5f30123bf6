// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A scalar of a YAML file.
 *
 * @param text the value as it is written
 * @param tag the application's tag, such as {@code !BNN}, without the mark; empty for a plain one
 * @param line its line, from 1
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record YamlValue(String text, String tag, int line) {}
