// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.config.CommandWords;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.config.reading.Reading;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.recording.RecordingKind;
import org.tipcjunit.stage.ChainRequest;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.Planning;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.Watch;

/**
 * The training, whose losses and weights everything else builds on.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public enum Train implements Stage<TrainingRun> {
    /** The stage. */
    STAGE;

    private static final Pattern COUNT = Pattern.compile("(?i).*(epoch|iter|step).*");

    @Override
    public String label() {
        return "train";
    }

    @Override
    public StageKind kind() {
        return StageKind.TRAIN;
    }

    @Override
    public Optional<Class<TrainingRun>> artifact() {
        return Optional.of(TrainingRun.class);
    }

    @Override
    public Watch watch() {
        return Watch.wholly(RecordingKind.LOSSES, RecordingKind.CHECKPOINTS, RecordingKind.NETWORKS);
    }

    @Override
    public void plan(Planning planning) {
        ChainRequest request = planning.request();
        Set<String> modeOptions = modeOptions(planning.reading());
        Optional<PlannedStage> train = planning.first(Step.TRAIN)
                .map(command -> withArguments(
                        planning.stages().stage("train", kind(), command),
                        request.wishes().trainArguments()));
        Set<String> free = new LinkedHashSet<>(modeOptions);
        request.wishes().trainArguments().stream()
                .filter(argument -> argument.startsWith("-"))
                .forEach(argument -> free.add(argument.split("=", 2)[0]));
        free.addAll(planning.deviceOptions());
        planning.add(new TrainingPlan(
                train.flatMap(stage -> epochs(planning.reading(), modeOptions, stage)),
                train.flatMap(
                        stage -> BatchArgument.of(modeOptions, stage.command().argv())),
                free));
        train.ifPresent(stage -> {
            planning.facts().checkpoint().ifPresent(path -> planning.stages()
                    .requireInside(path, "the trained weights"));
            planning.stages().requireInside(planning.facts().modelDirectory(), "the exported model");
            planning.add(stage);
        });
    }

    @Override
    public TrainingRun make(StageContext chain) {
        TrainingWork work = new TrainingWork(chain);
        Optional<Path> weights = chain.plan().facts().checkpoint();
        Path log = chain.plan().runDirectory().resolve("test_log").resolve("log_train.txt");
        return TrainCommand.counted(chain)
                .map(trained -> work.checked(trained.run(), weights, trained.before(), log))
                .orElseGet(() ->
                        work.train(chain.get(TrainCommand.OF_CHAIN), watch(), weights, FollowedWeights.of(chain), log));
    }

    private static PlannedStage withArguments(PlannedStage stage, List<String> added) {
        return added.isEmpty()
                ? stage
                : stage.withArguments(
                        new AddedArguments(added).to(stage.command().argv()));
    }

    /** Get the options whose values the mode chooses: the last words of the keys of mode lists, and of the batch size. */
    private static Set<String> modeOptions(Reading config) {
        Set<String> options = new LinkedHashSet<>();
        for (String key : config.modeKeys()) {
            List<String> words = CommandWords.split(key);
            options.add(words.get(words.size() - 1));
        }
        return options;
    }

    /**
     * The line for the number of epochs tells its option, whatever it is called; without one, its name does, also where the command
     * itself has it and no line.
     */
    private static Optional<EpochArgument> epochs(Reading config, Set<String> modeOptions, PlannedStage train) {
        List<String> ofLine = config.has(Line.EPOCHS)
                ? CommandWords.split(config.line(Line.EPOCHS).key())
                : List.of();
        return Stream.concat(
                        ofLine.stream().skip(Math.max(0, ofLine.size() - 1)),
                        modeOptions.stream()
                                .filter(option -> COUNT.matcher(option).matches()))
                .flatMap(option -> new EpochArgument(option, 1)
                        .valueIn(train.command().argv()).stream().map(value -> new EpochArgument(option, value)))
                .findFirst()
                .or(() -> EpochArgument.calledSo(train.command().argv()));
    }
}
