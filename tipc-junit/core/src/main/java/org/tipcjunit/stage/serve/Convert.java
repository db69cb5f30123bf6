// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.stage.FolderState;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.Planning;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.Watch;
import org.tipcjunit.stage.export.Export;

/**
 * The conversion of the exported model for Paddle Serving.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum Convert implements Stage<StageRun> {
    /** The stage. */
    STAGE;

    @Override
    public String label() {
        return "convert";
    }

    @Override
    public StageKind kind() {
        return StageKind.CONVERT;
    }

    @Override
    public Watch watch() {
        return Watch.partly();
    }

    @Override
    public void plan(Planning planning) {
        planning.request()
                .serving()
                .ifPresent(serving -> planning.add(new ServingPlanner(serving, planning.request()).convert()));
    }

    @Override
    public StageRun make(StageContext chain) {
        ServingPlan serving = Services.planned(chain);
        ExportedModel exported = chain.get(Export.STAGE);
        PlannedStage stage = in(chain.plan()).orElseThrow(() -> Services.noService(chain));
        try {
            place(serving, exported);
        } catch (IOException e) {
            throw new StageFailedException(new StageFailure(
                    chain.plan().model(),
                    kind(),
                    stage.name(),
                    StageFailure.Reason.FAILED,
                    "the exported model cannot be put where the conversion reads it",
                    serving.programFile() + " and " + serving.parametersFile() + " in " + serving.modelDirectory(),
                    e.toString(),
                    "correct the line --dirname of " + serving.configPath(),
                    Optional.empty()));
        }
        FolderState before = FolderState.of(serving.servedDirectory());
        StageRun run = chain.runner().run(stage, watch());
        List<Path> written =
                files(serving.servedDirectory()).stream().filter(before::isNew).toList();
        boolean whole = Stream.of("serving_server_conf.prototxt", serving.programFile(), serving.parametersFile())
                .allMatch(name -> written.contains(serving.servedDirectory().resolve(name)));
        if (!whole) {
            throw new StageFailedException(StageFailure.of(
                    run,
                    "the conversion ended well but wrote no model for the service",
                    "serving_server_conf.prototxt, " + serving.programFile() + " and " + serving.parametersFile()
                            + " in " + serving.servedDirectory() + ", written by this run",
                    files(serving.servedDirectory()).isEmpty()
                            ? "the folder holds no file"
                            : "this run wrote " + names(written) + "; the folder holds "
                                    + names(files(serving.servedDirectory())),
                    "let the conversion write the model there; a model that was converted earlier does not count"));
        }
        return run;
    }

    /** Put the exported model where the config names it, under the names that it gives. */
    private static void place(ServingPlan serving, ExportedModel exported) throws IOException {
        if (!exported.program().toString().endsWith(".pdmodel")) {
            throw new StageFailedException(StageFailure.of(
                    exported.stage(),
                    "Paddle Serving cannot convert the exported program",
                    "a program *.pdmodel",
                    "a PIR program " + exported.program(),
                    "certify the service with Paddle 2.6.2 (tipc.environment=paddle-2.6.2)"));
        }
        copy(exported.program(), serving.modelDirectory().resolve(serving.programFile()));
        copy(exported.parameters(), serving.modelDirectory().resolve(serving.parametersFile()));
    }

    private static void copy(Path file, Path place) throws IOException {
        if (!file.equals(place)) {
            Files.createDirectories(place.resolveSibling(".").normalize());
            Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String names(List<Path> files) {
        return files.isEmpty()
                ? "nothing"
                : files.stream().map(file -> String.valueOf(file.getFileName())).collect(Collectors.joining(", "));
    }
}
