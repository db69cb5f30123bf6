// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.MarkdownFile;
import org.tipcjunit.merge.source.MarkdownLink;
import org.tipcjunit.merge.suite.common.Ways;

/** Wishes that links of documents lead to files that exist. Value: {@code target}. */
final class DocumentLinks implements MergeJudge {

    private static final Pattern NO_HOST = Pattern.compile("(?s)https?:(/{0,2}|///.*)");
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:");

    @Override
    public Outcome judge(Review review) {
        return NewDocuments.judge(review, (file, added) -> check(review, file, added));
    }

    private static List<Violation> check(Review review, MarkdownFile file, NewLines added) {
        List<Violation> violations = new ArrayList<>();
        for (MarkdownLink link : file.links()) {
            if (!added.contains(link.line())) {
                continue;
            }
            if (leadsNowhere(link.target())) {
                violations.add(Violation.at(file.path(), link.line()).with("target", "\"" + link.target() + "\""));
            } else if (isRelative(link.target())) {
                String path = Ways.from(file.path(), link.target());
                boolean there = path.isEmpty()
                        || review.sources().has(path)
                        || review.sources().hasFolder(path);
                if (!there) {
                    violations.add(Violation.at(file.path(), link.line()).with("target", link.target()));
                }
            }
        }
        return violations;
    }

    /** What has no address at all, or an address without a host. */
    private static boolean leadsNowhere(String target) {
        return target.isBlank() || NO_HOST.matcher(target).matches();
    }

    private static boolean isRelative(String target) {
        return !target.isEmpty()
                && !SCHEME.matcher(target).lookingAt()
                && target.charAt(0) != '#'
                && target.charAt(0) != '/';
    }
}
