// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What a requirement concluded. Only {@link #PASS} certifies.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public enum Verdict {
    /** The clause holds. */
    PASS,
    /** The clause does not hold. */
    FAIL,
    /** The evidence could not have told right from wrong. */
    CANNOT_JUDGE,
    /** The clause was not looked at. */
    NOT_RUN
}
