// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.gan;

import java.util.LinkedHashSet;
import java.util.Set;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.suite.common.NewModule;
import org.tipcjunit.merge.suite.common.WholeName;

/** The names under which documents may speak of what a change adds. */
final class GanNames {

    private GanNames() {}

    /** Get the names of new configs and of what new modules register; without those that say only what kind of thing it is. */
    static Set<String> of(Review review) {
        Set<String> names = new LinkedHashSet<>();
        review.addition().of("config").forEach(config -> names.add(config.stem()));
        for (AddedPart part : review.addition().of(Set.of("generator", "model"))) {
            names.add(part.stem().replaceAll("_(model|generator|arch|net)$", ""));
            for (String name : NewModule.registered(review, part)) {
                names.add(name.replaceAll("(?<=.{2})(Model|Generator|Net)$", ""));
                names.add(name);
            }
        }
        return names;
    }

    /** Get one name for messages, and for files that are missing. */
    static String first(Review review) {
        return review.addition().of(Set.of("model", "generator")).stream()
                .map(part -> part.stem().replaceAll("_(model|generator|arch|net)$", ""))
                .findFirst()
                .orElseGet(() -> of(review).stream().findFirst().orElse("model"));
    }

    /** Whether a text has one of these names as a word. */
    static boolean isAny(String text, Set<String> names) {
        return names.stream().anyMatch(name -> WholeName.isIn(text, name));
    }
}
