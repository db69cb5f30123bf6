// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.MustacheException;
import java.io.IOException;
import java.io.Writer;

/** Escapes values so that Markdown shows them as they are, also within a table. */
final class MarkdownFactory extends DefaultMustacheFactory {

    private static final String ESCAPED = "\\`*_[]#|~$";

    @Override
    public void encode(String value, Writer writer) {
        try {
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                // An underscore within a word starts no emphasis, and lite_train reads better so.
                boolean plain = c == '_' && isWord(value, i - 1) && isWord(value, i + 1);
                encode(c, plain, writer);
            }
        } catch (IOException e) {
            throw new MustacheException("cannot write an escaped value", e);
        }
    }

    private static boolean isWord(String value, int index) {
        return index >= 0 && index < value.length() && Character.isLetterOrDigit(value.charAt(index));
    }

    private static void encode(char c, boolean plain, Writer writer) throws IOException {
        switch (c) {
            case '\n' -> writer.write("<br>");
            case '<' -> writer.write("&lt;");
            case '>' -> writer.write("&gt;");
            case '&' -> writer.write("&amp;");
            default -> {
                if (!plain && ESCAPED.indexOf(c) >= 0) {
                    writer.write('\\');
                }
                writer.write(c);
            }
        }
    }
}
