// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.rec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.PythonFile;

/** Demands that the network is a layer. */
final class RecLayer implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (AddedPart net : review.addition().of("net")) {
            Optional<PythonFile> file = review.sources().python(net.path());
            boolean layered = file.stream()
                    .flatMap(python -> python.classes().stream())
                    .flatMap(type -> type.bases().stream())
                    .anyMatch(base -> base.endsWith("Layer") || base.endsWith("Model") || base.endsWith("Sequential"));
            if (!layered && file.filter(python -> python.problem().isEmpty()).isPresent()) {
                violations.add(RecModels.violation(net.path(), net.folder()));
            }
        }
        return review.addition().of("net").isEmpty() ? RecModels.absent() : Outcome.of(violations);
    }
}
