// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.LossConverges;
import org.tipcjunit.Reproducible;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.TrainingRun;

/** Requirements that several certifications could share. */
final class ComposedRequirements {

    private ComposedRequirements() {}

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @LossConverges(iterations = 100)
    @interface FastConverging {}

    abstract static class Training {

        @FastConverging
        void training(TrainingRun training) {}

        @Reproducible
        void repeated_training() {}
    }

    interface Export {

        @ExportsInferenceModel
        default void export(ExportedModel model) {}
    }
}
