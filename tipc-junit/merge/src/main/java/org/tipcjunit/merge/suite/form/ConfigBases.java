// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.Words;
import org.tipcjunit.merge.source.YamlFile;
import org.tipcjunit.merge.source.YamlValue;
import org.tipcjunit.merge.suite.common.TakenAway;
import org.tipcjunit.merge.suite.common.Ways;

/** Demands that what a config builds on is there, of configs of the change and of those whose base it takes away. Value: {@code base}. */
final class ConfigBases implements MergeJudge {

    private static final Pattern BASE = Pattern.compile("(?i)_base_(\\.\\d+)?");

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (String path : review.change().touched(ConfigBases::isYaml)) {
            review.sources()
                    .yaml(path)
                    .ifPresent(file -> each(file, (base, value) -> {
                        if (!review.sources().has(base)) {
                            violations.add(Violation.at(path, value.line()).with("base", value.text()));
                        }
                    }));
        }
        violations.addAll(lost(review));
        return Outcome.of(violations);
    }

    /** Get the first of the configs, which the change does not touch, that build on each file that it takes away. */
    private static List<Violation> lost(Review review) {
        TakenAway gone = TakenAway.of(review);
        Map<String, List<Violation>> users = new TreeMap<>();
        for (String path : gone.speakers(review, ConfigBases::isYaml, ConfigBases::isYaml)) {
            review.sources()
                    .yaml(path)
                    .ifPresent(file -> each(file, (base, value) -> {
                        if (gone.has(base)) {
                            users.computeIfAbsent(base, key -> new ArrayList<>())
                                    .add(Violation.at(path, value.line()).with("base", value.text()));
                        }
                    }));
        }
        return users.values().stream().map(ConfigBases::first).toList();
    }

    private static Violation first(List<Violation> users) {
        Violation first = users.get(0);
        int more = users.size() - 1;
        String base = first.values().get("base");
        return more == 0
                ? first
                : first.with(
                        "base",
                        new Words(base + " (as " + more + " more configs do)", base + "（另有 " + more + " 个配置同样继承它）"));
    }

    private static boolean isYaml(String path) {
        return path.endsWith(".yml") || path.endsWith(".yaml");
    }

    /** Look at what a config builds on, each with the path that it leads to. */
    private static void each(YamlFile file, BiConsumer<String, YamlValue> look) {
        file.entries().forEach((way, value) -> {
            if (BASE.matcher(way).matches() && isYaml(value.text())) {
                look.accept(Ways.from(file.path(), value.text()), value);
            }
        });
    }
}
