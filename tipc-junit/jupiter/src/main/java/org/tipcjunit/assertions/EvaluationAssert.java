// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.assertions;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.requirement.text.Readme;
import org.tipcjunit.requirement.training.MetricReached;

/**
 * Asserts what an evaluation measured.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class EvaluationAssert extends FindingAssert<EvaluationAssert, Evaluation> {

    EvaluationAssert(@Nullable Evaluation actual) {
        super(actual, EvaluationAssert.class);
    }

    /** Verify that the printed value of {@code metric} is at least {@code value}. */
    public EvaluationAssert reaches(String metric, double value) {
        return passes(
                new MetricReached(MetricReached.Parameters.of(metric)).judge(present(), BigDecimal.valueOf(value)));
    }

    /** Verify that the printed value of {@code metric}, of which less is better, is at most {@code value}. */
    public EvaluationAssert staysWithin(String metric, double value) {
        MetricReached.Parameters parameters =
                new MetricReached.Parameters(metric, Optional.empty(), Optional.empty(), false, "the assertion");
        return passes(new MetricReached(parameters).judge(present(), BigDecimal.valueOf(value)));
    }

    /** Verify that {@code metric} reaches the value that the README at {@code readme} documents for the model. */
    public EvaluationAssert reachesDocumented(String metric, Path readme) {
        return passes(new MetricReached(MetricReached.Parameters.of(metric)).judge(present(), Readme.read(readme)));
    }
}
