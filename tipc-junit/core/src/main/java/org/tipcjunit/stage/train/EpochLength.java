// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.StageContext;

/**
 * Tells of a training, in its first seconds, that its epochs will be too few for its losses to be judged, and how many would do: its
 * recording says after the first step how many batches an epoch has.
 *
 * @param epochs the argument with the number of epochs
 * @param recording the folder of the recording
 */
record EpochLength(EpochArgument epochs, Path recording) {

    /** What a loader says of itself is no promise; judges count what was trained. */
    private static final Pattern SAID =
            Pattern.compile("\"name\": ?\"batches of an epoch\", ?\"value\": ?\"(\\d{1,9})\"");

    /** How many iterations a training is judged by, where nothing else is demanded. */
    private static final int JUDGED = 100;

    private static final long BETWEEN_LOOKS = 2;

    /** Watch a training until what is returned is run. */
    static Runnable watching(StageContext chain, PlannedStage stage) {
        ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "tipc-epoch-length");
            thread.setDaemon(true);
            return thread;
        });
        Consumer<String> tell = line -> {
            chain.tools().progress().accept("[tipc] " + chain.plan().model() + ": " + stage.name() + ": " + line);
        };
        Optional<ScheduledFuture<?>> look = chain.plan()
                .part(TrainingPlan.class)
                .flatMap(TrainingPlan::epochs)
                .filter(epochs -> !epochs.countsIterations())
                .filter(epochs -> chain.plan().request().wishes().iterations().isEmpty())
                .map(epochs -> new EpochLength(epochs, stage.recording()))
                .map(length -> looks.scheduleWithFixedDelay(
                        () -> length.batches().ifPresent(batches -> {
                            looks.shutdown();
                            length.advice(batches).ifPresent(tell);
                        }),
                        BETWEEN_LOOKS,
                        BETWEEN_LOOKS,
                        TimeUnit.SECONDS));
        return () -> {
            look.ifPresent(future -> future.cancel(true));
            looks.shutdownNow();
        };
    }

    /** Get how many batches an epoch has, as soon as the recording says it. */
    Optional<Integer> batches() {
        try (Stream<Path> files = Files.isDirectory(recording) ? Files.list(recording) : Stream.empty()) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                Optional<Integer> said = SAID.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .results()
                        .findFirst()
                        .map(MatchResult::group)
                        .map(text -> Integer.valueOf(text.replaceAll("\\D", "")));
                if (said.isPresent()) {
                    return said;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Get what to say of a training whose epochs have that many batches; nothing where it trains enough. */
    Optional<String> advice(int batches) {
        long trained = (long) batches * epochs.value();
        return batches < 1 || trained >= JUDGED
                ? Optional.empty()
                : Optional.of("an epoch has " + batches + (batches == 1 ? " batch" : " batches") + ", so that "
                        + epochs.option() + "=" + epochs.value() + " trains about " + trained
                        + " iterations, and losses of fewer than "
                        + JUDGED + " cannot be judged: stop it, and certify with --iterations " + JUDGED + " ("
                        + epochs.option()
                        + "=" + ((JUDGED + batches - 1) / batches) + "), or write that into the config");
    }
}
