// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.standing;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.workspace.FolderContents;

/**
 * A certificate as it was left, with what it rests on.
 *
 * @param grounds what it rests on
 * @param certificate digests of the files of the certificate, by path
 * @param read what is known of files that need not be read again, by their absolute paths
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record KeptGrounds(Grounds grounds, Map<String, String> certificate, Map<String, FolderContents.Read> read) {

    public KeptGrounds {
        certificate = Collections.unmodifiableMap(new TreeMap<>(certificate));
        read = Collections.unmodifiableMap(new TreeMap<>(read));
    }

    /** Read what was kept. */
    public static KeptGrounds read(Path file) throws IOException {
        return new ObjectMapper().readValue(Files.readAllBytes(file), KeptGrounds.class);
    }

    void write(Path file) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path aside = Files.createTempFile(folder, "standing-", ".new");
        Files.write(aside, new ObjectMapper().writeValueAsBytes(this));
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
