// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * An evaluation of the trained weights that ended well.
 *
 * @param stage the stage that evaluated; its output holds the metrics
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Evaluation(StageRun stage) {}
