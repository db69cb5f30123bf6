// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.seg;

import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.SuiteJudges;
import org.tipcjunit.merge.suite.common.ImportedJudge;

/**
 * The judges of PaddleSeg.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class SegJudges implements SuiteJudges {

    @Override
    public Map<String, MergeJudge> judges() {
        return Map.of("seg-model-imported", new ImportedJudge(Set.of("model", "backbone", "loss")));
    }
}
