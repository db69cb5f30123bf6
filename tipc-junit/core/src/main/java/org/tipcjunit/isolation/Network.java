// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.isolation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** Which commands of a repository have the machine's network; the others have nothing but a loopback of their own. */
@API(status = Status.INTERNAL, since = "0.1")
public enum Network {
    /** None: a service, its clients and this library are joined by other means. */
    OFF,
    /** {@code prepare.sh} as well, which downloads. */
    PREPARE,
    /** All. */
    ON;

    /** Get the word of settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Get all words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Network::word).toList();
    }

    boolean reaches(Place place) {
        return switch (this) {
            case OFF -> false;
            case PREPARE -> place.prepares();
            case ON -> true;
        };
    }

    String describe() {
        return switch (this) {
            case OFF -> "off: nothing but a loopback of its own for each stage";
            case PREPARE -> "for prepare.sh; nothing but a loopback of its own for each stage";
            case ON -> "on: the machine's";
        };
    }
}
