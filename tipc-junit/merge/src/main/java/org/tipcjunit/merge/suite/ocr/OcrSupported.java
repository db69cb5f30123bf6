// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.ocr;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.PythonClass;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.source.PythonFunction;

/** Demands that the package of a new module lists a class of it. Values: {@code module}, {@code init}, {@code types}, {@code type}. */
final class OcrSupported implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<AddedPart> parts = review.addition().of(OcrAlgorithms.COMPONENTS);
        if (parts.isEmpty()) {
            return new Outcome.DoesNotApply("the change adds no component");
        }
        List<Violation> violations = new ArrayList<>();
        for (AddedPart part : parts) {
            String init = part.folder() + "/__init__.py";
            review.sources()
                    .python(init)
                    .filter(file -> file.takesFrom(part.stem()))
                    .ifPresent(file -> {
                        Set<String> types = new TreeSet<>();
                        review.sources().python(part.path()).ifPresent(module -> {
                            module.classes().stream().map(PythonClass::name).forEach(types::add);
                            module.functions().stream()
                                    .map(PythonFunction::name)
                                    .forEach(types::add);
                        });
                        // A package may list what it imports under another name.
                        file.imports().stream()
                                .filter(used -> used.module().endsWith(part.stem()))
                                .flatMap(used -> used.bound().stream())
                                .forEach(types::add);
                        if (!types.isEmpty() && lists(file) && types.stream().noneMatch(type -> isListed(file, type))) {
                            violations.add(Violation.of(init)
                                    .with("module", part.stem())
                                    .with("init", init)
                                    .with("types", String.join(", ", types))
                                    .with("type", types.iterator().next()));
                        }
                    });
        }
        return Outcome.of(violations);
    }

    private static boolean lists(PythonFile init) {
        return init.listed().containsKey("support_dict");
    }

    private static boolean isListed(PythonFile init, String type) {
        return init.listed().values().stream().anyMatch(names -> names.contains(type))
                || init.strings().containsKey(type);
    }
}
