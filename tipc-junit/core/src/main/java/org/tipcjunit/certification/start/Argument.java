// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.start;

import java.util.ArrayList;
import java.util.List;

/**
 * An argument of a command.
 *
 * @param option its option, such as {@code --config}, {@code -c} or {@code -o}
 * @param key what an override sets, such as {@code Global.device} after {@code -o}; empty otherwise
 * @param value the value; empty for a flag
 */
record Argument(String option, String key, String value) {

    /** Read what follows the script in a command. */
    static List<Argument> after(List<String> argv) {
        List<Argument> arguments = new ArrayList<>();
        int next = 0;
        while (next < argv.size() && !argv.get(next).endsWith(".py")) {
            next++;
        }
        next++;
        String overriding = "";
        while (next < argv.size()) {
            String word = argv.get(next++);
            int equals = word.indexOf('=');
            if (!word.startsWith("-")) {
                if (!overriding.isEmpty() && equals > 0) {
                    arguments.add(new Argument(overriding, word.substring(0, equals), word.substring(equals + 1)));
                }
                continue;
            }
            overriding = "";
            if (equals > 0) {
                arguments.add(new Argument(word.substring(0, equals), "", word.substring(equals + 1)));
            } else if (word.equals("-o") || word.equals("--override") || word.equals("--opt")) {
                overriding = word;
            } else if (next < argv.size() && !argv.get(next).startsWith("-")) {
                arguments.add(new Argument(word, "", argv.get(next++)));
            } else {
                arguments.add(new Argument(word, "", ""));
            }
        }
        return arguments;
    }

    Argument with(String other) {
        return new Argument(option, key, other);
    }

    /** Get it as a command has it. */
    String text() {
        if (!key.isEmpty()) {
            return option + " " + key + "=" + value;
        }
        return value.isEmpty() ? option : option + (option.startsWith("--") ? "=" : " ") + value;
    }
}
