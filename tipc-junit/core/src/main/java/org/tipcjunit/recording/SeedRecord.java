// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * One call that seeded a random generator.
 *
 * @param generator {@code paddle}, {@code numpy} or {@code random}
 * @param value the seed as printed by Python
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record SeedRecord(String generator, String value) {}
