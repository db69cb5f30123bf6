// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageFailedException;

/**
 * Something that a chain makes once, when it is first asked for; equal products are the same one.
 *
 * @param <T> what is made
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@FunctionalInterface
public interface Product<T> {

    /**
     * Make it; a chain calls this once and remembers what came of it.
     *
     * @throws StageFailedException if a stage that it needs failed
     */
    T make(StageContext chain);
}
