// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.reading.Reading;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.plan.Planner;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** Demands that TIPC configs can be planned, as {@code tipc plan} does, and that a training trains; what lint refuses is not planned. */
final class TipcPlans implements MergeJudge {

    private static final String USUAL_MODE = "lite_train_lite_infer";

    private final Planner planner = new Planner();

    @Override
    public Outcome judge(Review review) {
        return TipcConfigs.judge(
                review,
                (config, repository) ->
                        TipcLint.errors(review, config, repository).isEmpty()
                                ? plan(config, repository, scripts(review))
                                : List.of());
    }

    private List<Violation> plan(ConfigFile config, Optional<String> repository, Map<String, String> scripts) {
        String path = config.file().toString();
        Reading usual = Reading.of(config, path, USUAL_MODE, repository, scripts);
        String mode = planner.onlyMode(usual.kind()).orElse(USUAL_MODE);
        TipcPlan plan = planner.plan(Reading.of(config, path, mode, repository, scripts), Optional.empty());
        boolean trains = usual.kind() == ChainKind.TRAIN_INFER_PYTHON;
        String what = trains ? "nothing would be trained" : "nothing would run";
        return plan.commands().stream().noneMatch(command -> !trains || command.step() == Step.TRAIN)
                ? List.of(TipcConfigs.violation(
                        path,
                        0,
                        "in the mode " + mode + " " + what,
                        "see what is planned: tipc plan --config " + path + " --mode " + mode))
                : List.of();
    }

    private static Map<String, String> scripts(Review review) {
        Map<String, String> scripts = new HashMap<>();
        for (String path : review.sources().paths(path -> path.matches("test_tipc/[^/\n]+\\.sh"))) {
            review.sources().text(path).ifPresent(text -> scripts.put(path.substring("test_tipc/".length()), text));
        }
        return scripts;
    }
}
