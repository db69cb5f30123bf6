// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The files of an exported model.
 *
 * @param program the {@code .pdmodel} file (Paddle 2) or the PIR {@code .json} file (Paddle 3); never {@code null}
 * @param parameters the {@code .pdiparams} file, which need not exist for a model without parameters; never {@code null}
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record ModelFiles(Path program, Path parameters) {

    public ModelFiles {
        program = program.toAbsolutePath();
        parameters = parameters.toAbsolutePath();
    }

    /**
     * Get the files of a model by Paddle's naming rules: {@code <name>.json} where it exists, else {@code <name>.pdmodel},
     * with {@code <name>.pdiparams}. Existence is not checked.
     *
     * @param directory the folder of the export; never {@code null}
     * @param name the common name, usually {@code inference}; never {@code null}
     */
    public static ModelFiles in(Path directory, String name) {
        Path pir = directory.resolve(name + ".json");
        return new ModelFiles(
                Files.isRegularFile(pir) ? pir : directory.resolve(name + ".pdmodel"),
                directory.resolve(name + ".pdiparams"));
    }

    /** Whether the program is in the PIR format of Paddle 3. */
    public boolean isPir() {
        return program.toString().endsWith(".json");
    }
}
