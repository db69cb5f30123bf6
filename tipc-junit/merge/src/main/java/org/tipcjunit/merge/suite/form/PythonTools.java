// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tipcjunit.merge.hook.HookFault;
import org.tipcjunit.merge.hook.HookRun;
import org.tipcjunit.merge.hook.HookTool;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.Words;

/**
 * Demands that the suite's own tools have nothing against new lines of Python.
 *
 * <p>Values: the name of the one that has, {@code places}, {@code what}, {@code command}.
 *
 * @param tools the tools, which the suite pins
 */
record PythonTools(Set<HookTool> tools) implements MergeJudge {

    PythonTools {
        tools = Set.copyOf(tools);
    }

    @Override
    public Outcome judge(Review review) {
        List<NewLines> files = NewLines.of(review, path -> path.endsWith(".py"));
        if (files.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no Python");
        }
        List<HookRun> runs = review.hooks().of(tools);
        if (runs.isEmpty()) {
            return new Outcome.DoesNotApply("the suite has no such hook");
        }
        Map<String, NewLines> own = new HashMap<>();
        files.forEach(file -> own.put(file.file().path(), file));
        List<Violation> violations = new ArrayList<>();
        runs.forEach(run -> violations.addAll(violations(run, own)));
        Optional<HookRun> partial =
                runs.stream().filter(run -> run.problem().isPresent()).findFirst();
        // Why, is said once: where it is said which hooks ran.
        return violations.isEmpty() && partial.isPresent()
                ? new Outcome.CannotJudge(new Words(
                        partial.get().name() + " did not look at all new lines",
                        partial.get().name() + " 未检查全部新增行"))
                : Outcome.of(violations);
    }

    private static List<Violation> violations(HookRun run, Map<String, NewLines> own) {
        Map<String, List<HookFault>> byFile = new TreeMap<>();
        for (HookFault fault : run.faults()) {
            NewLines lines = own.get(fault.path());
            if (lines != null
                    && IntStream.rangeClosed(fault.line(), fault.last()).anyMatch(lines::contains)) {
                byFile.computeIfAbsent(fault.path(), path -> new ArrayList<>()).add(fault);
            }
        }
        List<Violation> violations = new ArrayList<>();
        byFile.forEach((path, faults) -> {
            // A formatter mends a whole file in one call.
            List<HookFault> shown = faults.get(0).what().isEmpty() ? faults.subList(0, 1) : faults;
            shown.forEach(fault -> violations.add(Violation.at(path, fault.line())
                    .with("tool", run.name())
                    .with("places", String.valueOf(faults.size()))
                    .with("what", fault.what())
                    .with("command", run.remedy(path))));
        });
        return violations;
    }
}
