// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.build;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tipcjunit.merge.source.Definitions;
import org.tipcjunit.merge.suite.common.NameSite;

/**
 * What the suite's own configs leave to the builder at a site, and what they give it besides: no rule can know all builders.
 *
 * <p>Not thread-safe.
 */
final class SiteCustom {

    /** Fewer configs have no custom. */
    private static final int FEW = 3;

    /** The share of configs that makes a custom. */
    private static final double SOME = 0.2;

    /** How many configs name what has a parameter, and how many of them do otherwise than it says. */
    private static final class Count {

        private int of;
        private int otherwise;

        private void add(boolean isOtherwise) {
            of++;
            otherwise += isOtherwise ? 1 : 0;
        }
    }

    private final Map<String, Count> required = new HashMap<>();
    private final Map<String, Integer> strange = new HashMap<>();

    /** Look at what a config that was there before names. */
    void add(NameSite.Named named, Definitions definitions) {
        definitions.required(named.name()).forEach(parameter -> required.computeIfAbsent(parameter, key -> new Count())
                .add(!named.parameters().containsKey(parameter)));
        Optional<Set<String>> known = definitions.parameters(named.name());
        known.ifPresent(takes -> named.parameters().keySet().stream()
                .filter(parameter -> !takes.contains(parameter))
                .forEach(parameter -> strange.merge(parameter, 1, Integer::sum)));
    }

    /** Whether a parameter is the builder's to give. */
    boolean isLeftOut(String parameter) {
        Count count = required.get(parameter);
        return count != null && count.otherwise > 0 && count.otherwise >= SOME * count.of;
    }

    /** Whether all configs give a parameter where it is required, and enough of them. */
    boolean isAlwaysGiven(String parameter) {
        Count count = required.get(parameter);
        return count != null && count.otherwise == 0 && count.of >= FEW;
    }

    /** Whether the builder takes a parameter itself. */
    boolean isTakenByBuilder(String parameter) {
        return strange.getOrDefault(parameter, 0) >= FEW;
    }
}
