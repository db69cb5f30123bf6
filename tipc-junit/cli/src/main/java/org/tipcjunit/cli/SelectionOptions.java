// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.certification.selection.ConfigSelection;
import org.tipcjunit.certification.selection.SelectedConfig;
import picocli.CommandLine.Option;

/** The options that say which configs a command is about, and how they are meant. */
final class SelectionOptions {

    private static final String DEFAULT_MODE = "lite_train_lite_infer";

    @Option(
            names = {"-r", "--repository"},
            paramLabel = "DIR",
            description =
                    "The folder that holds test_tipc, or one above it. Default: the closest folder at or above the"
                            + " working directory that holds test_tipc.")
    private @Nullable Path repository;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE-OR-GLOB",
            description =
                    "A config, or a glob such as 'test_tipc/configs/*/train_infer_python.txt' (quoted), relative to the"
                            + " repository; ** goes through folders. May be given several times.")
    private List<String> configs = new ArrayList<>();

    @Option(
            names = {"-m", "--mode"},
            paramLabel = "MODE",
            description = "The mode as test_tipc scripts take it, such as " + DEFAULT_MODE + ", the default.")
    private @Nullable String mode;

    /** What every cell can be planned for. */
    enum Device {
        CPU
    }

    @Option(
            names = "--device",
            paramLabel = "cpu",
            description =
                    "Plan every cell for the CPU, also those that the config asks a GPU for. Certificates show it as an"
                            + " override.")
    private @Nullable Device device;

    Path repository() {
        Path named = repository;
        return named == null
                ? ConfigSelection.repositoryAround(Path.of(""))
                : named.toAbsolutePath().normalize();
    }

    /** Find the configs that the user named, else those that {@code fallback} matches. */
    List<SelectedConfig> select(String... fallback) {
        return new ConfigSelection(repository()).select(configs.isEmpty() ? List.of(fallback) : configs);
    }

    boolean namesConfigs() {
        return !configs.isEmpty();
    }

    String mode() {
        return statedMode().orElse(DEFAULT_MODE);
    }

    Optional<String> statedMode() {
        return Optional.ofNullable(mode);
    }

    Optional<String> device() {
        return Optional.ofNullable(device).map(chosen -> chosen.name().toLowerCase(Locale.ROOT));
    }
}
