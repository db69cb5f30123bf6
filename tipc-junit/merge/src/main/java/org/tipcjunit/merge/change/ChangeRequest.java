// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.change;

import java.nio.file.Path;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Which change is meant.
 *
 * @param repository the checkout, or a bare repository where a commit is named
 * @param base what the change is to be merged into; empty for the default branch of the remote that it comes from
 * @param head the commit that holds the change; empty for the working tree
 * @param patch a file with the change, which is applied to the base, or to the last commit without one; empty for none
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ChangeRequest(Path repository, Optional<String> base, Optional<String> head, Optional<Path> patch) {}
