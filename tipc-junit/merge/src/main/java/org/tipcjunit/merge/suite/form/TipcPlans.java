// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.reading.Reading;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.Sources;
import org.tipcjunit.merge.suite.common.TakenAway;
import org.tipcjunit.merge.suite.common.Ways;
import org.tipcjunit.plan.Planner;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** Demands that TIPC configs can be planned, as {@code tipc plan} does, and that a training trains; what lint refuses is not planned. */
final class TipcPlans implements MergeJudge {

    private static final String USUAL_MODE = "lite_train_lite_infer";

    private static final Pattern CONFIG =
            Pattern.compile("(?:-c|--config|--config_file|--config-file)(?: | ?=|.* --config=)([\\w./-]+\\.ya?ml)");

    private static final Pattern YAML = Pattern.compile("[\\w./-]+\\.ya?ml");

    private final Planner planner = new Planner();

    @Override
    public Outcome judge(Review review) {
        Outcome ofTouched = TipcConfigs.judge(
                review,
                (config, repository) ->
                        TipcLint.errors(review, config, repository).isEmpty()
                                ? plan(config, repository, review.sources())
                                : List.of());
        List<Violation> lost = lost(review);
        if (lost.isEmpty()) {
            return ofTouched;
        }
        List<Violation> all =
                new ArrayList<>(ofTouched instanceof Outcome.Broken broken ? broken.violations() : List.of());
        all.addAll(lost);
        return Outcome.of(all);
    }

    /** Look for TIPC configs that take what the change deletes or moves. */
    private static List<Violation> lost(Review review) {
        TakenAway gone = TakenAway.of(review);
        List<Violation> violations = new ArrayList<>();
        for (String path : gone.speakers(review, name -> YAML.matcher(name).matches(), TipcConfigs::isOne)) {
            List<String> lines = review.sources().text(path).orElse("").lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                Matcher named = YAML.matcher(lines.get(i));
                boolean isTold = false;
                while (!isTold && named.find()) {
                    isTold = gone.has(named.group());
                    if (isTold) {
                        violations.add(TipcConfigs.violation(
                                path,
                                i + 1,
                                "it names the config " + named.group() + ", which the change takes away",
                                "keep that config, or write in this line where it lies now"));
                    }
                }
            }
        }
        return violations;
    }

    private List<Violation> plan(ConfigFile config, Optional<String> repository, Sources sources) {
        String path = config.file().toString();
        Map<String, String> scripts =
                sources.once(Scripts.class, () -> scripts(sources)).texts();
        Reading usual = Reading.of(config, path, USUAL_MODE, repository, scripts);
        String mode = planner.onlyMode(usual.kind()).orElse(USUAL_MODE);
        TipcPlan plan = planner.plan(Reading.of(config, path, mode, repository, scripts), Optional.empty());
        Optional<Violation> absent = plan.commands().stream()
                .flatMap(command -> configs(command).stream()
                        .filter(name -> !sources.has(name))
                        .map(name -> TipcConfigs.violation(
                                path,
                                command.lines().stream().findFirst().orElse(0),
                                "the command of " + command.step().label() + " names the config " + name
                                        + ", which does not exist",
                                "correct the path in this line, or add that config")))
                .findFirst();
        if (absent.isPresent()) {
            return List.of(absent.get());
        }
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

    /** Get the configs that a command reads, from the root of the repository; what a shell or another stage makes is none. */
    private static List<String> configs(PlannedCommand command) {
        List<String> found = new ArrayList<>();
        String before = "";
        for (String word : command.argv()) {
            Matcher joined = CONFIG.matcher(before + " " + word);
            if (joined.matches()) {
                found.add(Ways.from("-", command.directory() + "/" + joined.group(1)));
            }
            before = word;
        }
        return found;
    }

    /** The scripts of the suite's that run TIPC configs, by their names. */
    private record Scripts(Map<String, String> texts) {}

    private static Scripts scripts(Sources sources) {
        Map<String, String> scripts = new HashMap<>();
        for (String path : sources.in("test_tipc")) {
            if (path.endsWith(".sh")) {
                sources.text(path).ifPresent(text -> scripts.put(path.substring("test_tipc/".length()), text));
            }
        }
        return new Scripts(scripts);
    }
}
