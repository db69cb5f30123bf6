// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.certificate.Certificate.ClauseResult;
import org.tipcjunit.certificate.Certificate.ClauseStatus;
import org.tipcjunit.certificate.Certificate.StageResult;

/** What speaks against a model, as its certificate's own clauses and stages have it: for whoever writes and whoever verifies. */
final class Reasons {

    static final String NO_ENVIRONMENT = "the Paddle environment is unknown";

    static final String NOT_RUN_HERE = "not run in this run: ";

    private Reasons() {}

    static String ofTest(String failed) {
        return failed.startsWith(NOT_RUN_HERE) ? failed : "test failed: " + failed;
    }

    static List<String> ofClauses(List<ClauseResult> clauses) {
        return clauses.stream()
                .filter(Reasons::speaksAgainst)
                .map(clause -> clause.clause() + " " + clause.status() + ": " + clause.reason())
                .toList();
    }

    static List<String> ofStages(List<StageResult> stages) {
        List<String> reasons = new ArrayList<>();
        for (StageResult stage : stages) {
            if (!stage.succeeded()) {
                reasons.add("stage " + stage.name() + ": " + stage.ended());
            }
            if (stage.log().isEmpty()) {
                reasons.add("stage " + stage.name() + ": its log is missing");
            }
        }
        return reasons;
    }

    /** What nobody required may be left out; once looked at it must not have failed or been undecidable. */
    private static boolean speaksAgainst(ClauseResult clause) {
        boolean leftOut = clause.findings().stream()
                .allMatch(finding -> finding.status() != ClauseStatus.FAIL
                        && !finding.summary().startsWith("cannot judge"));
        boolean optional = !clause.required() && clause.status() != ClauseStatus.FAIL && leftOut;
        return clause.status() != ClauseStatus.PASS && !optional;
    }
}
