// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.Part;
import org.tipcjunit.merge.rule.Words;
import org.tipcjunit.merge.source.CodeIndex;
import org.tipcjunit.merge.source.Definitions;
import org.tipcjunit.merge.source.EffectiveYaml;
import org.tipcjunit.merge.source.YamlFile;
import org.tipcjunit.merge.suite.common.NameSite;
import org.tipcjunit.merge.suite.common.SuiteCode;
import org.tipcjunit.merge.suite.common.Ways;

/**
 * Demands that new configs give what they name all that it needs, and nothing that it does not take, but for what the suite's other configs
 * show to be the builder's. Values: {@code name}, {@code fault}.
 */
final class BuiltArguments implements MergeJudge {

    private static final Set<String> IGNORED = Set.of("name", "type", "format");

    /** What stands here is given to all that is built, in suites whose configs have it. */
    private static final String SHARED = "Global";

    @Override
    public Outcome judge(Review review) {
        BuildSites sites = BuildSites.of(review.suite().suite().orElseThrow());
        List<AddedPart> configs = review.addition().of("config");
        if (configs.isEmpty() || sites.all().isEmpty()) {
            return new Outcome.DoesNotApply("the change adds no config that classes are built of");
        }
        Definitions definitions = review.sources().definitions(review.suite().code());
        CodeIndex code = SuiteCode.of(review).index();
        Map<NameSite, SiteCustom> customs = customs(review, sites.all(), definitions);
        List<Violation> violations = new ArrayList<>();
        for (AddedPart config : configs) {
            effective(review, config.path())
                    .ifPresent(file -> check(config.path(), file, sites, customs, definitions, code, violations));
        }
        return Outcome.of(violations.stream().distinct().toList());
    }

    private static Optional<YamlFile> effective(Review review, String path) {
        return EffectiveYaml.of(review.sources(), path, Ways::from);
    }

    private static Map<NameSite, SiteCustom> customs(Review review, List<NameSite> sites, Definitions definitions) {
        Set<String> added = new HashSet<>(review.change().added(path -> true));
        List<Part> parts = review.suite().parts().stream()
                .filter(part -> part.role().equals("config"))
                .toList();
        Map<NameSite, SiteCustom> customs = new HashMap<>();
        sites.forEach(site -> customs.put(site, new SiteCustom()));
        review
                .sources()
                .paths(path -> !added.contains(path) && parts.stream().anyMatch(part -> part.has(path)))
                .stream()
                .flatMap(path -> effective(review, path).stream())
                .forEach(file -> customs.forEach(
                        (site, custom) -> site.in(file).forEach(named -> custom.add(named, definitions))));
        return customs;
    }

    private static void check(
            String path,
            YamlFile file,
            BuildSites sites,
            Map<NameSite, SiteCustom> customs,
            Definitions definitions,
            CodeIndex code,
            List<Violation> violations) {
        Set<String> shared = new HashSet<>(file.namesBelow(SHARED));
        shared.addAll(sites.given());
        for (NameSite site : sites.all()) {
            SiteCustom custom = customs.getOrDefault(site, new SiteCustom());
            for (NameSite.Named named : site.in(file)) {
                missing(named, shared, custom, definitions, code)
                        .ifPresent(fault -> violations.add(violation(path, named, named.line(), fault)));
                if (sites.others().contains(site)) {
                    strange(path, named, custom, definitions, code, violations);
                }
            }
        }
    }

    private static Optional<Words> missing(
            NameSite.Named named, Set<String> shared, SiteCustom custom, Definitions definitions, CodeIndex code) {
        Set<String> missing = new TreeSet<>();
        definitions.required(named.name()).stream()
                .filter(parameter -> !shared.contains(parameter))
                .filter(parameter -> !named.parameters().containsKey(parameter) && !custom.isLeftOut(parameter))
                // What code says by name may be added to a config by it.
                .filter(parameter -> custom.isAlwaysGiven(parameter)
                        || code.saying(parameter).isEmpty())
                .forEach(missing::add);
        String all = String.join(", ", missing);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Words("needs " + all + ", which has no default", "缺少没有默认值的参数 " + all));
    }

    private static void strange(
            String path,
            NameSite.Named named,
            SiteCustom custom,
            Definitions definitions,
            CodeIndex code,
            List<Violation> violations) {
        definitions.parameters(named.name()).ifPresent(known -> named.parameters()
                .forEach((parameter, line) -> {
                    boolean isStrange = !known.contains(parameter)
                            && !IGNORED.contains(parameter)
                            && !parameter.startsWith("_")
                            && !custom.isTakenByBuilder(parameter)
                            // A builder that takes it away says its name.
                            && code.saying(parameter).isEmpty();
                    if (isStrange) {
                        String all = String.join(", ", new TreeSet<>(known));
                        violations.add(violation(
                                path,
                                named,
                                line,
                                new Words(
                                        "does not take " + parameter + "; it takes: " + all,
                                        "没有参数 " + parameter + "，可用的有：" + all)));
                    }
                }));
    }

    private static Violation violation(String path, NameSite.Named named, int line, Words fault) {
        return Violation.at(path, line).with("name", named.name()).with("fault", fault);
    }
}
