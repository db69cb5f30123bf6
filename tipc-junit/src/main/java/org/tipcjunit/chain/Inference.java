// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.tensor.TensorValue;

/**
 * What the exported model says about the test images: in the repository's own script, and replayed on other backends.
 *
 * @param stage the stage that ran the repository's inference script; its output holds the printed results
 * @param runs the predictor runs that the recorder saw in the script, in order
 * @param replays the same inputs on other backends, through JNI
 * @param probes perturbed inputs on the plain backend, through JNI, one list entry a perturbation
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Inference(StageRun stage, List<PredictorRun> runs, List<Replay> replays, List<Probe> probes) {

    public Inference {
        runs = List.copyOf(runs);
        replays = List.copyOf(replays);
        probes = List.copyOf(probes);
    }

    /**
     * All recorded inputs run on one backend.
     *
     * @param backend the backend's name, such as {@code plain} (no optimisation) or {@code onednn}
     * @param plain whether the backend must agree bit for bit with dygraph
     * @param outputs the outputs, one list for each recorded run, in its order
     * @param error why the backend could not run; empty text when it could
     */
    public record Replay(String backend, boolean plain, List<List<TensorValue>> outputs, String error) {
        public Replay {
            outputs = outputs.stream().map(List::copyOf).toList();
        }
    }

    /**
     * All recorded inputs perturbed in one way and run on the plain backend.
     *
     * @param perturbation what was done to the inputs, such as {@code channels swapped}
     * @param outputs the outputs, one list for each recorded run, in its order
     */
    public record Probe(String perturbation, List<List<TensorValue>> outputs) {
        public Probe {
            outputs = outputs.stream().map(List::copyOf).toList();
        }
    }
}
