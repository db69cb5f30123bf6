// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.ArrayList;
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

/**
 * Demands that a new module registers something with one of these decorators, so that configs can name it.
 *
 * <p>A module that serves another new one need not. Values: {@code module}, {@code type}.
 *
 * @param roles the parts that are looked at
 * @param decorators the decorators of which one is wanted, such as {@code MODELS.add_component}
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record RegisteredJudge(Set<String> roles, Set<String> decorators) implements MergeJudge {

    public RegisteredJudge {
        roles = Set.copyOf(roles);
        decorators = Set.copyOf(decorators);
    }

    @Override
    public Outcome judge(Review review) {
        AddedModules modules = AddedModules.of(review, roles);
        if (modules.parts().isEmpty()) {
            return Absent.of(roles);
        }
        List<Violation> violations = new ArrayList<>();
        for (AddedPart part : modules.parts()) {
            review.sources()
                    .python(part.path())
                    .filter(file -> lacks(modules, part, file))
                    .ifPresent(file -> violations.add(violation(file, part)));
        }
        return Outcome.of(violations);
    }

    private boolean lacks(AddedModules modules, AddedPart part, PythonFile file) {
        return file.problem().isEmpty()
                && !file.classes().isEmpty()
                && !AddedModules.registers(file, decorators)
                && (!modules.helps(part) || isNamed(modules.review(), file));
    }

    /** What a config names has to be registered, whoever else imports it. */
    private static boolean isNamed(Review review, PythonFile file) {
        return review.addition().of("config").stream()
                .flatMap(config -> review.sources().text(config.path()).stream())
                .anyMatch(text -> file.classes().stream().anyMatch(type -> WholeName.isWritten(text, type.name())));
    }

    private static Violation violation(PythonFile file, AddedPart part) {
        PythonClass type = file.classes().get(0);
        return Violation.at(file.path(), type.line())
                .with("module", part.stem())
                .with("type", type.name());
    }
}
