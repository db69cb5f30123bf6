// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.nio.file.Path;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;

/** Finds the folder below which a test class's results go: {@code tipc} in what its build writes to. */
final class OutputDirectory {

    private OutputDirectory() {}

    static Path of(Settings settings, Class<?> testClass) {
        return settings.get(Term.OUTPUT).map(Path::of).orElseGet(() -> of(testClass));
    }

    static Path of(Class<?> testClass) {
        return BuildFolder.of(testClass)
                .or(() -> BuildFolder.ofProject(Path.of("").toAbsolutePath()))
                .map(build -> build.resolve("tipc"))
                .orElse(Path.of("target", "tipc"));
    }
}
