// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.io.Serial;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * Says that a recording, its settings or the recorder's own files can't be read or written: which file, what is wrong with
 * it, and what to do.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class RecordingException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    RecordingException(String message) {
        super(message);
    }

    RecordingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
