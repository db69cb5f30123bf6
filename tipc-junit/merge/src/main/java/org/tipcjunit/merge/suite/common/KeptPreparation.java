// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.change.ChangeKind;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.shell.PrepareScript;

/**
 * Demands that {@code test_tipc/prepare.sh} prepares the models still that it prepared before. Values: {@code model}, {@code config}.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class KeptPreparation implements MergeJudge {

    /** No suite has as many models. */
    private static final int MOST = 2000;

    @Override
    public Outcome judge(Review review) {
        boolean isTouched = review.change().files().stream()
                .anyMatch(file -> file.path().equals(PreparedModel.SCRIPT) && file.kind() == ChangeKind.MODIFIED);
        if (!isTouched) {
            return new Outcome.DoesNotApply("the change does not touch prepare.sh");
        }
        PrepareScript before = PrepareScript.of(review.sources()
                .view()
                .before(PreparedModel.SCRIPT)
                .map(FileContent::text)
                .orElse(""));
        PrepareScript now =
                PrepareScript.of(review.sources().text(PreparedModel.SCRIPT).orElse(""));
        if (before.fault().isPresent() || now.fault().isPresent()) {
            return new Outcome.DoesNotApply("no shell reads prepare.sh, before or after the change");
        }
        List<Violation> violations = new ArrayList<>();
        for (String config : review
                .sources()
                .paths(path -> path.startsWith("test_tipc/config") && path.endsWith("train_infer_python.txt"))
                .stream()
                .limit(MOST)
                .toList()) {
            Optional<String> model = PreparedModel.name(review, config);
            boolean isLost = model.isPresent()
                    && before.knows(model.get(), config, PreparedModel.MODE)
                    && !now.knows(model.get(), config, PreparedModel.MODE);
            if (isLost) {
                violations.add(Violation.of(PreparedModel.SCRIPT)
                        .with("model", model.get())
                        .with("config", config));
            }
        }
        return Outcome.of(violations);
    }
}
