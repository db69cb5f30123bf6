// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.training.ReproducibilityJudge;

/**
 * Demands that two trainings with the same command have bitwise equal losses.
 *
 * <p>The second training runs only for this requirement. Deterministic training needs seeds of Paddle and NumPy, and equal
 * numbers of threads and of data-loader workers.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Requirement(ReproducibilityJudge.class)
public @interface Reproducible {}
