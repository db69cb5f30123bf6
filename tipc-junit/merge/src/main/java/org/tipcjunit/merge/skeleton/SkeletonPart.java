// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.skeleton;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.rule.Rule;

/**
 * What one rule expects of a new model.
 *
 * @param rule the rule
 * @param kind what becomes of it
 * @param file the file, below the repository
 * @param text what the file, or the new part of it, looks like
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record SkeletonPart(Rule rule, Kind kind, String file, String text) {

    /** What becomes of a part. */
    public enum Kind {
        /** It is a file of its own, and written where there is none. */
        FILE,
        /** It belongs into a file, and is added by hand. */
        ADDITION,
        /** The name of the model does not tell it. */
        OPEN
    }
}
