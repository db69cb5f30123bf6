// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Knows the version of this library.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class LibraryVersion {

    private LibraryVersion() {}

    /** Get the version, such as {@code 0.1.0}. */
    public static String get() {
        Properties properties = new Properties();
        try (InputStream stream = LibraryVersion.class.getResourceAsStream("version.properties")) {
            properties.load(Objects.requireNonNull(stream, "the library lacks its resource version.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException("the library's resource version.properties cannot be read", e);
        }
        return properties.getProperty("version");
    }
}
