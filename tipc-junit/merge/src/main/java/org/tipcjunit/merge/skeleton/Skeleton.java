// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.skeleton;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
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
        Filling filling = Filling.of(rules.layout(), name, repository);
        return new Skeleton(rules.rules().stream()
                .filter(rule -> !rules.layout().covered().contains(rule.id()))
                .filter(rule -> rule.needs().isEmpty()
                        || rule.needs().stream().anyMatch(path -> Files.exists(repository.resolve(path))))
                .flatMap(rule -> part(rule, filling).stream())
                .toList());
    }

    /** Get the parts that one thing becomes of. */
    public List<SkeletonPart> of(SkeletonPart.Kind kind) {
        return parts.stream().filter(part -> part.kind() == kind).toList();
    }

    private static Optional<SkeletonPart> part(Rule rule, Filling filling) {
        Remedy filled = filling.of(rule);
        if (filled.file().isEmpty() || filled.template().isEmpty()) {
            return Optional.empty();
        }
        boolean open = GAP.matcher(filled.file() + "\n" + filled.template()).find();
        boolean file = filling.layout().files().containsKey(rule.id());
        SkeletonPart.Kind kind =
                open ? SkeletonPart.Kind.OPEN : file ? SkeletonPart.Kind.FILE : SkeletonPart.Kind.ADDITION;
        return Optional.of(new SkeletonPart(rule, kind, filled.file(), filled.template()));
    }
}
