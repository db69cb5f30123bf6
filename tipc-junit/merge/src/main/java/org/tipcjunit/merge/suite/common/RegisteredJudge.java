// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
 * Demands that a new module registers something with one of these decorators, so that configs can name it.
 *
 * <p>A module that serves another new one need not, but for what a config names. Values: {@code module}, {@code type}.
 *
 * @param roles the parts that are looked at
 * @param decorators the decorators of which one is wanted, such as {@code MODELS.add_component}
 * @param sites where configs name what is registered
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record RegisteredJudge(Set<String> roles, Set<String> decorators, List<NameSite> sites) implements MergeJudge {

    public RegisteredJudge {
        roles = Set.copyOf(roles);
        decorators = Set.copyOf(decorators);
        sites = List.copyOf(sites);
    }

    @Override
    public Outcome judge(Review review) {
        AddedModules modules = AddedModules.of(review, roles);
        return modules.judge(part -> review.sources()
                .python(part.path())
                .filter(file -> lacks(modules, part, file))
                .map(file -> violation(file, part)));
    }

    private boolean lacks(AddedModules modules, AddedPart part, PythonFile file) {
        return file.problem().isEmpty()
                && !file.classes().isEmpty()
                && !AddedModules.registers(file, decorators)
                && (!modules.helps(part) || isNamed(modules.review(), file));
    }

    /** What a config names has to be registered, whoever else imports it; but for what another module registers by this name. */
    private boolean isNamed(Review review, PythonFile file) {
        Set<String> names = new HashSet<>();
        file.classes().stream().map(PythonClass::name).forEach(names::add);
        file.functions().stream().map(PythonFunction::name).forEach(names::add);
        Set<String> named = new HashSet<>();
        review.addition().of("config").stream()
                .flatMap(config -> review.sources().yaml(config.path()).stream())
                .flatMap(config -> sites.stream().flatMap(site -> site.in(config).stream()))
                .map(NameSite.Named::name)
                .filter(names::contains)
                .forEach(named::add);
        return !named.isEmpty()
                && review
                        .sources()
                        .pythons(review.sources().paths(path -> path.endsWith(".py") && isCode(review, path)))
                        .stream()
                        .noneMatch(code -> registers(code, named) || tells(code, named));
    }

    /** What code tells by its name needs no registry; a list of a package's names tells nothing. */
    private static boolean tells(PythonFile code, Set<String> named) {
        return !code.path().endsWith("/__init__.py")
                && named.stream()
                        .anyMatch(name -> code.strings().containsKey(name)
                                && !code.exported().orElse(Set.of()).contains(name));
    }

    private boolean registers(PythonFile code, Set<String> named) {
        return code.classes().stream()
                        .filter(type -> named.contains(type.name()))
                        .anyMatch(type -> decorators.stream().anyMatch(type::isDecorated))
                || code.functions().stream()
                        .filter(function -> named.contains(function.name()))
                        .anyMatch(function -> !function.decorators().isEmpty());
    }

    private static boolean isCode(Review review, String path) {
        return review.suite().code().stream().anyMatch(folder -> path.startsWith(folder + "/"));
    }

    private static Violation violation(PythonFile file, AddedPart part) {
        PythonClass type = file.classes().get(0);
        return Violation.at(file.path(), type.line())
                .with("module", part.stem())
                .with("type", type.name());
    }
}
