// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.prepare;

import java.nio.file.Path;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.workspace.WorkingCopy;

/**
 * A working copy made of another one as that is when it is asked for.
 *
 * @param original the folder of the other one
 * @param directory the folder that it gets
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record CopyOfCopy(Path original, Path directory) implements Product<WorkingCopy> {

    @Override
    public WorkingCopy make(StageContext chain) {
        WorkingCopy copy = chain.get(new FreshCopy(original));
        return FreshCopy.copied(
                chain,
                () -> copy.duplicate(
                        directory, chain.tools().runner(), chain.tools().progress()));
    }
}
