// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.certification.selection.ConfigSelection;
import org.tipcjunit.certification.selection.SelectedConfig;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.config.Mode;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Which configs a command is about, and how they are meant.
 *
 * @param options the command's options
 */
record SelectionOptions(SettingOptions options) {

    static SelectionOptions of(CommandSpec spec) {
        return new SelectionOptions(new SettingOptions(spec));
    }

    Path repository() {
        return options.get(Term.REPOSITORY)
                .map(Path::of)
                .orElseGet(() -> ConfigSelection.repositoryAround(Path.of("")));
    }

    /** Find the configs that the user named, else those that {@code fallback} matches. */
    List<SelectedConfig> select(String... fallback) {
        List<String> configs = options.list(Term.CONFIGS);
        return new ConfigSelection(repository()).select(configs.isEmpty() ? List.of(fallback) : configs);
    }

    boolean namesConfigs() {
        return !options.list(Term.CONFIGS).isEmpty();
    }

    String mode() {
        return statedMode().orElseGet(Mode.LITE_TRAIN_LITE_INFER::label);
    }

    Optional<String> statedMode() {
        return options.get(Term.MODE);
    }

    Optional<String> device() {
        return options.get(Term.DEVICE);
    }
}
