// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.util.Optional;
import java.util.stream.Stream;
import org.tipcjunit.certification.CertificationRun;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.chain.Evaluation;
import org.tipcjunit.chain.ExportedModel;
import org.tipcjunit.chain.Inference;
import org.tipcjunit.chain.Prediction;
import org.tipcjunit.chain.ServingRun;
import org.tipcjunit.chain.TrainingRun;
import org.tipcjunit.environment.PaddleEnvironment;

/** What a test may take as a parameter, and where it comes from. */
enum Artifact {
    TRAINING_RUN(TrainingRun.class),
    EVALUATION(Evaluation.class),
    PREDICTION(Prediction.class),
    EXPORTED_MODEL(ExportedModel.class),
    INFERENCE(Inference.class),
    SERVING_RUN(ServingRun.class),
    CHAIN(Chain.class),
    PADDLE_ENVIRONMENT(PaddleEnvironment.class);

    private final Class<?> type;

    Artifact(Class<?> type) {
        this.type = type;
    }

    static Optional<Artifact> of(Class<?> type) {
        return Stream.of(values()).filter(artifact -> artifact.type == type).findFirst();
    }

    Class<?> type() {
        return type;
    }

    /** Get the artifact, running the stages that it needs. */
    Object from(CertificationRun run) {
        return switch (this) {
            case TRAINING_RUN -> run.chain().training();
            case EVALUATION -> run.chain().evaluation();
            case PREDICTION -> run.chain().prediction();
            case EXPORTED_MODEL -> run.chain().exportedModel();
            case INFERENCE -> run.inference();
            case SERVING_RUN -> run.chain().serving();
            case CHAIN -> run.chain();
            case PADDLE_ENVIRONMENT -> run.environment();
        };
    }
}
