// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.text;

import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.SuiteJudges;

/**
 * The judges of what texts leave open, lose, or write otherwise than the suite.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class TextJudges implements SuiteJudges {

    @Override
    public Map<String, MergeJudge> judges() {
        return Map.of(
                "common-filled-in", new FilledIn(),
                "common-left-over", new LeftOver(),
                "common-local-paths", new LocalPaths(),
                "common-own-links", new OwnLinks(),
                "common-rows-kept", new KeptRows(),
                "common-metric-scale", new MetricScale(),
                "common-line-ends", new LineEnds());
    }
}
