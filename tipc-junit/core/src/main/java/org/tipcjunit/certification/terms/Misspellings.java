// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.terms;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Finds names that nobody looks up because they are nearly, but not quite, those of settings.
 *
 * <p>Others that begin as settings do are left alone: builds and scripts may have properties of their own.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Misspellings {

    private static final String PREFIX = "tipc.";

    private Misspellings() {}

    /** Get a sentence on each of the names of properties or environment variables that is nearly that of a setting. */
    public static List<String> among(Collection<String> names) {
        return names.stream().sorted().flatMap(name -> sentence(name).stream()).toList();
    }

    private static Optional<String> sentence(String name) {
        boolean variable = name.equals(name.toUpperCase(Locale.ROOT));
        String asked = variable ? name.toLowerCase(Locale.ROOT).replace('_', '.') : name;
        if (!asked.startsWith(PREFIX) || settings().contains(asked)) {
            return Optional.empty();
        }
        return settings().stream()
                .min(Comparator.comparingInt(setting -> distance(asked, setting)))
                .filter(setting -> distance(asked, setting) <= Math.max(1, (asked.length() - PREFIX.length()) / 4))
                .map(setting -> name + " is no setting and is ignored; "
                        + (variable ? setting.toUpperCase(Locale.ROOT).replace('.', '_') : setting) + " is one");
    }

    private static List<String> settings() {
        return Arrays.stream(Term.values())
                .filter(Term::isSetting)
                .map(Term::setting)
                .toList();
    }

    /** Count the letters to add, leave out or replace (Levenshtein). */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        Arrays.setAll(above, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[other.length()];
    }
}
