// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.zoo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.digest.Sha256;

/**
 * What became of a config that a job certified on another machine, told by that job.
 *
 * @param ends one for each certification of the config; never {@code null}
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record JobReport(List<End> ends) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public JobReport {
        ends = List.copyOf(ends);
    }

    /**
     * What became of one certification.
     *
     * @param name the config with what was chosen of it
     * @param ending what it came to
     * @param reason the first reason against a certificate; empty for none
     * @param page the page to read; empty where nothing was written
     * @param certificate the file for programs; empty where nothing was written
     * @param digest the SHA-256 of that file as the job left it; empty where nothing was written or nobody asked
     */
    public record End(String name, Ending ending, String reason, String page, String certificate, String digest) {

        /** Get the same with the digest of its certificate as it lies there now. */
        public End digested() throws IOException {
            return certificate.isEmpty()
                    ? this
                    : new End(
                            name,
                            ending,
                            reason,
                            page,
                            certificate,
                            JobReport.digest(Files.readAllBytes(Path.of(certificate))));
        }
    }

    /** What a certification came to. */
    public enum Ending {
        CERTIFIED,
        NOT_CERTIFIED,
        REFUSED
    }

    /**
     * Write it, all at once.
     *
     * @return the SHA-256 of the file
     */
    public String write(Path file) throws IOException {
        byte[] content = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.write(aside, content);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        return digest(content);
    }

    /**
     * Read the one that a job says it wrote.
     *
     * @throws IOException if it is another one, or a certificate is no longer the one that the job wrote
     */
    static JobReport read(Path file, String digest) throws IOException {
        byte[] content = Files.readAllBytes(file);
        if (!digest(content).equals(digest)) {
            throw new IOException(file + " is not what the job wrote");
        }
        JobReport report = JSON.readValue(content, JobReport.class);
        for (End end : report.ends()) {
            if (!end.certificate().isEmpty()
                    && !digest(Files.readAllBytes(Path.of(end.certificate()))).equals(end.digest())) {
                throw new IOException(end.certificate() + " is not what the job wrote");
            }
        }
        return report;
    }

    private static String digest(byte[] content) {
        return Sha256.of(content).hex();
    }
}
