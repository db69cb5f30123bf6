// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The names that this JVM can speak of to the system: of files, in arguments, in variables.
 *
 * <p>A JVM that was started in the locale C or POSIX, as containers often are, knows ASCII names only, whatever is set later. It reads
 * others as question marks, and hands question marks on.
 *
 * @param charset what names are written in
 * @param locale the variable that says so, for messages
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record NativeNames(Charset charset, String locale) {

    /** What to do about names that cannot be used. */
    public static final String REMEDY =
            "set a locale of UTF-8 before Java starts, such as: export LC_ALL=C.UTF-8 (or LANG, where LC_ALL is not set)";

    private static final List<String> VARIABLES = List.of("LC_ALL", "LC_CTYPE", "LANG");

    /** Get what this JVM can speak of, as it was started. */
    public static NativeNames ofJvm() {
        // Nothing but this property tells; it can be read, and setting it changes nothing.
        String name = System.getProperty("sun.jnu.encoding", "UTF-8");
        return new NativeNames(
                Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII, locale(System.getenv()));
    }

    static String locale(Map<String, String> variables) {
        return VARIABLES.stream()
                .filter(variable -> !variables.getOrDefault(variable, "").isEmpty())
                .map(variable -> variable + "=" + variables.get(variable))
                .findFirst()
                .orElse("none of " + String.join(", ", VARIABLES) + " is set");
    }

    /** Whether a name reaches the system, and comes from it, as it is. */
    public boolean holds(String name) {
        return charset.newEncoder().canEncode(name);
    }

    /** Get why a name cannot be used; empty where it can. */
    public Optional<String> problem(String what, String name) {
        return holds(name)
                ? Optional.empty()
                : Optional.of("%s has a name that this Java cannot use: %s; its locale (%s) knows names in %s only"
                        .formatted(what, name, locale, charset.name()));
    }
}
