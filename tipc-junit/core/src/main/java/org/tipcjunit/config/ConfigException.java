// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config;

import java.nio.file.Path;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A config that cannot be used as it is; the message names file, line and remedy.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }

    static ConfigException at(Path file, int line, String problem, String remedy) {
        return new ConfigException(file + ":" + line + ": " + problem + "\n  remedy: " + remedy);
    }
}
