// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Says that a certificate could not be written, retired or read, with the path, the cause and what to do.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class CertificateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CertificateException(String what, Path path, String cause, String remedy) {
        super(message(what, path, cause, remedy));
    }

    private CertificateException(String message, IOException cause) {
        super(message, cause);
    }

    /** Get the exception for an input or output error; the path is the one the error names, else {@code path}. */
    static CertificateException of(String what, Path path, IOException error) {
        String named = error instanceof FileSystemException e && e.getFile() != null ? e.getFile() : path.toString();
        String reason = reason(error);
        return new CertificateException(message(what, Path.of(named), reason, remedy(named, reason)), error);
    }

    private static String message(String what, Path path, String cause, String remedy) {
        return what + "\n  path:   " + path + "\n  cause:  " + cause + "\n  remedy: " + remedy;
    }

    private static String reason(IOException error) {
        if (error instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (error instanceof FileSystemException e && e.getReason() != null) {
            return e.getReason();
        }
        String message = error.getMessage();
        return error.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static String remedy(String path, String reason) {
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("permission") || lower.contains("read-only")) {
            return "make " + path + " writable for this user, then run again";
        }
        if (lower.contains("no space") || lower.contains("quota")) {
            return "free some disk space, then run again";
        }
        return "look at what lies at this path, move it away if it is not a certificate's, then run again";
    }
}
