// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.digest.Sha256;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.Enclosure;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.Termination;
import org.tipcjunit.workspace.FolderContents;
import org.tipcjunit.workspace.FolderTree;

/**
 * Keeps what stages left, and puts it back in place of running them where everything that they ran on is as it was.
 *
 * <p>Stages run one at a time under it: what two of them wrote at once could not be told apart. Whatever is in doubt runs again.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class KeptStages {

    private static final String JSON = "kept.json";
    private static final String FOLDER = "stage";
    private static final String FILES = "files";

    private final Path kept;
    private final Map<String, String> facts;
    private final Wish wish;
    private final Consumer<String> progress;
    private final FolderContents contents = new FolderContents();
    private final Map<String, Begun> begun = new ConcurrentHashMap<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final ReentrantLock turn = new ReentrantLock();

    /**
     * What the user wishes.
     *
     * @param again whether a stage of this name is to run again although nothing changed
     * @param nothingRuns whether a stage that cannot be taken fails instead of being run
     */
    public record Wish(Predicate<String> again, boolean nothingRuns) {}

    private record Begun(Map<String, String> inputs, Map<String, String> before) {}

    /**
     * Keep stages in a folder.
     *
     * @param kept the folder; stages of equal names replace each other in it
     * @param facts what all stages run with, in words, by what it is: versions, variables
     * @param wish what the user wishes
     * @param progress takes lines for the user
     */
    public KeptStages(Path kept, Map<String, String> facts, Wish wish, Consumer<String> progress) {
        this.kept = kept;
        this.facts = Map.copyOf(facts);
        this.wish = wish;
        this.progress = progress;
    }

    /** Whether a stage that cannot be taken fails instead of being run. */
    public boolean nothingRuns() {
        return wish.nothingRuns();
    }

    /** Get what was taken so far, each with when and where it ran, such as {@code train (2026-01-31T12:00:00Z on host)}. */
    public List<String> taken() {
        return List.copyOf(taken);
    }

    ReentrantLock turn() {
        return turn;
    }

    /**
     * A stage that was taken, or the reason why it was not.
     *
     * @param outcome how it ended when it ran; empty when it is to run now
     * @param reason why it is to run; empty when it was taken
     */
    record Taken(Optional<ProcessOutcome> outcome, String reason) {}

    /** Put back what a stage left when it ran, if it would do the same now; its folder is there with what it would run with. */
    Taken take(PlannedStage stage, Command command) {
        begun.remove(stage.name());
        Path folder = kept.resolve(stage.name());
        try {
            Begun now = new Begun(inputs(stage, command), contents.of(stage.workspace()));
            begun.put(stage.name(), now);
            if (!Files.isRegularFile(folder.resolve(JSON))) {
                return new Taken(Optional.empty(), "no run of it is kept, " + others());
            }
            if (wish.again().test(stage.name())) {
                return new Taken(Optional.empty(), "it was asked for");
            }
            KeptStage known = KeptStage.read(folder.resolve(JSON));
            Optional<String> difference =
                    known.difference(now.inputs(), now.before()).or(() -> damage(folder, known));
            if (difference.isPresent()) {
                return new Taken(Optional.empty(), difference.get());
            }
            putBack(stage, folder, known);
            taken.add("%s (%s on %s)".formatted(stage.name(), known.ended(), known.host()));
            return new Taken(
                    Optional.of(new ProcessOutcome(
                            command,
                            new Termination.Exited(0),
                            Duration.ofMillis(known.millis()),
                            stage.log(),
                            known.leftovers())),
                    "");
        } catch (IOException | RuntimeException e) {
            return new Taken(Optional.empty(), "what was kept of it cannot be read: " + e.getMessage());
        }
    }

    /** Whether nothing is kept of any stage. */
    public boolean isEmpty() {
        return kept().isEmpty();
    }

    private String others() {
        List<String> others = kept();
        return others.isEmpty()
                ? "nor of any other stage of this config and mode"
                : "only of " + String.join(", ", others)
                        + ": by other settings, or another build of tipc-junit, other stages ran";
    }

    /** Get the stages that are kept, each with when and where it ran. */
    private List<String> kept() {
        List<String> stages = new ArrayList<>();
        try (Stream<Path> folders = Files.list(kept)) {
            for (Path folder : folders.sorted().toList()) {
                if (Files.isRegularFile(folder.resolve(JSON))) {
                    KeptStage stage = KeptStage.read(folder.resolve(JSON));
                    stages.add("%s (%s on %s)".formatted(stage.stage(), stage.ended(), stage.host()));
                }
            }
        } catch (IOException e) {
            return stages; // None can be listed where none was kept.
        }
        return stages;
    }

    /** Keep what a stage left that has run well. */
    void keep(PlannedStage stage, ProcessOutcome outcome) {
        Begun before = begun.remove(stage.name());
        if (before == null) {
            return;
        }
        Path folder = kept.resolve(stage.name());
        Path aside = kept.resolve(stage.name() + ".new");
        try {
            FolderTree.remove(aside);
            Files.createDirectories(aside);
            Map<String, String> left = KeptStage.changes(before.before(), contents.of(stage.workspace()));
            Path files = Files.createDirectories(aside.resolve(FILES));
            copy(stage.workspace(), files, present(left));
            Map<String, String> own = contents.of(stage.directory());
            copy(stage.directory(), Files.createDirectories(aside.resolve(FOLDER)), own);
            new KeptStage(
                            KeptStage.VERSION,
                            stage.name(),
                            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                            host(),
                            outcome.duration().toMillis(),
                            outcome.leftovers(),
                            before.inputs(),
                            before.before(),
                            left,
                            own)
                    .write(aside.resolve(JSON));
            FolderTree.remove(folder);
            Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | UncheckedIOException e) {
            progress.accept(stage.name() + " is not kept: " + e);
        }
    }

    private Map<String, String> inputs(PlannedStage stage, Command command) throws IOException {
        Map<String, String> inputs = new TreeMap<>(facts);
        inputs.put("the command", String.join("\0", command.argv()));
        inputs.put(
                "its isolation",
                command.enclosure().map(Enclosure::program).orElse(List.of()).toString());
        inputs.put("the working directory", command.workingDirectory().toString());
        command.environment().forEach((name, value) -> inputs.put("the variable " + name, value));
        inputs.put(
                "what this build of tipc-junit records, or asks of the exported layer,",
                contents.of(stage.directory()).toString());
        // Only digests: variables may hold what nobody else may read.
        inputs.replaceAll((name, value) -> Sha256.of(value).hex());
        return inputs;
    }

    /** Get what of a kept stage is not as the stage left it. */
    private Optional<String> damage(Path folder, KeptStage known) {
        try {
            return FolderContents.difference(known.folder(), contents.of(folder.resolve(FOLDER)))
                    .or(() -> damagedFile(folder, known))
                    .map(what -> "of what was kept of it, " + what);
        } catch (IOException e) {
            return Optional.of("what was kept of it cannot be read: " + e);
        }
    }

    private Optional<String> damagedFile(Path folder, KeptStage known) {
        try {
            Map<String, String> there = contents.of(folder.resolve(FILES));
            // The folders that lead to a file are not what the stage left.
            there.entrySet()
                    .removeIf(entry -> entry.getValue().equals(FolderContents.FOLDER)
                            && !known.left().containsKey(entry.getKey()));
            return FolderContents.difference(present(known.left()), there);
        } catch (IOException e) {
            return Optional.of("its files cannot be read: " + e);
        }
    }

    private static Map<String, String> present(Map<String, String> left) {
        Map<String, String> present = new TreeMap<>(left);
        present.values().removeIf(KeptStage.GONE::equals);
        return present;
    }

    private static void putBack(PlannedStage stage, Path folder, KeptStage known) throws IOException {
        List<String> gone = known.left().entrySet().stream()
                .filter(entry -> entry.getValue().equals(KeptStage.GONE))
                .map(Map.Entry::getKey)
                .sorted(Comparator.reverseOrder())
                .toList();
        for (String path : gone) {
            Files.deleteIfExists(stage.workspace().resolve(path));
        }
        copy(folder.resolve(FILES), stage.workspace(), present(known.left()));
        FolderTree.remove(stage.directory());
        copy(folder.resolve(FOLDER), Files.createDirectories(stage.directory()), known.folder());
    }

    private static void copy(Path from, Path to, Map<String, String> paths) throws IOException {
        for (Map.Entry<String, String> path : new TreeMap<>(paths).entrySet()) {
            Path target = to.resolve(path.getKey());
            if (path.getValue().equals(FolderContents.FOLDER)) {
                Files.createDirectories(target);
                continue;
            }
            Files.createDirectories(target.resolveSibling(".").normalize());
            // A new file and not the old one overwritten, so that what looks for written files sees it.
            Files.deleteIfExists(target);
            Files.copy(
                    from.resolve(path.getKey()), target, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "an unnamed machine";
        }
    }
}
