// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.reading.Reading;

/**
 * What is to be explained.
 *
 * @param config the config's lines
 * @param mode the mode that is to run, as upstream's scripts take it; empty to look at what holds for every mode
 * @param repository the repository as {@code owner/name}, which tells how its scripts end values; empty when unknown
 * @param scripts the texts of the checkout's own {@code test_tipc/*.sh} by file name; empty when there is no checkout
 * @param exists whether a path relative to the parent of {@code test_tipc} exists; empty when there is no checkout
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record LintRequest(
        ConfigFile config,
        Optional<String> mode,
        Optional<String> repository,
        Map<String, String> scripts,
        Optional<Predicate<String>> exists) {

    private static final String USUAL_MODE = "lite_train_lite_infer";

    public LintRequest {
        scripts = Map.copyOf(scripts);
    }

    /** Get the request for a config alone. */
    public static LintRequest of(ConfigFile config) {
        return new LintRequest(config, Optional.empty(), Optional.empty(), Map.of(), Optional.empty());
    }

    /**
     * Get the request to explain what was read already.
     *
     * @param reading the config as it is understood, in the mode that is to run
     * @param exists whether a path relative to the parent of {@code test_tipc} exists; empty when there is no checkout
     */
    public static LintRequest of(Reading reading, Optional<Predicate<String>> exists) {
        return new LintRequest(
                reading.config(), Optional.of(reading.mode()), reading.repository(), reading.scripts(), exists);
    }

    /** Read the config as plans do; without a mode, in the one that every config of a training has. */
    Reading reading() {
        return Reading.of(config, config.file().toString(), mode.orElse(USUAL_MODE), repository, scripts);
    }

    LintRequest with(ConfigFile part) {
        return new LintRequest(part, mode, repository, scripts, exists);
    }
}
