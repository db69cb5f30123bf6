// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.judge;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A part that a change adds.
 *
 * @param role what it is, as the suite's data name it, such as {@code model}
 * @param path its file
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record AddedPart(String role, String path) {

    /** Get the file's name without its ending, such as {@code segnet}. */
    public String stem() {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /** Get the folder, without a slash at its end; empty for the root. */
    public String folder() {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** Get the name of the folder that it lies in, such as {@code segnet} of {@code configs/segnet/segnet.yml}. */
    public String folderName() {
        String folder = folder();
        return folder.substring(folder.lastIndexOf('/') + 1);
    }
}
