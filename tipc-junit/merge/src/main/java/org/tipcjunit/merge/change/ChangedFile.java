// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.change;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A file that a change touches.
 *
 * @param path where it lies afterwards, or lay before it was deleted; with slashes, from the root of the repository
 * @param kind what was done with it
 * @param oldPath where it lay before it was renamed; else the same path
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ChangedFile(String path, ChangeKind kind, String oldPath) {

    /** Create a file that has its name still. */
    public ChangedFile(String path, ChangeKind kind) {
        this(path, kind, path);
    }

    /** Whether it is new; a file that was only moved is not. */
    public boolean isNew() {
        return kind == ChangeKind.ADDED;
    }

    /** Whether it is there after the change. */
    public boolean isThere() {
        return kind != ChangeKind.DELETED;
    }
}
