// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.hook;

import java.nio.file.Path;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.environment.EnvironmentException;
import org.tipcjunit.environment.EnvironmentSettings;
import org.tipcjunit.environment.PythonTools;

/**
 * Finds the interpreter that has a tool.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
@FunctionalInterface
public interface ToolFinder {

    /**
     * Find it.
     *
     * @throws EnvironmentException if it cannot be had
     */
    Path find(HookTool tool, String version);

    /** Get a finder that installs what is missing into the cache folder of the user. */
    static ToolFinder provisioned() {
        PythonTools tools = new PythonTools(EnvironmentSettings.ofSystem(), line -> {});
        return (tool, version) -> tools.provision(tool.label(), version);
    }
}
