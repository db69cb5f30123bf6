// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What a working copy is to hold.
 *
 * @param checkout the user's files
 * @param directory the folder to make the copy in, which does not exist yet
 * @param data files and folders to take along although git ignores them, such as data sets; relative to the repository
 * @param excluded folders that never belong to the repository, such as that of earlier results; absolute
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record WorkspaceRequest(Checkout checkout, Path directory, List<Path> data, List<Path> excluded) {

    public WorkspaceRequest {
        data = List.copyOf(data);
        excluded = List.copyOf(excluded);
    }
}
