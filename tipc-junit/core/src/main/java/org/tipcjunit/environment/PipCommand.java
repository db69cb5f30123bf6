// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The command that installs a package for a Python: pip's, where it has one.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class PipCommand {

    private PipCommand() {}

    /** Get the command up to the names of packages; environments that uv made have no pip, and its own is used. */
    public static String install(Path python) {
        Path bin = python.getParent();
        Path environment = bin == null ? null : bin.getParent();
        if (environment == null || !Files.isRegularFile(environment.resolve("pyvenv.cfg")) || hasPip(environment)) {
            return python + " -m pip install";
        }
        // <cache>/environments/<name>/venv and <cache>/tools/uv-<key>.
        Path cache = environment.resolve("../../..").normalize();
        List<Path> tools = Folders.matching(cache.resolve("tools"), "uv-*").stream()
                .map(folder -> folder.resolve("bin/uv"))
                .filter(Files::isExecutable)
                .toList();
        return (tools.isEmpty() ? "uv" : tools.get(tools.size() - 1)) + " pip install --python " + python;
    }

    private static boolean hasPip(Path environment) {
        return Folders.matching(environment.resolve("lib"), "python*").stream()
                .anyMatch(lib -> Files.isDirectory(lib.resolve("site-packages/pip")));
    }
}
