// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.code;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.Words;
import org.tipcjunit.merge.shell.PrepareScript;
import org.tipcjunit.merge.source.Fault;

/** Demands that a shell can read the scripts that a change touches, if one could before. Value: {@code fault}. */
final class ShellParses implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<ChangedFile> scripts = review.change().files().stream()
                .filter(file -> file.isThere() && file.path().endsWith(".sh"))
                .toList();
        if (scripts.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no shell script");
        }
        List<Violation> violations = new ArrayList<>();
        for (ChangedFile script : scripts) {
            review.sources()
                    .view()
                    .read(script.path())
                    .filter(FileContent::isText)
                    .flatMap(content -> fault(review, script, content))
                    .ifPresent(violations::add);
        }
        return Outcome.of(violations);
    }

    private static Optional<Violation> fault(Review review, ChangedFile script, FileContent content) {
        BitSet added = review.sources().newLines(script);
        List<String> lines = content.lines();
        Optional<Integer> returned = added.stream()
                .boxed()
                .filter(number -> lines.get(number - 1).endsWith("\r"))
                .findFirst();
        if (returned.isPresent()) {
            return Optional.of(Violation.at(script.path(), returned.get())
                    .with(
                            "fault",
                            new Words(
                                    "the line ends with a carriage return, which a shell takes for a part of its last word",
                                    "行尾有回车符，shell 会把它当作最后一个词的一部分")));
        }
        Optional<Fault> fault = PrepareScript.of(content.text()).fault();
        boolean isOld = fault.isPresent()
                && review.sources()
                        .view()
                        .before(script.oldPath())
                        .filter(old -> PrepareScript.of(old.text()).fault().isPresent())
                        .isPresent();
        return isOld
                ? Optional.empty()
                : fault.map(found -> Violation.at(script.path(), found.line()).with("fault", found.what()));
    }
}
