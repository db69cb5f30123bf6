// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.change;

import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The files of a repository as a change leaves them, and as they were before.
 *
 * <p>Never follows a link: what is no plain file of the repository itself is not there.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public interface RepositoryView extends AutoCloseable {

    /** Get the paths of all files after the change, in their order; with slashes. */
    Set<String> paths();

    /** Read a file as the change leaves it; empty where it is no plain file. */
    Optional<FileContent> read(String path);

    /** Read a file as it was before the change; empty where there was none. */
    Optional<FileContent> before(String path);

    /** Get links of the tree that lead nowhere in it. */
    Set<String> brokenLinks();

    @Override
    void close();
}
