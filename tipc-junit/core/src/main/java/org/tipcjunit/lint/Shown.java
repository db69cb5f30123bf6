// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

/** Makes text of a config fit for a message. */
final class Shown {

    private static final int LONGEST = 60;

    private Shown() {}

    /** Shorten {@code text} and write what cannot be seen as an escape. */
    static String text(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (shown.length() >= LONGEST) {
                return shown + "...";
            }
            char c = text.charAt(i);
            if (c == '\r') {
                shown.append("\\r");
            } else if (Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.isSurrogate(c)) {
                shown.append(String.format("\\u%04x", (int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }
}
