// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told while the files of installed packages are compiled, of which the installer says nothing. */
class CompilingTests {

    @TempDir
    Path venv;

    @Test
    void it_is_said_how_many_files_are_compiled_once_all_packages_are_installed() throws IOException {
        Path packages = Files.createDirectories(venv.resolve("lib/python3.9/site-packages/one/__pycache__"));
        Files.createFile(packages.resolveSibling("a.py"));
        Files.createFile(packages.resolveSibling("b.py"));
        Files.createFile(packages.resolve("a.cpython-39.pyc"));

        assertThat(Provisioner.compiling(venv, "Installed 51 packages in 2.00s"))
                .isEqualTo("Installed 51 packages in 2.00s; 1 of 2 files are compiled");
        assertThat(Provisioner.compiling(venv, "Prepared 51 packages in 20.00s"))
                .isEqualTo("Prepared 51 packages in 20.00s");
    }

    @Test
    void a_folder_that_is_not_there_has_no_files() {
        assertThat(Provisioner.compiling(venv, "Installed 1 package in 1ms"))
                .isEqualTo("Installed 1 package in 1ms; 0 of 0 files are compiled");
    }
}
