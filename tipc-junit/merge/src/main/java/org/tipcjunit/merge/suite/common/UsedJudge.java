// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.PathPattern;
import org.tipcjunit.merge.source.PythonFile;

/**
 * Demands that what a new module registers is named by a config, or by code as a default. Values: {@code module}, {@code names}, {@code name}.
 *
 * <p>A module that serves another new one need not be.
 *
 * @param roles the parts that are looked at
 * @param configs where configs lie
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record UsedJudge(Set<String> roles, PathPattern configs) implements MergeJudge {

    public UsedJudge {
        roles = Set.copyOf(roles);
    }

    @Override
    public Outcome judge(Review review) {
        AddedModules modules = AddedModules.of(review, roles);
        return modules.judge(part -> {
            Set<String> names = NewModule.registered(review, part);
            return names.isEmpty() || modules.helps(part) || isUsed(review, part, names)
                    ? Optional.empty()
                    : Optional.of(Violation.of(part.path())
                            .with("module", part.stem())
                            .with("name", names.iterator().next())
                            .with("names", String.join(", ", names)));
        });
    }

    private boolean isUsed(Review review, AddedPart part, Set<String> names) {
        boolean configured = review.sources().paths(configs).stream()
                .flatMap(path -> review.sources().text(path).stream())
                .anyMatch(text -> names.stream().anyMatch(name -> WholeName.isWritten(text, name)));
        return configured
                || review.sources().pythons(review.change().touched(path -> path.endsWith(".py"))).stream()
                        .filter(file -> !file.path().equals(part.path()))
                        .filter(file -> file.path().startsWith(around(part)))
                        .anyMatch(file ->
                                names.stream().anyMatch(file.strings()::containsKey) || imports(file, part, names));
    }

    /** Get the folder of what a module works with, such as {@code ppdet/modeling/} of one of its heads. */
    private static String around(AddedPart part) {
        String folder = part.folder();
        int above = folder.lastIndexOf('/');
        return (folder.indexOf('/') < above ? folder.substring(0, above) : folder) + "/";
    }

    /** A package's own list of its modules uses none of them. */
    private static boolean imports(PythonFile file, AddedPart part, Set<String> names) {
        return !file.path().endsWith("/__init__.py")
                && (file.takesFrom(part.stem())
                        || file.imports().stream()
                                .anyMatch(used -> used.names().stream().anyMatch(names::contains)));
    }
}
