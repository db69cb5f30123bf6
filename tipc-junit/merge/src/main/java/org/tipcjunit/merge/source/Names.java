// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Names as people write them: {@code SwinTransformer}, {@code swin_transformer} and {@code Swin-Transformer} are one.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Names {

    private Names() {}

    /** Get a name without its case and its marks. */
    public static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        name.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** Whether two names are one. */
    public static boolean same(String one, String other) {
        return plain(one).equals(plain(other));
    }

    /** Whether a text speaks of a name, as a whole word or as the part of one. */
    public static boolean mentions(String text, String name) {
        String wanted = plain(name);
        return !wanted.isEmpty() && plain(text).contains(wanted);
    }
}
