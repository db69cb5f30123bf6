// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Where a predictor calculates.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public enum Device {
    CPU,
    /** The first GPU of the machine. */
    GPU
}
