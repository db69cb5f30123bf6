// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.model;

import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.reading.Reading;

/**
 * What a plan is to be made for.
 *
 * @param config the config's lines
 * @param configPath the config's path relative to the parent of {@code test_tipc}, with forward slashes
 * @param mode the mode as upstream's scripts take it, such as {@code lite_train_lite_infer}
 * @param repository the repository as {@code owner/name} where it is known, which tells suites apart; empty when unknown
 * @param scripts the texts of the checkout's own {@code test_tipc/*.sh} by file name; empty when there is no checkout
 * @param device {@code cpu} to plan every cell of a GPU for the CPU; empty to leave them
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PlanRequest(
        ConfigFile config,
        String configPath,
        String mode,
        Optional<String> repository,
        Map<String, String> scripts,
        Optional<String> device) {

    public PlanRequest {
        scripts = Map.copyOf(scripts);
    }

    /**
     * Get the request to plan what was read already.
     *
     * @param reading the config as it is understood
     * @param device {@code cpu} to plan every cell of a GPU for the CPU; empty to leave them
     */
    public static PlanRequest of(Reading reading, Optional<String> device) {
        return new PlanRequest(
                reading.config(), reading.path(), reading.mode(), reading.repository(), reading.scripts(), device);
    }

    /** Read the config: its kind, suite, layout and lines; nothing is planned. */
    public Reading reading() {
        return Reading.of(config, configPath, mode, repository, scripts);
    }
}
