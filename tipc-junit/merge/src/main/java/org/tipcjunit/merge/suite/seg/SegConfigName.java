// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.seg;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.Names;

/** Wishes that configs are named by their pattern. Values: {@code name}, {@code folder}. */
final class SegConfigName implements MergeJudge {

    private static final Pattern RESOLUTION = Pattern.compile("_\\d+x\\d+(x\\d+)?(_|$)");
    private static final Pattern LENGTH = Pattern.compile("_\\d+(k|e|iters?|epochs?)(_|$)");

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (AddedPart config : review.addition().of("config")) {
            String folder = config.folderName();
            boolean shared = folder.startsWith("_") || folder.equals("quick_start");
            boolean named = Names.plain(config.stem())
                            .startsWith(Names.plain(folder).substring(0, Math.min(3, folder.length())))
                    && RESOLUTION.matcher(config.stem()).find()
                    && LENGTH.matcher(config.stem()).find();
            if (!shared && !named) {
                violations.add(
                        Violation.of(config.path()).with("name", config.stem()).with("folder", folder));
            }
        }
        return Outcome.of(violations);
    }
}
