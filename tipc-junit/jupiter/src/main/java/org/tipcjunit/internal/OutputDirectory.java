// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;

/** Finds the folder below which a test class's results go: {@code target/tipc} of its Maven module. */
final class OutputDirectory {

    private OutputDirectory() {}

    static Path of(Settings settings, Class<?> testClass) {
        return settings.get(Term.OUTPUT).map(Path::of).orElseGet(() -> of(testClass));
    }

    static Path of(Class<?> testClass) {
        CodeSource source = testClass.getProtectionDomain().getCodeSource();
        if (source != null && source.getLocation() != null) {
            try {
                Path classes = Path.of(source.getLocation().toURI());
                if (classes.endsWith(Path.of("target", "test-classes"))) {
                    return classes.resolveSibling("tipc");
                }
            } catch (URISyntaxException | IllegalArgumentException e) {
                // A class that does not come from a folder has no module; the working directory is the best that is
                // left.
                return Path.of("target", "tipc");
            }
        }
        return Path.of("target", "tipc");
    }
}
