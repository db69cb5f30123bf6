// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.merge;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.Demand;

/**
 * The command that certifies, as far as who judges a contribution uses it.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
@FunctionalInterface
public interface Certifier {

    /** Demand one thing more of each model that is certified. */
    void alsoDemand(Demand<?> demand);
}
