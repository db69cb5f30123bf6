// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.problem.ProblemException;

/**
 * Says that a certificate could not be written, retired or read, with the path, the cause and what to do.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class CertificateException extends ProblemException {

    private static final long serialVersionUID = 1L;
    private static final String MISSING = "there is no such file";

    public CertificateException(String what, Path path, String cause, String remedy) {
        this(what, path, cause, remedy, null);
    }

    private CertificateException(String what, Path path, String cause, String remedy, @Nullable IOException error) {
        super(
                // Its parts stand in columns.
                new Problem(Place.nowhere(), what + "\n  path:   " + path + "\n  cause:  " + cause, remedy).text(),
                new Problem(Place.of(path), what, "", cause, remedy),
                error);
    }

    /** Get the exception for an input or output error; the path is the one the error names, else {@code path}. */
    public static CertificateException of(String what, Path path, IOException error) {
        String named = error instanceof FileSystemException e && e.getFile() != null ? e.getFile() : path.toString();
        String reason = reason(error);
        return new CertificateException(what, Path.of(named), reason, remedy(named, what, reason), error);
    }

    private static String reason(IOException error) {
        if (error instanceof NoSuchFileException) {
            return MISSING;
        }
        if (error instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (error instanceof FileSystemException e && e.getReason() != null) {
            return e.getReason();
        }
        String message = error.getMessage();
        return error.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static String remedy(String path, String what, String reason) {
        String lower = reason.toLowerCase(Locale.ROOT);
        if (reason.equals(MISSING)) {
            return "look for the folder that holds it; tipc names it where it writes one";
        }
        if (lower.contains("permission") || lower.contains("read-only")) {
            boolean reads = what.matches("cannot (read|look for|verify) .*") && !lower.contains("read-only");
            return reads
                    ? "make " + path + " readable for this user, then run again"
                    : "make " + path + " writable for this user, then run again";
        }
        if (lower.contains("no space") || lower.contains("quota")) {
            return "free some disk space, then run again";
        }
        return "look at what lies at this path, move it away if it is not a certificate's, then run again";
    }
}
