// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.MarkdownFile;
import org.tipcjunit.merge.source.MarkdownLink;
import org.tipcjunit.merge.suite.common.TakenAway;
import org.tipcjunit.merge.suite.common.Ways;

/** Wishes that links of documents lead to files that exist: new ones, and those to what the change takes away. Value: {@code target}. */
final class DocumentLinks implements MergeJudge {

    private static final Pattern NO_HOST = Pattern.compile(
            "(?s)https?:(/{0,2}|///.*)|file:.*|https?://(?:localhost|127\\.|10\\.\\d+\\.|192\\.168\\.).*");
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:");

    @Override
    public Outcome judge(Review review) {
        Outcome ofNew = NewDocuments.judge(review, (file, added) -> check(review, file, added));
        TakenAway gone = TakenAway.of(review);
        Set<Violation> lost = new LinkedHashSet<>();
        for (String path : gone.speakers(review, target -> true, name -> name.endsWith(".md"))) {
            review.sources().markdown(path).ifPresent(file -> file.links().stream()
                    .filter(link -> isRelative(link.target()) && gone.has(Ways.from(path, link.target())))
                    .forEach(link -> lost.add(Violation.at(path, link.line()).with("target", link.target()))));
        }
        if (lost.isEmpty()) {
            return ofNew;
        }
        List<Violation> all = new ArrayList<>(ofNew instanceof Outcome.Broken broken ? broken.violations() : List.of());
        all.addAll(lost);
        return Outcome.of(all);
    }

    private static List<Violation> check(Review review, MarkdownFile file, NewLines added) {
        // A row may have several links that lead nowhere: one message is enough.
        Set<Violation> violations = new LinkedHashSet<>();
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
        return List.copyOf(violations);
    }

    /** What has no address at all, an address without a host, or one that only the contributor's network has. */
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
