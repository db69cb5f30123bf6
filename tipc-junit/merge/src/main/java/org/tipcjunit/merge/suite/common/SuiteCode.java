// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.source.CodeIndex;
import org.tipcjunit.merge.source.PythonFile;

/**
 * The Python of a suite that names in configs may stand for.
 *
 * @param files its files
 * @param index which of them imports or says a name
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record SuiteCode(List<PythonFile> files, CodeIndex index) {

    public SuiteCode {
        files = List.copyOf(files);
    }

    /** Get that of the suite as the change leaves it. */
    public static SuiteCode of(Review review) {
        return review.sources().once(SuiteCode.class, () -> {
            List<String> paths = review.sources()
                    .paths(path -> path.endsWith(".py") && review.suite().isCode(path));
            return new SuiteCode(
                    review.sources().pythons(paths), review.sources().index(paths));
        });
    }
}
