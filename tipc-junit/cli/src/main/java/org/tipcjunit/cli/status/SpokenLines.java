// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.status;

import java.io.PrintWriter;
import java.io.Writer;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.Phrases;
import org.tipcjunit.certificate.page.Sentences;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;

/**
 * Prints lines in the language of the reader: commands write them in English, by which their Chinese is found.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class SpokenLines extends Writer {

    private static final String BUNDLE = "org.tipcjunit.cli.phrases";

    private final PrintWriter out;
    private final Phrases phrases;
    private final StringBuilder line = new StringBuilder();

    private SpokenLines(PrintWriter out, Phrases phrases) {
        this.out = out;
        this.phrases = phrases;
    }

    /** Get what prints in the language that settings or the locale say. */
    public static PrintWriter to(PrintWriter out) {
        return to(out, Language.of(Settings.ofProcess().get(Term.LANG), System.getenv()));
    }

    /** Get what prints in a language. */
    public static PrintWriter to(PrintWriter out, Language language) {
        return language == Language.ENGLISH ? out : new PrintWriter(new SpokenLines(out, phrases(language)), false);
    }

    /** Get what is said in a language. */
    public static Phrases phrases(Language language) {
        return Phrases.of(language, BUNDLE, SpokenLines.class.getModule())
                .and(Sentences.in(language).verification());
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (characters[i] == '\n') {
                out.println(phrases.say(line.toString().replaceFirst("\r$", "")));
                line.setLength(0);
            } else {
                line.append(characters[i]);
            }
        }
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        out.print(phrases.say(line.toString()));
        out.flush();
    }
}
