// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.rec;

import java.util.List;
import java.util.Optional;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.source.MarkdownFile;

/** The README of a model. */
final class RecReadme {

    private static final List<String> NAMES = List.of("README.md", "readme.md", "Readme.md", "README_CN.md");

    private RecReadme() {}

    /** Find the README of a folder. */
    static Optional<MarkdownFile> of(Review review, String folder) {
        return NAMES.stream()
                .map(name -> folder + "/" + name)
                .filter(review.sources()::has)
                .findFirst()
                .flatMap(review.sources()::markdown);
    }
}
