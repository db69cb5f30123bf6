// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A call of which the recording holds no tensors any more, only which samples went in.
 *
 * @param of {@code layer_call} or {@code predictor_run}
 * @param model the program file of the predictor; empty for a layer
 * @param rows for each input the SHA-256 of the elements of each sample
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record DigestedCall(String of, String model, List<List<String>> rows) {

    public DigestedCall {
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** Whether it is a run of a predictor. */
    public boolean isPredictorRun() {
        return of.equals("predictor_run");
    }
}
