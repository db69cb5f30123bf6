// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.change;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What a change does with a file.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum ChangeKind {
    ADDED,
    MODIFIED,
    DELETED,
    RENAMED
}
