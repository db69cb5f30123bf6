// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.evaluate.Evaluate;
import org.tipcjunit.stage.export.Export;
import org.tipcjunit.stage.infer.Infer;
import org.tipcjunit.stage.load.Load;
import org.tipcjunit.stage.predict.Predict;
import org.tipcjunit.stage.prepare.Prepare;
import org.tipcjunit.stage.serve.Convert;
import org.tipcjunit.stage.serve.Request;
import org.tipcjunit.stage.serve.Serve;
import org.tipcjunit.stage.train.Train;
import org.tipcjunit.stage.train.TrainAgain;
import org.tipcjunit.stage.train.TrainProbe;

/**
 * All stages that a chain may have, in the order in which they are planned; a new one is added here.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Stages {

    private static final List<Stage<?>> ALL = List.of(
            Prepare.STAGE,
            Train.STAGE,
            TrainProbe.STAGE,
            TrainAgain.STAGE,
            Evaluate.STAGE,
            Predict.STAGE,
            Export.STAGE,
            Infer.STAGE,
            Convert.STAGE,
            Serve.STAGE,
            Request.STAGE,
            Load.STAGE);

    private Stages() {}

    /** Get all stages. */
    public static List<Stage<?>> all() {
        return ALL;
    }

    /** Get the stage that a run of this name is one of; empty for a name that no stage has. */
    public static Optional<Stage<?>> named(String run) {
        return ALL.stream().filter(stage -> stage.owns(run)).findFirst();
    }

    /** Get the stage whose artifact a test may ask for by this type; empty where none has one of it. */
    @SuppressWarnings("unchecked")
    public static <T> Optional<Stage<T>> ofArtifact(Class<T> type) {
        return ALL.stream()
                .filter(stage -> stage.artifact().filter(type::equals).isPresent())
                .map(stage -> (Stage<T>) stage)
                .findFirst();
    }
}
