// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.skeleton;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;

/**
 * The name of a model that is to be written, of which files and classes get theirs.
 *
 * @param name an identifier, such as {@code TinyNet} or {@code tiny_net}
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ModelName(String name) {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    // Of Python's: no module of such a name can be imported.
    private static final Set<String> KEYWORDS = Set.of(
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "false",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "none",
            "nonlocal",
            "not",
            "or",
            "pass",
            "raise",
            "return",
            "true",
            "try",
            "while",
            "with",
            "yield");
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern UNDERSCORES = Pattern.compile("_+");

    public ModelName {
        // A name becomes part of paths and of Python: nothing but an identifier may pass.
        if (!IDENTIFIER.matcher(name).matches() || KEYWORDS.contains(name.toLowerCase(Locale.ROOT))) {
            throw ConfigException.of(
                    "a model's name has to be an identifier of letters, digits and underscores, at most 64 and no word of Python's,"
                            + " but was '" + name.replaceAll("\\p{Cntrl}", "?") + "'",
                    "name it like its class, such as --new TinyNet");
        }
    }

    /** Get what files are named, such as {@code tiny_net}. */
    String stem() {
        return HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /** Get what the class is named, such as {@code TinyNet}. */
    String type() {
        return UNDERSCORES
                .splitAsStream(name)
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}
