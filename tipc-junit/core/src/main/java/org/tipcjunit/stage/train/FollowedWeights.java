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
 * number of epochs is trained than the config says; or by a pattern, whose match is known after the training only.
 *
 * @param planned the weights that the config names
 * @param followed the weights that are trained
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
        Optional<FollowedWeights> matched = matched(chain, trained);
        Optional<FollowedWeights> found =
                matched.or(() -> of(chain).filter(weights -> weights.isOf(trained.checkpoint())));
        if (found.isEmpty()) {
            return stage;
        }
        Path copy = chain.plan().copy();
        List<String> argv = found.get().taken(stage.command().argv(), copy, matched.isPresent());
        if (argv.equals(stage.command().argv())) {
            return stage;
        }
        chain.changed(new Change(
                Change.PLAN,
                matched.isPresent() ? "train_model_name" : "--iterations",
                "weights=" + StagePlanner.shortest(copy, found.get().followed()),
                StagePlanner.shortest(copy, found.get().planned())));
        return stage.withArguments(argv);
    }

    private static Optional<FollowedWeights> matched(StageContext chain, TrainingRun trained) {
        return chain.plan().facts().checkpoint().flatMap(planned -> new WeightPattern(planned)
                .matchOf(trained.checkpoint())
                .map(match -> new FollowedWeights(planned, match)));
    }

    /** Get the words with the weights that were trained, or with the folder of these where a pattern may be its name. */
    private List<String> taken(List<String> argv, Path copy, boolean pattern) {
        List<String> taken = replaced(argv, copy, planned, followed);
        return pattern ? replaced(taken, copy, folder(planned), folder(followed)) : taken;
    }

    private static Path folder(Path weights) {
        return weights.resolveSibling(".").normalize();
    }

    private static List<String> replaced(List<String> argv, Path copy, Path from, Path to) {
        if (from.equals(to)) {
            return argv;
        }
        Pattern whole = Pattern.compile(Pattern.quote(StagePlanner.shortest(copy, from)) + "(?!\\d)");
        String other = Matcher.quoteReplacement(StagePlanner.shortest(copy, to));
        return argv.stream().map(word -> whole.matcher(word).replaceAll(other)).toList();
    }

    private boolean isOf(Path checkpoint) {
        return checkpoint.startsWith(followed) || checkpoint.toString().startsWith(followed + ".");
    }
}
