// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.YamlFile;

/**
 * Demands sections of new configs. Value: {@code missing}.
 *
 * @param sections the names that each config has at its root; {@code a | b} for either
 * @param alone whether a config that builds on another is left alone
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record SectionsJudge(List<String> sections, boolean alone) implements MergeJudge {

    private static final Pattern EITHER = Pattern.compile(" \\| ");

    public SectionsJudge {
        sections = List.copyOf(sections);
    }

    /** Create a judge that leaves configs alone that build on others. */
    public static SectionsJudge of(String... sections) {
        return new SectionsJudge(List.of(sections), true);
    }

    /** Create a judge of a suite whose configs build on no others. */
    public static SectionsJudge ofWhole(String... sections) {
        return new SectionsJudge(List.of(sections), false);
    }

    @Override
    public Outcome judge(Review review) {
        if (review.addition().of("config").isEmpty()) {
            return Absent.of(Set.of("config"));
        }
        List<Violation> violations = new ArrayList<>();
        for (AddedPart config : review.addition().of("config")) {
            review.sources()
                    .yaml(config.path())
                    .filter(file -> file.problem().isEmpty())
                    .ifPresent(file -> {
                        List<String> missing = sections.stream()
                                .filter(section -> EITHER.splitAsStream(section).noneMatch(file::has))
                                .toList();
                        if (!missing.isEmpty() && !(alone && buildsOnAnother(file))) {
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
