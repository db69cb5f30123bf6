// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.plan.model.Change;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.StagePlanner;

/**
 * Weights that a config calls by the number of the last epoch, such as {@code 19/model} or {@code epoch_20.pdparams}, where another
 * number of epochs is trained than the config says.
 *
 * @param planned the weights that the config names
 * @param followed the weights of the last epoch that is trained
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record FollowedWeights(Path planned, Path followed) {

    /** A name that is a number, or says what the number counts, behind the model's name or alone; models have numbers in their names, too. */
    private static final Pattern NUMBERED = Pattern.compile("(?i)((?:(?:.*[_.-])?(?:epochs?|ep|iters?|iteration|steps?)"
            + "|model|ckpt|checkpoint)?[_-]?)(\\d{1,9})(\\.[a-z]+)?");

    /** The last names of a path that may be numbered: a file, or the folder that it lies in. */
    private static final int NAMES = 2;

    /**
     * Find the weights of another number of epochs; numbers count from 0 or from 1.
     *
     * @param asked the number of epochs that the config asks for
     * @param trained the number that is trained
     */
    static Optional<FollowedWeights> of(Path weights, int asked, int trained) {
        for (int i = weights.getNameCount() - 1; i >= Math.max(0, weights.getNameCount() - NAMES); i--) {
            Matcher matcher = NUMBERED.matcher(weights.getName(i).toString());
            if (matcher.matches()) {
                int last = Integer.parseInt(matcher.group(2)) - asked;
                if (trained == asked || last < -1 || last > 0) {
                    return Optional.empty();
                }
                Path name = Path.of(matcher.group(1)
                        + number(matcher.group(2), trained + last)
                        + Optional.ofNullable(matcher.group(3)).orElse(""));
                boolean isFolder = i < weights.getNameCount() - 1;
                Path numbered = isFolder ? weights.resolveSibling(".").normalize() : weights;
                Path followed = numbered.resolveSibling(name);
                return Optional.of(
                        new FollowedWeights(weights, isFolder ? followed.resolve(weights.getName(i + 1)) : followed));
            }
        }
        return Optional.empty();
    }

    private static String number(String like, int number) {
        return like.startsWith("0") && like.length() > 1
                ? ("%0" + like.length() + "d").formatted(number)
                : String.valueOf(number);
    }

    /** Find the weights that a chain's training writes; empty where it trains as many epochs as the config says. */
    static Optional<FollowedWeights> of(StageContext chain) {
        Optional<EpochArgument> asked = chain.plan().part(TrainingPlan.class).flatMap(TrainingPlan::epochs);
        Optional<Path> weights = chain.plan().facts().checkpoint();
        if (asked.isEmpty() || weights.isEmpty() || Train.STAGE.in(chain.plan()).isEmpty()) {
            return Optional.empty();
        }
        return asked.get()
                .valueIn(chain.get(TrainCommand.OF_CHAIN).command().argv())
                .flatMap(trained -> of(weights.get(), asked.get().value(), trained));
    }

    /** Get the same weights in another working copy. */
    FollowedWeights in(PlannedStage stage, Path copy) {
        return new FollowedWeights(stage.in(copy, planned), stage.in(copy, followed));
    }

    /** Get a stage that takes the weights that were trained, where these are not those that the config names. */
    public static PlannedStage taking(StageContext chain, PlannedStage stage, TrainingRun trained) {
        Optional<FollowedWeights> found = of(chain).filter(weights -> weights.isOf(trained.checkpoint()));
        if (found.isEmpty()) {
            return stage;
        }
        Path copy = chain.plan().workspace();
        String planned = StagePlanner.shortest(copy, found.get().planned());
        String followed = StagePlanner.shortest(copy, found.get().followed());
        List<String> argv = found.get().taken(stage.command().argv(), planned, followed);
        if (argv.equals(stage.command().argv())) {
            return stage;
        }
        chain.changed(new Change(Change.PLAN, "--iterations", "weights=" + followed, planned));
        return stage.withArguments(argv);
    }

    private List<String> taken(List<String> argv, String from, String to) {
        Pattern whole = Pattern.compile(Pattern.quote(from) + "(?!\\d)");
        return argv.stream()
                .map(word -> whole.matcher(word).replaceAll(Matcher.quoteReplacement(to)))
                .toList();
    }

    private boolean isOf(Path checkpoint) {
        return checkpoint.startsWith(followed) || checkpoint.toString().startsWith(followed + ".");
    }
}
