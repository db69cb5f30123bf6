// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.ConfigFile;

/**
 * Finds the name that a config gives its model, also when the rest of the config cannot be planned.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ModelName {

    private static final String KEY = "model_name:";

    private ModelName() {}

    /**
     * Get the name.
     *
     * @throws ConfigException if it names no model
     */
    public static String in(ConfigFile config) {
        return config.lines().stream()
                .filter(line -> line.text().startsWith(KEY))
                .map(line -> line.text().substring(KEY.length()).strip())
                .filter(name -> !name.isEmpty() && !name.equals("null"))
                .findFirst()
                .orElseThrow(() -> ConfigException.at(
                        config.file(),
                        1,
                        "no line gives the model's name",
                        "write model_name:NAME on the second line"));
    }
}
