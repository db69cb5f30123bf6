// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.CodeIndex;
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

    /** What the suites register with is called or comes from. */
    private static final Pattern REGISTRY =
            Pattern.compile("(?:.*\\.)?(?:manager|registry|builder|workspace|register|serializable|[A-Z_]*[A-Z]S)");

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
                && (!(modules.helps(part) || isForLater(modules.review(), file)) || isNamed(modules.review(), file));
    }

    /** A module of blocks comes before what is built of them where nothing of it takes a registry, and no config comes with it. */
    private static boolean isForLater(Review review, PythonFile file) {
        return review.addition().of("config").isEmpty()
                && file.imports().stream()
                        .noneMatch(used -> REGISTRY.matcher(used.module()).matches()
                                || used.names().stream()
                                        .anyMatch(name -> REGISTRY.matcher(name).matches()));
    }

    /** The names that new configs state. */
    private record Configured(Set<String> names) {}

    private Configured configured(Review review) {
        return new Configured(review.addition().of("config").stream()
                .flatMap(config -> review.sources().yaml(config.path()).stream())
                .flatMap(config -> sites.stream().flatMap(site -> site.in(config).stream()))
                .map(NameSite.Named::name)
                .collect(Collectors.toSet()));
    }

    /** What a config names has to be registered, whoever else imports it; but for what another module registers by this name. */
    private boolean isNamed(Review review, PythonFile file) {
        Set<String> named = new HashSet<>();
        file.classes().stream().map(PythonClass::name).forEach(named::add);
        file.functions().stream().map(PythonFunction::name).forEach(named::add);
        named.retainAll(review.sources()
                .once(Configured.class, () -> configured(review))
                .names());
        SuiteCode code = SuiteCode.of(review);
        return !named.isEmpty()
                && code.files().stream().noneMatch(other -> registers(other, named))
                && named.stream().noneMatch(name -> isTold(code, name));
    }

    /** What code tells by its name needs no registry; a list of a package's names tells nothing. */
    private static boolean isTold(SuiteCode code, String name) {
        return code.index().saying(name).stream()
                .anyMatch(file -> !CodeIndex.isPackage(file)
                        && !file.exported().orElse(Set.of()).contains(name));
    }

    private boolean registers(PythonFile code, Set<String> named) {
        return code.classes().stream()
                        .filter(type -> named.contains(type.name()))
                        .anyMatch(type -> decorators.stream().anyMatch(type::isDecorated))
                || code.functions().stream()
                        .filter(function -> named.contains(function.name()))
                        .anyMatch(function -> !function.decorators().isEmpty());
    }

    private static Violation violation(PythonFile file, AddedPart part) {
        PythonClass type = file.classes().get(0);
        return Violation.at(file.path(), type.line())
                .with("module", part.stem())
                .with("type", type.name());
    }
}
