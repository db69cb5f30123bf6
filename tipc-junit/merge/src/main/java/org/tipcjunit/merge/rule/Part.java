// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.rule;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A place of a suite where contributions put something.
 *
 * @param role what lies there, such as {@code model}, {@code backbone}, {@code loss} or {@code config}
 * @param paths where it lies
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Part(String role, List<PathPattern> paths) {

    public Part {
        paths = List.copyOf(paths);
    }

    /** Whether a file of this path is such a part; {@code __init__.py} never is one. */
    public boolean has(String path) {
        return !path.endsWith("/__init__.py") && paths.stream().anyMatch(pattern -> pattern.test(path));
    }
}
