// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes Pythons whose packages are names and versions, which is all that is looked at before scripts run. */
final class PythonWithPackages {

    private PythonWithPackages() {}

    /** Make a Python that says it has a NumPy of that version, and a Paddle without a GPU. */
    static Path in(Path folder, String numpy) throws IOException {
        Path site = folder.resolve("site-" + numpy);
        Path about = Files.createDirectories(site.resolve("numpy-" + numpy + ".dist-info"));
        Files.writeString(about.resolve("METADATA"), "Metadata-Version: 2.1\nName: numpy\nVersion: " + numpy + "\n");
        Files.createDirectories(site.resolve("numpy"));
        Files.writeString(
                Files.createDirectories(site.resolve("paddle/version")).resolve("__init__.py"),
                "cuda_version     = 'False'\n");
        Files.writeString(site.resolve("paddle/__init__.py"), "");
        Path python = site.resolve("python");
        Files.writeString(python, "#!/bin/sh\nPYTHONPATH=" + site + " exec python3 \"$@\"\n");
        assertThat(python.toFile().setExecutable(true)).isTrue();
        return python;
    }
}
