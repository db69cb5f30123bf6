// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.place;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.PathPattern;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.source.YamlFile;
import org.tipcjunit.merge.suite.common.SuiteCode;

/**
 * Demands that the network of a new model, and its config, lie where the suite keeps such: elsewhere no rule of the suite would be about them.
 *
 * <p>Values: {@code name}, {@code places}.
 */
final class NetworkPlace implements MergeJudge {

    /** Where configs name networks. */
    private static final Map<OfficialSuite, Pattern> NETWORKS = Map.of(
            OfficialSuite.PADDLE_CLAS, Pattern.compile("Arch(\\.(Backbone|Neck|Head))?\\.name"),
            OfficialSuite.PADDLE_DETECTION, Pattern.compile("architecture|[A-Z]\\w+\\.(backbone|neck|\\w*head)"),
            OfficialSuite.PADDLE_SEG, Pattern.compile("model(\\.backbone)?\\.type"),
            OfficialSuite.PADDLE_OCR, Pattern.compile("Architecture(\\.Models\\.\\w+)?\\.(Backbone|Neck|Head)\\.name"),
            OfficialSuite.PADDLE_VIDEO, Pattern.compile("MODEL\\.((backbone|head)\\.name|framework)"),
            OfficialSuite.PADDLE_GAN, Pattern.compile("model(\\.\\w+)*\\.name"));

    /** The files of a model of PaddleRec, which has no registry, in a folder above those of models. */
    private static final Pattern OF_REC =
            Pattern.compile("models/([^/]+/)?((net|dygraph_model|static_model)\\.py|config(_bigdata)?\\.yaml)");

    /** What lies in these folders is no part of the suite's own models. */
    private static final Pattern APART =
            Pattern.compile("(test_tipc|contrib|deploy|tests?|tools|benchmark|projects|applications)/.*");

    @Override
    public Outcome judge(Review review) {
        Set<String> parts = new HashSet<>();
        review.addition().parts().forEach(part -> parts.add(part.path()));
        List<String> strays = review.change()
                .added(path -> !parts.contains(path)
                        && !APART.matcher(path).matches()
                        && !path.endsWith("/__init__.py")
                        && path.matches("(?s).*\\.(py|ya?ml)"));
        List<Violation> violations = new ArrayList<>();
        OfficialSuite suite = review.suite().suite().orElseThrow();
        if (suite == OfficialSuite.PADDLE_REC) {
            strays.stream()
                    .filter(path -> OF_REC.matcher(path).matches() && !isOfRecProject(review, path))
                    .forEach(path -> violations.add(violation(review, path, path)));
        } else {
            Optional.ofNullable(NETWORKS.get(suite)).ifPresent(way -> {
                modules(review, way, strays, violations);
                configs(review, way, strays, violations);
            });
        }
        return Outcome.of(violations);
    }

