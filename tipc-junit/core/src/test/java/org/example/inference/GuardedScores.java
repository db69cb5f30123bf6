// SPDX-License-Identifier: Apache-2.0
package org.example.inference;

import java.nio.file.Path;
import java.util.List;
import org.tipcjunit.inference.ModelFiles;
import org.tipcjunit.inference.PredictorOptions;
import org.tipcjunit.inference.host.PredictorHost;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.tensor.TensorValue;

/** Scores images in a child JVM, whose crash is an exception here. */
public final class GuardedScores {

    private GuardedScores() {}

    /** Get the outputs of a model, in its order. */
    public static List<TensorValue> of(TensorValue image, Path libpaddle, Path folder, Path work) {
        ModelFiles model = ModelFiles.in(folder, "inference");
        try (ProcessRunner runner = new ProcessRunner();
                PredictorHost host = PredictorHost.start(libpaddle, work, runner)) {
            List<List<TensorValue>> calls = List.of(List.of(image));
            return host.run(model, PredictorOptions.defaults().withThreads(2), calls)
                    .get(0);
        }
    }
}
