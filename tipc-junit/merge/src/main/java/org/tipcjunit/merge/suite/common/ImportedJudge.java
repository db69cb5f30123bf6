// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.PythonClass;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.source.PythonFunction;

/**
 * Demands that a new module is imported in the {@code __init__.py} of its package, or of one above it.
 *
 * <p>A module that another new one imports, and that registers nothing, is a part of that one. Values: {@code module}, {@code type},
 * {@code init}, and how that calls the module, as way.
 *
 * @param roles the parts that are looked at
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ImportedJudge(Set<String> roles) implements MergeJudge {

    public ImportedJudge {
        roles = Set.copyOf(roles);
    }

    @Override
    public Outcome judge(Review review) {
        AddedModules modules = AddedModules.of(review, roles);
        Map<String, Set<String>> taken = new HashMap<>();
        Map<String, String> inits = new HashMap<>();
        return modules.judge(part -> isEmpty(review, part) || isImported(review, part, taken) || modules.helps(part)
                ? Optional.empty()
                : Optional.of(
                        violation(review, part, inits.computeIfAbsent(part.folder(), folder -> init(review, folder)))));
    }

    private static Violation violation(Review review, AddedPart part, String init) {
        return Violation.of(part.path())
                .with("module", part.stem())
                .with("type", type(review, part))
                .with("way", way(init, part))
                .with("init", init);
    }

    /** Get what there is to import, for who writes it. */
    private static String type(Review review, AddedPart part) {
        return review.sources().python(part.path()).stream()
                .flatMap(file -> Stream.concat(
                        file.classes().stream().map(PythonClass::name),
                        file.functions().stream().map(PythonFunction::name)))
                .findFirst()
                .orElse("*");
    }

    /** Of what defines nothing, there is nothing to import. */
    private static boolean isEmpty(Review review, AddedPart part) {
        return review.sources()
                .python(part.path())
                .filter(file -> file.problem().isEmpty())
                .filter(file -> file.classes().isEmpty() && file.functions().isEmpty())
                .isPresent();
    }

    /** The one that imports the modules beside it; else the nearest one that is there. */
    private static String init(Review review, String place) {
        List<String> inits = new ArrayList<>();
        for (String folder = place; !folder.isEmpty(); folder = above(folder)) {
            inits.add(folder + "/__init__.py");
        }
        List<String> there = inits.stream().filter(review.sources()::has).toList();
        Set<String> beside = review.sources().in(place).stream()
                .filter(path -> path.endsWith(".py"))
                .map(path -> path.substring(place.length() + 1, path.length() - ".py".length()))
                .collect(Collectors.toSet());
        return there.stream()
                .filter(init -> taken(review, init).stream().anyMatch(beside::contains))
                .findFirst()
                .or(() -> there.stream().findFirst())
                .orElse(inits.get(0));
    }

    private static Set<String> taken(Review review, String init) {
        return review.sources().python(init).map(PythonFile::taken).orElse(Set.of());
    }

    /** Get how an {@code __init__.py} calls a module, such as {@code model_zoo.alexnet}. */
    private static String way(String init, AddedPart part) {
        return (part.folder().substring(above(init).length()) + "/" + part.stem())
                .substring(1)
                .replace('/', '.');
    }

    private static String above(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private static boolean isImported(Review review, AddedPart part, Map<String, Set<String>> taken) {
        String folder = part.folder();
        while (!folder.isEmpty()) {
            if (taken.computeIfAbsent(folder + "/__init__.py", init -> taken(review, init))
                    .contains(part.stem())) {
                return true;
            }
            folder = above(folder);
        }
        return false;
    }
}
