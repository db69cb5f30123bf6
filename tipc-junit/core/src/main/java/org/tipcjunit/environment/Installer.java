// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A tool that makes a virtual environment and fills it from a lock. */
sealed interface Installer {

    /** What a lock that has everything is installed by. */
    List<String> WHOLE = List.of("--no-deps", "--require-hashes");

    /** What a version alone is installed by: nothing is built, and so nothing of a package executed. */
    List<String> NAMED = List.of("--only-binary=:all:");

    /** Get the tool's name for messages. */
    String description();

    /** Get the command that makes the virtual environment. */
    List<String> create(Path python, Path venv);

    /**
     * Get the command that installs a lock, byte code included, because a read-only or byte-code-free run would compile on every import.
     *
     * @param hashed whether the lock has all packages with their hashes
     */
    List<String> install(Path venv, Path lock, boolean hashed);

    /** Get the changes to the environment that both commands run with. */
    Map<String, String> variables();

    /** The uv of the user, or the one that the project has installed. */
    record Uv(Path executable, String version, Map<String, String> indexes) implements Installer {
        @Override
        public String description() {
            return version;
        }

        @Override
        public List<String> create(Path python, Path venv) {
            // The full path: uv sees only the active version behind pyenv's shims.
            return List.of(
                    executable.toString(),
                    "venv",
                    "--no-project",
                    "--relocatable",
                    "--python",
                    python.toString(),
                    venv.toString());
        }

        @Override
        public List<String> install(Path venv, Path lock, boolean hashed) {
            List<String> command = new ArrayList<>(List.of(
                    executable.toString(),
                    "pip",
                    "install",
                    "--python",
                    venv.resolve("bin/python").toString(),
                    "--compile-bytecode",
                    "-r",
                    lock.toString()));
            command.addAll(hashed ? WHOLE : NAMED);
            return command;
        }

        @Override
        public Map<String, String> variables() {
            return indexes;
        }
    }

    /** The venv and pip of the interpreter itself. */
    record Pip() implements Installer {
        @Override
        public String description() {
            return "venv and pip";
        }

        @Override
        public List<String> create(Path python, Path venv) {
            return List.of(python.toString(), "-m", "venv", venv.toString());
        }

        @Override
        public List<String> install(Path venv, Path lock, boolean hashed) {
            List<String> command = new ArrayList<>(List.of(
                    venv.resolve("bin/python").toString(),
                    "-m",
                    "pip",
                    "install",
                    "--compile",
                    "--no-input",
                    "--progress-bar=off",
                    "-r",
                    lock.toString()));
            command.addAll(hashed ? WHOLE : NAMED);
            return command;
        }

        @Override
        public Map<String, String> variables() {
            return Map.of();
        }
    }
}
