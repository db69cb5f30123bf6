// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.backbone.BackboneResultsJudge;

/**
 * Demands that the table of results and the training log that were handed in for a backbone belong to it (clause 4.3.4).
 *
 * <p>The README's table has a row for the backbone, whose value the backbone's own log ends with; the log names the backbone and
 * is no copy of another one's. <em>Coming soon</em> is never certified. Belongs into a class with {@link Backbones}. See {@link
 * org.tipcjunit.requirement.backbone.BackboneResult}.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Requirement(BackboneResultsJudge.class)
public @interface BackboneDocumented {

    /** The README with the table of results, relative to the repository. */
    String readme();

    /** The metric's name as the logs print it. */
    String metric();

    /** The column of the table that states what the log ends with; when empty, the one that is headed as the metric. */
    String column() default "";

    /** The log of a backbone's training, relative to the repository, with <code>{backbone}</code> for its name. */
    String log();
}
