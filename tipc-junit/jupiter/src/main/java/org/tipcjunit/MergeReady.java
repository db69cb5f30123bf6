// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.requirement.MergeReadyJudge;
import org.tipcjunit.merge.rule.OfficialSuite;

/**
 * Demands that the repository's change meets the rules of the official suite that it is to be merged into (clause 3.3).
 *
 * <p>The change is what differs between the base and the working tree, with files that are not committed. Each rule says who demands it: a
 * guide of the suite, a hook, or what merged changes have in common; a broken rule that is an error fails the requirement. The certificate
 * shows the verdict of every rule. No stage runs for it, and nothing of the repository.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Requirement(MergeReadyJudge.class)
public @interface MergeReady {

    /** The suite. */
    OfficialSuite suite();

    /** What the change is to be merged into, such as {@code upstream/develop}; when empty, the default branch of the remote. */
    String base() default "";

    /**
     * Whether the formatters that the suite pins run on the changed files; what is missing of them is installed into the user's cache
     * folder. The setting {@code tipc.no.tools} leaves them out too.
     */
    boolean tools() default true;
}
