// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.merge.change.ChangeRequest;

/** A repository of git's in a temporary folder. */
public record TemporaryRepository(Path folder) {

    /** Create an empty one. */
    public static TemporaryRepository in(Path folder) {
        TemporaryRepository repository = new TemporaryRepository(folder);
        repository.git("init", "-q", "-b", "develop");
        return repository;
    }

    /** Run git, and get what it says. */
    public String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "git",
                "-c",
                "user.name=Jane",
                "-c",
                "user.email=jane@example.org",
                "-c",
                "init.defaultBranch=develop"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Write a file. */
    public TemporaryRepository write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Commit all there is. */
    public TemporaryRepository commit() {
        git("add", "-A");
        git("commit", "-q", "-m", "something");
        return this;
    }

    /** Ask for the change of the working tree against a base. */
    public ChangeRequest since(String base) {
        return new ChangeRequest(folder, Optional.of(base), Optional.empty(), Optional.empty());
    }
}
