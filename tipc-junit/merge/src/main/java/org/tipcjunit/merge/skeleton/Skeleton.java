// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.skeleton;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.Remedy;
import org.tipcjunit.merge.rule.Rule;
import org.tipcjunit.merge.rule.SuiteRules;

/**
 * What a suite expects of a new model.
 *
 * @param parts what its rules expect, in their order
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Skeleton(List<SkeletonPart> parts) {

    // ${model_name} is of the shell, and no gap.
    private static final Pattern GAP = Pattern.compile("(?<!\\$)\\{[a-z][a-zA-Z]*}");

    public Skeleton {
        parts = List.copyOf(parts);
    }

    /** Fill the templates of the rules that are about this layout of the suite. */
    public static Skeleton of(SuiteRules rules, ModelName name, Path repository) {
        OfficialSuite suite = rules.suite().orElseThrow();
        SuiteLayout layout = SuiteLayout.of(suite, name);
        return new Skeleton(rules.rules().stream()
                .filter(rule -> !rule.remedy().file().isEmpty())
                .filter(rule -> !rule.remedy().template().isEmpty())
                .filter(rule -> !layout.covered().contains(rule.id()))
                .filter(rule -> rule.needs().isEmpty()
                        || rule.needs().stream().anyMatch(path -> Files.exists(repository.resolve(path))))
                .map(rule -> part(rule, layout))
                .toList());
    }

    /** Get the parts that one thing becomes of. */
    public List<SkeletonPart> of(SkeletonPart.Kind kind) {
        return parts.stream().filter(part -> part.kind() == kind).toList();
    }

    private static SkeletonPart part(Rule rule, SuiteLayout layout) {
        Remedy filled = rule.remedy()
                .with(layout.own().getOrDefault(rule.id(), Map.of()))
                .with(layout.values());
        return new SkeletonPart(rule, kind(rule, filled, layout), filled.file(), filled.template());
    }

    private static SkeletonPart.Kind kind(Rule rule, Remedy filled, SuiteLayout layout) {
        if (GAP.matcher(filled.file() + "\n" + filled.template()).find()) {
            return SkeletonPart.Kind.OPEN;
        }
        return layout.files().contains(rule.id()) ? SkeletonPart.Kind.FILE : SkeletonPart.Kind.ADDITION;
    }
}
