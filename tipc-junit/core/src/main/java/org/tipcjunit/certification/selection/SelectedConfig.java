// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import java.nio.file.Path;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A config of a repository.
 *
 * @param root the folder that its commands run in
 * @param path the config's path relative to that folder, with forward slashes
 * @param shown the path that messages use: relative to the repository that the user named
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record SelectedConfig(TipcRoot root, String path, String shown) {

    /** Get the config's file. */
    public Path file() {
        return root.folder().resolve(path);
    }

    /** Get another config of the same root, shown as this one is. */
    public SelectedConfig sibling(String other) {
        String before = shown.endsWith(path) ? shown.substring(0, shown.length() - path.length()) : "";
        return new SelectedConfig(root, other, before + other);
    }
}
