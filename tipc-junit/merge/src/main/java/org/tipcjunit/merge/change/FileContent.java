// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.change;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What a file holds.
 *
 * @param path its path in the repository
 * @param size its size in bytes; -1 where the repository does not have it
 * @param text its text, as UTF-8; empty where it is binary or larger than what is read
 * @param form what is to be known of its bytes
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record FileContent(String path, long size, String text, Form form) {

    /** What the bytes of a file are. */
    public enum Form {
        TEXT,
        /** Text with bytes that are no UTF-8; they stand as replacement characters. */
        NOT_UTF8,
        BINARY,
        TOO_LARGE
    }

    /** Create a text. */
    public static FileContent of(String path, String text) {
        return new FileContent(path, text.length(), text, Form.TEXT);
    }

    FileContent at(String other) {
        return path.equals(other) ? this : new FileContent(other, size, text, form);
    }

    /** Whether there is a text to look at. */
    public boolean isText() {
        return form == Form.TEXT || form == Form.NOT_UTF8;
    }

    /** Get its lines without their ends; a carriage return stays. */
    public List<String> lines() {
        return List.of(text.split("\n", -1));
    }
}
