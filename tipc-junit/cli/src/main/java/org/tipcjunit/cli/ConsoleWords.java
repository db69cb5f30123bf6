// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.util.ResourceBundle;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;

/** What the command line says in each language. */
final class ConsoleWords {

    private ConsoleWords() {}

    /** Get what is printed of verdicts. */
    static PageWords in(Language language) {
        return of(language, "console");
    }

    static PageWords of(Language language, String bundle) {
        return PageWords.of(
                language,
                ResourceBundle.getBundle(
                        ConsoleWords.class.getPackageName() + "." + bundle,
                        PageWords.locale(language),
                        ConsoleWords.class.getModule()));
    }

    /** Get the language that settings or the locale say. */
    static Language language(Settings settings) {
        return Language.of(settings.get(Term.LANG), settings.variables());
    }
}
