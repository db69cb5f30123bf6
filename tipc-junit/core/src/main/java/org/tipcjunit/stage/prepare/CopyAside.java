// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.prepare;

import java.io.IOException;
import java.nio.file.Path;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.workspace.FolderTree;
import org.tipcjunit.workspace.WorkingCopy;

/**
 * What a working copy held before something ran in it that may turn out to be for nothing.
 *
 * @param chain the chain
 * @param copy the working copy
 * @param aside where it is kept
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record CopyAside(StageContext chain, WorkingCopy copy, Path aside) implements AutoCloseable {

    /** Keep what the working copy in a folder holds now. */
    public static CopyAside of(StageContext chain, Path directory) {
        WorkingCopy copy = chain.get(new FreshCopy(directory));
        Path aside = directory.resolveSibling(directory.getFileName() + "-before");
        return FreshCopy.attempt(chain, () -> {
            copy.keepAside(aside, chain.tools().runner(), chain.tools().progress());
            return new CopyAside(chain, copy, aside);
        });
    }

    /** Put it back, in the place of all that ran since. */
    public void putBack() {
        FreshCopy.attempt(chain, () -> {
            copy.putBack(aside);
            return aside;
        });
    }

    /** Remove it; what cannot be removed is in nobody's way. */
    @Override
    public void close() {
        try {
            FolderTree.remove(aside);
        } catch (IOException e) {
            chain.tools().progress().accept("[tipc] " + aside + " cannot be removed: " + e);
        }
    }
}
