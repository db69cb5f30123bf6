// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.Collection;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.change.FileContent;

/**
 * Reads Python files, many at a time.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
@FunctionalInterface
public interface PythonReader {

    /** Read files, each of which has an answer, in their order. */
    List<PythonFile> read(Collection<FileContent> files);
}
