// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.io.Serial;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.problem.ProblemException;

/**
 * Says that a recording, its settings or the recorder's own files can't be read or written: which file, what is wrong with
 * it, and what to do.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class RecordingException extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1;

    RecordingException(String what, String remedy) {
        this(what, remedy, null);
    }

    RecordingException(String what, String remedy, @Nullable Throwable cause) {
        super(remedy.isEmpty() ? what : what + "; " + remedy, new Problem(Place.nowhere(), what, remedy), cause);
    }
}
