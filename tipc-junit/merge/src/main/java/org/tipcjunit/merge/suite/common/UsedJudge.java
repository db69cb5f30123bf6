// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.PathPattern;
import org.tipcjunit.merge.source.CodeIndex;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.source.PythonImport;

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
        ConfiguredWords words = review.sources().once(ConfiguredWords.class, () -> words(review));
        Touched touched = review.sources()
                .once(
                        Touched.class,
                        () -> new Touched(
                                review.sources().index(review.change().touched(path -> path.endsWith(".py")))));
        return names.stream().anyMatch(words.words()::contains)
                || names.stream()
                        .flatMap(name -> touched.code().saying(name).stream())
                        .anyMatch(file -> isBeside(file, part))
                || Stream.concat(Stream.of(part.stem()), names.stream())
                        .flatMap(name -> touched.code().imports(name).stream())
                        .anyMatch(use -> isBeside(use.file(), part) && takes(use.used(), part, names));
    }

    /** All identifiers that configs have, as they are written. */
    private record ConfiguredWords(Set<String> words) {}

    /** What the change touches of Python. */
    private record Touched(CodeIndex code) {}

    private ConfiguredWords words(Review review) {
        Set<String> words = new HashSet<>();
        review.sources().paths(configs).stream()
                .flatMap(path -> review.sources().text(path).stream())
                .forEach(text -> WholeName.addAll(text, words));
        return new ConfiguredWords(words);
    }

    private static boolean isBeside(PythonFile file, AddedPart part) {
        return !file.path().equals(part.path()) && file.path().startsWith(around(part));
    }

    /** Get the folder of what a module works with, such as {@code ppdet/modeling/} of one of its heads. */
    private static String around(AddedPart part) {
        String folder = part.folder();
        int above = folder.lastIndexOf('/');
        return (folder.indexOf('/') < above ? folder.substring(0, above) : folder) + "/";
    }

    private static boolean takes(PythonImport used, AddedPart part, Set<String> names) {
        return used.names().contains(part.stem())
                || ("." + used.module()).endsWith("." + part.stem())
                || used.names().stream().anyMatch(names::contains);
    }
}
