// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tipcjunit.config.ConfigException;

/** Says why git cannot tell a change, and what to do about that very cause. */
final class GitFailure {

    private GitFailure() {}

    static ConfigException of(ChangeRequest request, IOException cause) {
        String said = String.valueOf(cause.getMessage());
        Path folder = request.repository();
        if (!Files.isDirectory(folder)) {
            return ConfigException.of(folder + " is no folder", "name a checkout of the suite with --repository");
        }
        if (said.contains("git: not found") || said.contains("git: command not found")) {
            return ConfigException.of("git is not on the PATH: " + said, "install it, such as: apt-get install git");
        }
        if (said.contains("not a git repository")) {
            return ConfigException.of(
                    folder + " is no checkout of git's",
                    "name one with --repository, or clone the suite: git clone https://github.com/PaddlePaddle/PaddleSeg");
        }
        if (said.contains("No space left")) {
            return ConfigException.of(
                    "there is no room for a temporary copy of the change: " + said,
                    "free some, or name another folder with -Djava.io.tmpdir");
        }
        if (said.contains("promisor")
                || said.contains("missing blob")
                || said.contains("bad object")
                || said.contains("unable to read")) {
            return ConfigException.of(
                    "the clone lacks objects of the change: " + said,
                    "it is partial, shallow or damaged: git fetch --unshallow --refetch upstream, or clone it anew");
        }
        return ConfigException.of(
                "git cannot tell the change: " + said,
                "run that command of git's in the checkout, and mend what it says");
    }

    static ConfigException ofPatch(Path patch, String base, IOException cause) {
        return ConfigException.of(
                "the patch " + patch + " does not fit " + base + ": " + cause.getMessage(),
                "name the commit that it was made from with --base, or make it anew: git diff upstream/develop... > "
                        + patch);
    }
}
