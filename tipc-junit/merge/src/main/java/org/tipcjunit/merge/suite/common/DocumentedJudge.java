// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.PathPattern;
import org.tipcjunit.merge.source.MarkdownFile;
import org.tipcjunit.merge.source.Names;

/**
 * Demands that one of some documents speaks of each family of models that a change adds.
 *
 * <p>Values: {@code model}, and the expected one as document.
 *
 * @param roles the parts that families are told by
 * @param family what a part's family is called; empty for a part that is of no family
 * @param documents the documents, of which one has to
 * @param expected the document that is to be written or changed
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record DocumentedJudge(
        Set<String> roles,
        Function<AddedPart, String> family,
        List<PathPattern> documents,
        Function<AddedPart, String> expected)
        implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<AddedPart> parts = review.addition().of(roles);
        if (parts.isEmpty()) {
            return Absent.of(roles);
        }
        List<String> candidates =
                review.sources().paths(path -> documents.stream().anyMatch(pattern -> pattern.test(path)));
        List<Violation> violations = new ArrayList<>();
        Set<String> families = new LinkedHashSet<>();
        for (AddedPart part : parts) {
            String name = family.apply(part);
            if (!name.isEmpty()
                    && families.add(name)
                    && candidates.stream().noneMatch(path -> speaksOf(review, path, name))) {
                violations.add(
                        Violation.of(expected.apply(part)).with("model", name).with("document", expected.apply(part)));
            }
        }
        return Outcome.of(violations);
    }

    private static boolean speaksOf(Review review, String path, String name) {
        return Names.mentions(path, name)
                || review.sources()
                        .markdown(path)
                        .map(MarkdownFile::text)
                        .filter(text -> Names.mentions(text, name))
                        .isPresent();
    }
}
