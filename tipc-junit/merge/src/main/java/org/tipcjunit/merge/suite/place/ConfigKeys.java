// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.place;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.Part;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.source.PythonFunction;
import org.tipcjunit.merge.source.YamlFile;
import org.tipcjunit.merge.suite.common.CloseNames;
import org.tipcjunit.merge.suite.common.SuiteCode;

/**
 * Looks for misspelled keys: no config of the suite has such a key at its place, no code knows it, several configs have one that differs in a
 * letter, and this config lacks that one. Values: {@code key}, {@code meant}, {@code configs}.
 */
final class ConfigKeys implements MergeJudge {

    /** Fewer configs have no custom. */
    private static final int FEW = 3;

    private static final int SHORTEST = 4;
    private static final Pattern INDEX = Pattern.compile("(?<=^|\\.)\\d+(?=\\.|$)");

    /** The names that code gives to parameters, classes and functions. */
    private record Named(Set<String> names) {}

    /** How many configs have each key, by the place of its mapping, in which no item of a list is told from another. */
    private record Custom(Map<String, Map<String, Integer>> keys) {}

    @Override
    public Outcome judge(Review review) {
        List<AddedPart> configs = review.addition().of("config");
        if (configs.isEmpty()) {
            return new Outcome.DoesNotApply("the change adds no config");
        }
        Set<String> added = new HashSet<>(review.change().added(path -> true));
        List<Part> parts = review.suite().parts().stream()
                .filter(part -> part.role().equals("config"))
                .toList();
        Custom custom = new Custom(new HashMap<>());
        review
                .sources()
                .paths(path -> !added.contains(path) && parts.stream().anyMatch(part -> part.has(path)))
                .stream()
                .flatMap(path -> review.sources().yaml(path).stream())
                .forEach(file -> keysOf(file).forEach((mapping, keys) -> {
                    Map<String, Integer> counts = custom.keys()
                            .computeIfAbsent(INDEX.matcher(mapping).replaceAll("*"), place -> new HashMap<>());
                    keys.keySet().forEach(key -> counts.merge(key, 1, Integer::sum));
                }));
        List<Violation> found = new ArrayList<>();
        for (AddedPart config : configs) {
            review.sources().yaml(config.path()).ifPresent(file -> keysOf(file)
                    .forEach((mapping, keys) -> check(file, keys, known(custom, mapping), found)));
        }
        return Outcome.of(found.stream()
                .filter(violation -> !isKnown(review, violation.values().getOrDefault("key", "")))
                .toList());
    }

    private static boolean isKnown(Review review, String key) {
        SuiteCode code = SuiteCode.of(review);
        return !code.index().saying(key).isEmpty()
                || review.sources().once(Named.class, () -> named(code)).names().contains(key);
    }

    private static Named named(SuiteCode code) {
        Set<String> names = new HashSet<>();
        for (PythonFile file : code.files()) {
            file.functions().forEach(function -> add(function, names));
            file.classes().forEach(type -> {
                names.add(type.name());
                type.methods().forEach(method -> add(method, names));
            });
        }
        return new Named(names);
    }

    private static void add(PythonFunction function, Set<String> names) {
        names.add(function.name());
        names.addAll(function.parameters());
    }

    private static Map<String, Integer> known(Custom custom, String mapping) {
        return custom.keys().getOrDefault(INDEX.matcher(mapping).replaceAll("*"), Map.of());
    }

    private static void check(
            YamlFile file, Map<String, Integer> keys, Map<String, Integer> known, List<Violation> violations) {
        keys.forEach((key, line) -> {
            if (key.length() < SHORTEST || known.containsKey(key)) {
                return;
            }
            Optional<Map.Entry<String, Integer>> meant = known.entrySet().stream()
                    .filter(other -> other.getValue() >= FEW)
                    .filter(other -> !keys.containsKey(other.getKey()) && CloseNames.areClose(key, other.getKey()))
                    .max(Map.Entry.comparingByValue());
            meant.ifPresent(other -> violations.add(Violation.at(file.path(), line)
                    .with("key", key)
                    .with("meant", other.getKey())
                    .with("configs", String.valueOf(other.getValue()))));
        });
    }

    /** Get the keys of each mapping with their lines, by its way. */
    private static Map<String, Map<String, Integer>> keysOf(YamlFile file) {
        Map<String, Map<String, Integer>> mappings = new TreeMap<>();
        file.entries().forEach((way, value) -> {
            int end = way.length();
            while (end > 0) {
                int dot = way.lastIndexOf('.', end - 1);
                String key = way.substring(dot + 1, end);
                String mapping = dot < 0 ? "" : way.substring(0, dot);
                if (!INDEX.matcher(key).matches()) {
                    mappings.computeIfAbsent(mapping, place -> new HashMap<>()).merge(key, value.line(), Math::min);
                }
                end = Math.max(0, dot);
            }
        });
        return mappings;
    }
}
