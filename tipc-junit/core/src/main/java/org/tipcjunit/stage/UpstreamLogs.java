// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.workspace.FolderTree;

/**
 * The logs and status lines that upstream's scripts leave, so that tools which read them find them.
 *
 * <p>A status line is that of the command that it names. A command that did not run has none.
 *
 * @param model the model's name in status lines
 * @param progress is told when one of them cannot be written, which changes no verdict
 */
@API(status = Status.INTERNAL, since = "0.1")
public record UpstreamLogs(String model, Consumer<String> progress) {

    private static final Path OUTPUT = Path.of("test_tipc", "output");
    private static final Pattern RESULTS = Pattern.compile("results_[a-z]+\\.log");
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    /** Make the folder that the script would have made for its logs. */
    public void begin(PlannedStage stage) {
        stage.upstream().flatMap(PlannedStage.Upstream::log).ifPresent(log -> {
            try {
                Files.createDirectories(log.resolveSibling(".").normalize());
            } catch (IOException e) {
                tell(stage, e);
            }
        });
    }

    /**
     * Put the log where the script would have put it, and add the command's status line.
     *
     * @param well whether the command did what it is for; a service does not end by itself
     */
    public void end(PlannedStage stage, ProcessOutcome outcome, boolean well) {
        if (stage.upstream().isEmpty()) {
            return;
        }
        PlannedStage.Upstream upstream = stage.upstream().get();
        try {
            if (upstream.log().isPresent()) {
                Path log = upstream.log().get();
                Files.createDirectories(log.resolveSibling(".").normalize());
                // The tutorials name their folder of weights like a log.
                Files.copy(
                        outcome.log(),
                        Files.isDirectory(log) ? log.resolve(stage.name() + ".log") : log,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Optional<Path> results = results(stage, upstream);
            if (results.isPresent()) {
                Files.createDirectories(results.get().resolveSibling(".").normalize());
                Files.writeString(
                        results.get(),
                        statusLine(upstream, well, stage.command().workingDirectory()) + "\n",
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            tell(stage, e);
        }
    }

    private void tell(PlannedStage stage, IOException e) {
        progress.accept(
                "[tipc] " + model + ": the log of " + stage.name() + " cannot be written for upstream's tools: " + e);
    }

    /** Scripts keep it beside the folder of a training, where also the logs of inference are. */
    private static Optional<Path> results(PlannedStage stage, PlannedStage.Upstream upstream) {
        Optional<Path> output = outputFolder(stage.command().workingDirectory(), stage.workspace());
        return upstream.place().flatMap(log -> output.filter(log::startsWith).map(folder -> {
            Path inside = folder.relativize(log);
            Path results = folder;
            // <model>/<mode>/, or without these for scripts of old.
            for (int i = 0; i < Math.min(2, inside.getNameCount() - 1); i++) {
                results = results.resolve(inside.getName(i));
            }
            return results.resolve(stage.kind().isOfService() ? "results_serving.log" : "results_python.log");
        }));
    }

    /** Find the output folder of the repository that a command runs in or below. */
    static Optional<Path> outputFolder(Path workingDirectory, Path workspace) {
        return Stream.iterate(workingDirectory, folder -> folder.startsWith(workspace), Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve("test_tipc")))
                .map(folder -> folder.resolve(OUTPUT))
                .findFirst();
    }

    private String statusLine(PlannedStage.Upstream upstream, boolean well, Path workingDirectory) {
        String ended = well ? "Run successfully" : "Run failed";
        String log = upstream.log()
                .map(path -> " - " + workingDirectory.relativize(path))
                .orElse("");
        return YELLOW + " " + ended + " with command - " + model + " - " + String.join(" ", upstream.command()) + log
                + "!  " + PLAIN;
    }

    /**
     * Copy upstream's files of a working copy to {@code target}; nothing where there are none.
     *
     * @param mode the mode, whose folders hold the files of one model
     * @param replacing whether files of earlier runs in these folders go first; else status lines are added to theirs
     */
    public static void publish(Path output, Path target, String mode, boolean replacing) throws IOException {
        if (!Files.isDirectory(output)) {
            return;
        }
        try (Stream<Path> files = Files.walk(output)) {
            for (Path file : files.sorted().toList()) {
                Path relative = output.relativize(file);
                Path place = target.resolve(relative.toString());
                if (Files.isDirectory(file)) {
                    if (replacing && relative.endsWith(mode) && Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                        FolderTree.remove(place);
                    }
                    Files.createDirectories(place);
                } else if (!replacing && isResults(relative) && Files.isRegularFile(place)) {
                    try (OutputStream end = Files.newOutputStream(place, StandardOpenOption.APPEND)) {
                        Files.copy(file, end);
                    }
                } else {
                    Files.createDirectories(place.resolveSibling(".").normalize());
                    Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static boolean isResults(Path file) {
        return RESULTS.matcher(String.valueOf(file.getFileName())).matches();
    }
}
