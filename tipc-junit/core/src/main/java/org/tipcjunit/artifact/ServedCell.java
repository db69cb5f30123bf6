// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * One service that a serving config asks for.
 *
 * @param name what it stands for, such as {@code device=cpu, mkldnn=False, threads=1}
 * @param alternatives the same by name
 * @param notRun why this machine cannot run it; empty where it ran
 * @param failure how it failed; empty where it did not
 * @param service the service as it ran; empty where it did not, or could not be started
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record ServedCell(
        String name,
        Map<String, String> alternatives,
        Optional<String> notRun,
        Optional<StageFailure> failure,
        Optional<ServiceRun> service) {

    public ServedCell {
        alternatives = Collections.unmodifiableMap(new LinkedHashMap<>(alternatives));
    }
}
