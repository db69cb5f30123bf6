// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.reading.Reading;
import org.tipcjunit.lint.LintRequest;

/**
 * Configs as they are understood: each file, and each folder with {@code test_tipc}, is read once however often it is asked for.
 *
 * <p>Made anew for each piece of work, since files change in between; not for several threads.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Readings {

    private final Map<Path, ConfigFile> files = new HashMap<>();
    private final Map<TipcRoot, TipcRoot.Facts> facts = new HashMap<>();

    /**
     * Get the lines of a config.
     *
     * @throws ConfigException if it cannot be read
     */
    public ConfigFile file(Path config) {
        return files.computeIfAbsent(config, ConfigFile::read);
    }

    /**
     * Get a config as it is understood in a mode.
     *
     * @param mode as upstream's scripts take it
     * @throws ConfigException if it cannot be read
     */
    public Reading of(SelectedConfig config, String mode) {
        TipcRoot.Facts known = facts(config);
        return Reading.of(file(config.file()), config.path(), mode, known.repository(), known.scripts());
    }

    /** Ask for the diagnoses of what was read. */
    public LintRequest lintRequest(SelectedConfig config, Reading reading) {
        return LintRequest.of(reading, facts(config).files());
    }

    /**
     * Ask for the diagnoses of a config.
     *
     * @param mode the mode that is to run; empty to look at what holds for every mode
     * @throws ConfigException if it cannot be read
     */
    public LintRequest lintRequest(SelectedConfig config, Optional<String> mode) {
        TipcRoot.Facts known = facts(config);
        return new LintRequest(file(config.file()), mode, known.repository(), known.scripts(), known.files());
    }

    private TipcRoot.Facts facts(SelectedConfig config) {
        return facts.computeIfAbsent(config.root(), TipcRoot::facts);
    }
}
