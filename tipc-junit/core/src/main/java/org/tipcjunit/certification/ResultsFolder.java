// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.CertificateException;

/**
 * Gets folders for names that were not made to be folders: nothing leaves the folder of all results.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ResultsFolder {

    private ResultsFolder() {}

    /**
     * Make the folder of all results where there is none, and keep it out of git: results in a checkout are no change of it.
     *
     * @throws CertificateException if it cannot be made
     */
    public static void make(Path results) {
        try {
            if (!Files.isDirectory(results)) {
                Files.createDirectories(results);
                Files.writeString(results.resolve(".gitignore"), "*\n");
            }
        } catch (IOException e) {
            throw CertificateException.of("cannot make the folder for results", results, e);
        }
    }

    /** Get the folder of a model by its name, which is one folder whatever it holds. */
    public static Path ofModel(Path results, String name) {
        return results.resolve(safe(name));
    }

    /** Get a folder by a path with forward slashes. */
    public static Path ofPath(Path results, String path) {
        return results.resolve(
                Arrays.stream(path.split("/")).map(ResultsFolder::safe).collect(Collectors.joining("/")));
    }

    private static String safe(String name) {
        String safe = name.strip().replaceAll("[^\\p{L}\\p{N}._+()-]", "_");
        return safe.replace(".", "").isEmpty() ? "_".repeat(Math.max(1, safe.length())) : safe;
    }
}
