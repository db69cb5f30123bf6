// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.Definitions;
import org.tipcjunit.merge.source.YamlFile;

/**
 * Demands that the names in new configs are those of classes or functions of the suite, and of parameters that these take.
 *
 * <p>Values: {@code name}; for a parameter also its own name, as parameter, and those that are known, as known.
 *
 * @param role the role of configs
 * @param sites where names stand
 * @param parameters whether parameters are looked at, instead of the names
 * @param ignored parameters that the suite's builders take themselves
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ConfigNamesJudge(String role, List<NameSite> sites, boolean parameters, Set<String> ignored)
        implements MergeJudge {

    public ConfigNamesJudge {
        sites = List.copyOf(sites);
        ignored = Set.copyOf(ignored);
    }

    /** Create a judge of names. */
    public static ConfigNamesJudge names(String role, List<NameSite> sites) {
        return new ConfigNamesJudge(role, sites, false, Set.of());
    }

    /** Create a judge of parameters. */
    public static ConfigNamesJudge parameters(String role, List<NameSite> sites, Set<String> ignored) {
        return new ConfigNamesJudge(role, sites, true, ignored);
    }

    @Override
    public Outcome judge(Review review) {
        List<AddedPart> configs = review.addition().of(role);
        if (configs.isEmpty()) {
            return Absent.of(Set.of(role));
        }
        Definitions definitions = review.sources().definitions(review.suite().code());
        List<Violation> violations = new ArrayList<>();
        for (AddedPart config : configs) {
            review.sources().yaml(config.path()).ifPresent(file -> check(file, definitions, violations));
        }
        return Outcome.of(violations);
    }

    private void check(YamlFile file, Definitions definitions, List<Violation> violations) {
        for (NameSite site : sites) {
            for (NameSite.Named named : site.in(file)) {
                if (!parameters && !site.knows(named.name(), definitions)) {
                    violations.add(Violation.at(file.path(), named.line()).with("name", named.name()));
                } else if (parameters) {
                    definitions.parameters(named.name()).ifPresent(known -> named.parameters()
                            .forEach((name, line) -> {
                                boolean strange =
                                        !known.contains(name) && !ignored.contains(name) && !name.startsWith("_");
                                if (strange) {
                                    violations.add(Violation.at(file.path(), line)
                                            .with("name", named.name())
                                            .with("parameter", name)
                                            .with("known", String.join(", ", new TreeSet<>(known))));
                                }
                            }));
                }
            }
        }
    }
}
