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

/**
 * Demands that a file is there for each part of a role, such as the README beside a config. Values: {@code file}, {@code model}.
 *
 * @param roles the parts
 * @param wanted the paths of which one has to be there; the first is the one that messages name; none where nothing is demanded
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record FileJudge(Set<String> roles, Function<AddedPart, List<String>> wanted) implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<AddedPart> parts = review.addition().of(roles);
        if (parts.isEmpty()) {
            return Absent.of(roles);
        }
        List<Violation> violations = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (AddedPart part : parts) {
            List<String> files = wanted.apply(part);
            if (!files.isEmpty() && seen.add(files.get(0)) && files.stream().noneMatch(review.sources()::has)) {
                violations.add(Violation.of(files.get(0))
                        .with("file", files.get(0))
                        .with("model", part.folderName())
                        .with("config", part.path()));
            }
        }
        return Outcome.of(violations);
    }
}
