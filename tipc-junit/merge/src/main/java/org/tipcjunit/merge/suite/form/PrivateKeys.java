// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Looks for private keys in whatever is new. */
final class PrivateKeys implements MergeJudge {

    private static final Pattern BEGIN = Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----");

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (NewLines file : NewLines.of(
                review, path -> true, file -> BEGIN.matcher(file.text()).find())) {
            for (NewLines.Line line : file.lines()) {
                if (BEGIN.matcher(line.text()).find()) {
                    violations.add(Violation.at(file.file().path(), line.number()));
                }
            }
        }
        return Outcome.of(violations);
    }
}
