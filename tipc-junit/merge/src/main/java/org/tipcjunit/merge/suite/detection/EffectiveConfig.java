// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.detection;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.suite.common.Ways;

/** The names at the top of a config, those of what it builds on among them. */
final class EffectiveConfig {

    private static final Pattern BASE = Pattern.compile("_BASE_(\\.\\d+)?");

    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> files = new LinkedHashSet<>();

    EffectiveConfig(Review review, String path) {
        add(review, path);
    }

    /** Judge each new config that builds on others; one of a compression is put on top of another config, and says less. */
    static Outcome each(Review review, BiFunction<AddedPart, EffectiveConfig, Optional<Violation>> judge) {
        List<AddedPart> configs = review.addition().of("config").stream()
                .filter(config -> review.sources()
                        .yaml(config.path())
                        .filter(file -> file.has("_BASE_") && !file.has("slim"))
                        .isPresent())
                .toList();
        return configs.isEmpty()
                ? new Outcome.DoesNotApply("no new config builds on others")
                : Outcome.of(configs.stream()
                        .flatMap(config -> judge.apply(config, new EffectiveConfig(review, config.path())).stream())
                        .toList());
    }

    /** Get the names at the top. */
    Set<String> names() {
        return names;
    }

    /** Get the files that it is made of. */
    Set<String> files() {
        return files;
    }

    private void add(Review review, String path) {
        if (!files.add(path)) {
            return;
        }
        review.sources().yaml(path).ifPresent(file -> {
            names.addAll(file.namesBelow(""));
            file.entries().forEach((way, value) -> {
                if (BASE.matcher(way).matches() && !value.text().isEmpty()) {
                    add(review, Ways.from(path, value.text()));
                }
            });
        });
    }
}
