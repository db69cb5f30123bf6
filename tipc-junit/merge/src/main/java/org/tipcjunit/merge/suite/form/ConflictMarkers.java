// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Looks for what a merge leaves where two changes meet: a line that opens it, and below it one that closes it. */
final class ConflictMarkers implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (NewLines file :
                NewLines.of(review, path -> true, file -> file.text().contains("<<<<<<< "))) {
            OptionalInt opened = OptionalInt.empty();
            for (NewLines.Line line : file.lines()) {
                if (line.text().startsWith("<<<<<<< ")) {
                    opened = OptionalInt.of(line.number());
                } else if (line.text().startsWith(">>>>>>> ") && opened.isPresent()) {
                    violations.add(Violation.at(file.file().path(), opened.getAsInt()));
                    opened = OptionalInt.empty();
                }
            }
        }
        return Outcome.of(violations);
    }
}
