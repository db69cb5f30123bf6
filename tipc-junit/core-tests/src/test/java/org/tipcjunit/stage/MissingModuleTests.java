// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.process.Command;

class MissingModuleTests {

    @TempDir
    private Path repository;

    private String remedy(String line) {
        return remedy("/env/bin/python", line);
    }

    private String remedy(String python, String line) {
        Command command = new Command(List.of(python, "tools/train.py"), repository, Map.of());
        return MissingModule.in(List.of("Traceback (most recent call last):", line), command)
                .map(KnownCause::remedy)
                .orElse("");
    }

    @Test
    void the_repository_s_own_module_is_told_from_a_package() throws IOException {
        Files.createDirectory(repository.resolve("netlib"));

        assertThat(remedy("ModuleNotFoundError: No module named 'netlib'"))
                .contains("netlib is the repository's own", "PYTHONPATH=.");
        assertThat(remedy("ModuleNotFoundError: No module named 'imgaug'"))
                .contains("imgaug is not installed: /env/bin/python -m pip install imgaug");
        assertThat(remedy("ModuleNotFoundError: No module named 'skimage'")).contains("pip install scikit-image");
    }

    @Test
    void a_part_of_what_was_found_is_not_asked_to_be_installed() {
        assertThat(remedy("ModuleNotFoundError: No module named 'skimage.measure.simple'"))
                .isEqualTo(
                        "skimage.measure.simple is no part of the skimage that was found: install the version of it that has"
                                + " this part, or see which folder called skimage comes first on the path");
    }

    @Test
    void an_environment_without_pip_is_filled_by_what_made_it(@TempDir Path cache) throws IOException {
        Path environment = cache.resolve("environments/paddle/venv");
        Files.createDirectories(environment.resolve("lib/python3.9/site-packages"));
        Files.writeString(environment.resolve("pyvenv.cfg"), "");
        String python = environment.resolve("bin/python").toString();

        assertThat(remedy(python, "ModuleNotFoundError: No module named 'imgaug'"))
                .startsWith("imgaug is not installed: uv pip install --python " + python + " imgaug");
        Path uv = cache.resolve("tools/uv-1/bin/uv");
        Files.createDirectories(uv.getParent());
        Files.writeString(uv, "");
        assertThat(uv.toFile().setExecutable(true)).isTrue();
        assertThat(remedy(python, "ModuleNotFoundError: No module named 'imgaug'"))
                .startsWith("imgaug is not installed: " + uv + " pip install --python " + python + " imgaug");
        Files.createDirectory(environment.resolve("lib/python3.9/site-packages/pip"));
        assertThat(remedy(python, "ModuleNotFoundError: No module named 'imgaug'"))
                .startsWith("imgaug is not installed: " + python + " -m pip install imgaug");
    }

    @Test
    void what_is_installed_by_hand_beside_prepare_is_lost_with_the_working_copy() {
        assertThat(remedy("/copy/.tipc-environment/bin/python", "ModuleNotFoundError: No module named 'easydict'"))
                .isEqualTo(
                        "easydict is not installed, and prepare.sh, whose environment is made anew each time, does not install it:"
                                + " add 'pip install easydict' to it where the package is called like the module, or name a Python that has"
                                + " it (--python)");
    }

    @Test
    void a_part_that_paddle_lost_is_not_asked_to_be_installed() {
        assertThat(remedy("ModuleNotFoundError: No module named 'paddle.fluid'"))
                .contains("paddle.fluid is no part of this version of Paddle")
                .doesNotContain("pip install");
    }

    @Test
    void other_errors_are_none() {
        assertThat(remedy("ImportError: cannot import name 'a' from 'b'")).isEmpty();
    }
}
