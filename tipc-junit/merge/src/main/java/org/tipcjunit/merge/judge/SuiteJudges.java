// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.judge;

import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The judges of a suite's rules.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
@FunctionalInterface
public interface SuiteJudges {

    /** Get the judges by the ids of their rules. */
    Map<String, MergeJudge> judges();
}
