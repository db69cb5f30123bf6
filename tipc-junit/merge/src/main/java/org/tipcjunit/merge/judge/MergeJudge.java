// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.judge;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Judges one rule; pure, but for what the sources read.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
@FunctionalInterface
public interface MergeJudge {

    /** Judge a change. */
    Outcome judge(Review review);
}
