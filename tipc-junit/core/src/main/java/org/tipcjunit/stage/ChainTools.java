// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.inference.host.PredictorHost;
import org.tipcjunit.isolation.Isolation;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.serving.FreePorts;

/**
 * What a chain runs its stages with.
 *
 * @param environment the Python and Paddle to run them in
 * @param runner runs the commands; ends with the test run, not with the chain
 * @param recorder records inside Python
 * @param predictors the child JVM that runs predictors of that Paddle; ends with the test run, not with the chain
 * @param isolation keeps the repository's commands from the rest of the machine, or does not
 * @param ports gives services their ports; shared by all chains of the test run, so that they do not meet
 * @param progress takes lines for the user while something takes long
 * @param listener hears of the commands that stages run
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ChainTools(
        PaddleEnvironment environment,
        ProcessRunner runner,
        Recorder recorder,
        PredictorHost predictors,
        Isolation isolation,
        FreePorts ports,
        Consumer<String> progress,
        StageListener listener) {}
