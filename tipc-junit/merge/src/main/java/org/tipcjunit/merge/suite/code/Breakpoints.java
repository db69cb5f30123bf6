// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.code;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.PythonUses;

/** Demands that no new line stops in a debugger. Value: {@code call}. */
final class Breakpoints implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<ChangedFile> files = review.change().there(path -> path.endsWith(".py"));
        if (files.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no Python");
        }
        List<Violation> violations = new ArrayList<>();
        for (ChangedFile file : files) {
            BitSet added = review.sources().newLines(file);
            review.sources().python(file.path()).ifPresent(python -> python.uses().calls().stream()
                    .filter(call -> added.get(call.line()) && stops(call))
                    .forEach(call -> violations.add(
                            Violation.at(file.path(), call.line()).with("call", call.name() + "()"))));
        }
        return Outcome.of(violations);
    }

    /** Whether a call stops: debuggers for Python share a name for it. */
    private static boolean stops(PythonUses.Call call) {
        return call.name().equals("breakpoint")
                || call.name().equals("set_trace")
                || call.name().endsWith("db.set_trace");
    }
}
