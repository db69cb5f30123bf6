// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.place;

import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.SuiteJudges;

/**
 * The judges of where the parts of a model lie, and whether they are one model's.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class PlaceJudges implements SuiteJudges {

    @Override
    public Map<String, MergeJudge> judges() {
        return Map.of(
                "common-place", new NetworkPlace(),
                "common-registry", new RegistryOfFolder(),
                "common-registered-once", new RegisteredOnce(),
                "common-config-keys", new ConfigKeys(),
                "common-both-languages", new BothLanguages(),
                "common-tipc-model", new TipcModels(),
                "common-tipc-complete", new TipcComplete(),
                "common-tipc-name", new TipcName());
    }
}
