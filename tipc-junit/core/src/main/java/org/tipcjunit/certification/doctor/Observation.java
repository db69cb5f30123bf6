// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.doctor;

import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Something that certifying needs, as it is on this machine.
 *
 * @param subject what was looked at, such as {@code git}
 * @param state how it stands
 * @param observed what was found
 * @param remedy what to do about it, mostly a command; empty where nothing has to be done
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Observation(String subject, State state, String observed, String remedy) {

    /** How something stands. */
    public enum State {
        /** It is as it has to be. */
        OK,
        /** Some repositories need it otherwise. */
        NOTE,
        /** Nothing can be certified without it. */
        LACKS;

        /** Get the word of reports. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Observation ok(String subject, String observed) {
        return new Observation(subject, State.OK, observed, "");
    }

    static Observation note(String subject, String observed, String remedy) {
        return new Observation(subject, State.NOTE, observed, remedy);
    }

    static Observation lacks(String subject, String observed, String remedy) {
        return new Observation(subject, State.LACKS, observed, remedy);
    }
}
