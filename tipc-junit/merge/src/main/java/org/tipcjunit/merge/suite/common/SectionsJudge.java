// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.YamlFile;

/**
 * Demands sections of new configs. A config that builds on another is left alone. Value: {@code missing}.
 *
 * @param sections the names that each config has at its root
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record SectionsJudge(List<String> sections) implements MergeJudge {

    public SectionsJudge {
        sections = List.copyOf(sections);
    }

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (AddedPart config : review.addition().of("config")) {
            review.sources()
                    .yaml(config.path())
                    .filter(file -> file.problem().isEmpty())
                    .ifPresent(file -> {
                        List<String> missing = sections.stream()
                                .filter(section -> !file.has(section))
                                .toList();
                        if (!missing.isEmpty() && !buildsOnAnother(file)) {
                            violations.add(Violation.of(config.path()).with("missing", String.join(", ", missing)));
                        }
                    });
        }
        return Outcome.of(violations);
    }

    private static boolean buildsOnAnother(YamlFile file) {
        return file.namesBelow("").stream().anyMatch(name -> name.equalsIgnoreCase("_base_"));
    }
}
