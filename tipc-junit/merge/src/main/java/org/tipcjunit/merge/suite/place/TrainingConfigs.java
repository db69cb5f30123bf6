// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.place;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.Review;

/** The TIPC configs of a repository that train a model, export it and infer with it. */
final class TrainingConfigs {

    /** Those that only quantize a trained model have other sections. */
    private static final Pattern NAMES =
            Pattern.compile("test_tipc/configs/(?:[^/]+/)+(?:[^/]*_)?train_(?!ptq)(?:\\w+_)?infer_python\\.txt");

    private TrainingConfigs() {}

    /** Whether a file of this path is one. */
    static boolean isOne(String path) {
        return NAMES.matcher(path).matches();
    }

    /** Get the lines of one, without those that are empty at its end. */
    static List<String> lines(Review review, String path) {
        List<String> lines =
                new ArrayList<>(review.sources().text(path).orElse("").lines().toList());
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }
}