    /** A folder of PaddleRec's that has a package of its own, and no model as the others are, is trained by a program of its own. */
    private static boolean isOfRecProject(Review review, String path) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        return path.endsWith(".yaml")
                && !review.sources()
                        .paths(other -> other.startsWith(folder) && other.endsWith("/__init__.py"))
                        .isEmpty()
                && review.sources()
                        .paths(other -> other.startsWith(folder) && other.endsWith("/net.py"))
                        .isEmpty();
    }

    /** What new configs name, and nothing but a module outside of the suite's folders defines. */
    private static void modules(Review review, Pattern way, List<String> strays, List<Violation> violations) {
        Set<String> named = new TreeSet<>();
        review.addition().of("config").stream()
                .map(AddedPart::path)
                .flatMap(path -> review.sources().yaml(path).stream())
                .forEach(file -> named.addAll(names(file, way)));
        if (named.isEmpty()) {
            return;
        }
        Map<String, Set<String>> definers = new LinkedHashMap<>();
        for (PythonFile file : SuiteCode.of(review).files()) {
            Set<String> defined = defined(file);
            defined.retainAll(named);
            defined.forEach(name ->
                    definers.computeIfAbsent(name, key -> new TreeSet<>()).add(file.path()));
        }
        Set<String> outside = new HashSet<>(strays);
        definers.forEach((name, paths) -> {
            if (outside.containsAll(paths) && paths.stream().noneMatch(path -> isAmongItsLike(review, path))) {
                violations.add(violation(review, paths.iterator().next(), name));
            }
        });
    }

    /** A folder of the suite that already registers such is one of its own, though no contribution is expected there. */
    private static boolean isAmongItsLike(Review review, String path) {
        Set<String> added = new HashSet<>(review.change().added(other -> true));
        Set<String> own = review.sources().python(path).map(Registry::of).orElse(Set.of());
        List<String> beside = review.sources().in(path.substring(0, Math.max(0, path.lastIndexOf('/')))).stream()
                .filter(other -> other.endsWith(".py") && !added.contains(other))
                .toList();
        return review.sources().pythons(beside).stream()
                .anyMatch(other -> !Collections.disjoint(Registry.of(other), own));
    }

    /** Configs that name a network of this change, where none of its configs that lie right does. */
    private static void configs(Review review, Pattern way, List<String> strays, List<Violation> violations) {
        Set<String> defined = new HashSet<>();
        review.sources()
                .pythons(review.change().added(path -> path.endsWith(".py")))
                .forEach(file -> defined.addAll(defined(file)));
        review.addition().of(Set.of("config", "shared")).stream()
                .flatMap(config -> review.sources().yaml(config.path()).stream())
                .forEach(file -> defined.removeAll(names(file, way)));
        for (String path : strays) {
            if (!path.endsWith(".py") && !isAlmostRight(review, path) && !isOfProject(review, path)) {
                review.sources()
                        .yaml(path)
                        .flatMap(file -> names(file, way).stream()
                                .filter(defined::contains)
                                .findFirst())
                        .ifPresent(name -> violations.add(violation(review, path, name)));
            }
        }
    }

    /** A folder at the root that has code of its own, as for a task that is apart, has configs of its own. */
    private static boolean isOfProject(Review review, String path) {
        String top = path.substring(0, path.indexOf('/') + 1);
        return !top.isEmpty()
                && review.suite().code().stream().noneMatch(folder -> (folder + "/").startsWith(top))
                && !review.sources()
                        .paths(other -> other.startsWith(top) && other.endsWith("/__init__.py"))
                        .isEmpty();
    }

    /** The other ending of YAML, and a task that the suite has no folder of yet, are no wrong place. */
    private static boolean isAlmostRight(Review review, String path) {
        String other = path.endsWith(".yml") ? path.replaceFirst("yml$", "yaml") : path.replaceFirst("yaml$", "yml");
        return review.suite().parts().stream()
                .filter(part -> part.role().equals("config"))
                .anyMatch(part -> part.has(other)
                        || part.paths().stream()
                                .map(PathPattern::text)
                                .anyMatch(text ->
                                        text.contains("/{") && path.startsWith(text.substring(0, text.indexOf('{')))));
    }

    private static Set<String> names(YamlFile file, Pattern way) {
        Set<String> names = new TreeSet<>();
        file.entries().forEach((key, value) -> {
            if (way.matcher(key).matches()) {
                names.add(value.text());
            }
        });
        return names;
    }

    private static Set<String> defined(PythonFile file) {
        Set<String> names = new HashSet<>();
        file.classes().forEach(type -> names.add(type.name()));
        file.functions().forEach(function -> names.add(function.name()));
        return names;
    }

    private static Violation violation(Review review, String path, String name) {
        boolean isCode = path.endsWith(".py");
        List<String> places = review.suite().parts().stream()
                .filter(part -> isCode
                        ? part.paths().get(0).text().endsWith(".py")
                        : part.role().equals("config"))
                .flatMap(part -> part.paths().stream())
                .map(PathPattern::text)
                .toList();
        return Violation.of(path).with("name", name).with("places", String.join(", ", places));
    }
}
