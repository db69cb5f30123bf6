// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
import org.tipcjunit.merge.source.Names;

/**
 * Demands a TIPC config for each family of models that a change adds.
 *
 * <p>A family has one where a config's path or text speaks of it. Values: {@code model}, {@code tipc}.
 *
 * @param family what a part's family is called, such as the folder of its config; empty for a part that is of no family
 * @param roles the parts that families are told by
 * @param expected where the config is written for a part of a family
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record TipcConfigJudge(
        Set<String> roles, Function<AddedPart, String> family, Function<AddedPart, String> expected)
        implements MergeJudge {

    private static final PathPattern CONFIGS = PathPattern.of("test_tipc/{config,configs}/**/*.txt");

    @Override
    public Outcome judge(Review review) {
        List<AddedPart> parts = review.addition().of(roles);
        if (parts.isEmpty()) {
            return Absent.of(roles);
        }
        List<String> configs = review.sources().paths(CONFIGS);
        List<Violation> violations = new ArrayList<>();
        Set<String> families = new LinkedHashSet<>();
        for (AddedPart part : parts) {
            String name = family.apply(part);
            if (!name.isEmpty()
                    && families.add(name)
                    && configs.stream().noneMatch(path -> speaksOf(review, path, name, part))) {
                violations.add(Violation.of(part.path())
                        .with("model", name)
                        .with("tipc", expected.apply(part))
                        .with("config", part.path()));
            }
        }
        return Outcome.of(violations);
    }

    private static boolean speaksOf(Review review, String path, String name, AddedPart part) {
        if (Names.mentions(path, name) || Names.mentions(path, part.stem())) {
            return true;
        }
        Optional<String> text = review.sources().text(path);
        return text.isPresent() && text.get().contains(part.path());
    }
}
