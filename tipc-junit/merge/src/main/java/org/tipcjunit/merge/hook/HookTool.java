// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.hook;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A tool for Python that suites run as a hook.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum HookTool {
    YAPF("--style[= ][\\w.-]+|--style|\\.?\\w[\\w.-]*"),
    BLACK("-l|-S|-t|--line-length(=\\d+)?|--skip-string-normalization|--skip-magic-trailing-comma|--preview"
            + "|--target-version(=\\w+)?|--safe|--fast|\\w+"),
    FLAKE8(
            "--(extend-)?(select|ignore)=[\\w,]*|--max-(line-length|complexity|doc-length)=\\d+|--per-file-ignores=[\\w.,:*/ -]*"
                    + "|--builtins=[\\w,]*|--hang-closing|--doctests");

    /** What changes nothing but what is printed or where a tool writes. */
    private static final Pattern IDLE = Pattern.compile(
            "-i|--in-place|-q|--quiet|-v|--verbose|-p|--parallel|--count|--show-source|--statistics|--benchmark|-j\\d*|--jobs=\\w+");

    private final Pattern known;

    HookTool(String known) {
        this.known = Pattern.compile(known);
    }

    /** Get the name of its command, package, module and hook. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Find the tool that a hook of this id is. */
    static Optional<HookTool> of(String id) {
        return Stream.of(values()).filter(tool -> tool.label().equals(id)).findFirst();
    }

    /** Whether an argument is to be given to it: others could make it read or write elsewhere. */
    boolean takes(String argument) {
        return known.matcher(argument).matches();
    }

    /** Whether an argument makes no difference here. */
    static boolean isIdle(String argument) {
        return IDLE.matcher(argument).matches();
    }
}
