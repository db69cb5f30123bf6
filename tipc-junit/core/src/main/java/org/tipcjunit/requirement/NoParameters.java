// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The parameters of a judge that leaves nothing to choose.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record NoParameters() {}
