// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.status;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;
import picocli.CommandLine.Option;

/**
 * Whom a command speaks to: an option of every command.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Reader {

    private static final String OPTION = "--lang";

    @Option(
            names = OPTION,
            paramLabel = "LANG",
            description = "The language: ${COMPLETION-CANDIDATES}; otherwise tipc.lang, else that of the locale.")
    private Optional<Tag> tag = Optional.empty();

    public Reader() {}

    /** A language as users write it. */
    private enum Tag {
        en,
        zh
    }

    /** Get the language of the option, else of the settings, else of the locale. */
    public Language language() {
        return of(tag.map(Tag::name));
    }

    /** Get what prints in it. */
    public PrintWriter lines(PrintWriter out) {
        return SpokenLines.to(out, language());
    }

    /** Get the language that a call asks for, before anything else of it is understood: its help is told in it as well. */
    public static Language of(List<String> arguments) {
        int at = arguments.indexOf(OPTION);
        Optional<String> next = at >= 0 && at + 1 < arguments.size()
                ? Optional.of(arguments.get(at + 1))
                : arguments.stream()
                        .filter(argument -> argument.startsWith(OPTION + "="))
                        .map(argument -> argument.substring(OPTION.length() + 1))
                        .findFirst();
        return of(next.filter(word -> word.equals("en") || word.equals("zh")));
    }

    private static Language of(Optional<String> stated) {
        return Language.of(stated.or(() -> Settings.ofProcess().get(Term.LANG)), System.getenv());
    }
}
