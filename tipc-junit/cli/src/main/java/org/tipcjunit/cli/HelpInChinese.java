// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certification.terms.Term;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The help of all commands in Chinese, by the keys that picocli asks for; what has no words here stays English. */
final class HelpInChinese extends ResourceBundle {

    private final Map<String, Object> texts = new HashMap<>();

    private HelpInChinese(CommandLine tipc) {
        Map<String, String> words = ConsoleWords.of(Language.CHINESE, "help").words();
        texts.putAll(words);
        for (Term term : Term.values()) {
            for (String option : term.options()) {
                texts.putIfAbsent(
                        option.replaceFirst("^-+", ""),
                        term.helpInChinese().replace("`", "").replace("%", "%%"));
            }
        }
        parameters(tipc.getCommandSpec());
    }

    /** picocli knows a parameter by its label and place. */
    private void parameters(CommandSpec spec) {
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            Object text = texts.get(spec.qualifiedName(".") + "." + parameter.paramLabel());
            if (text != null) {
                texts.put(spec.qualifiedName(".") + "." + parameter.paramLabel() + "[" + parameter.index() + "]", text);
            }
        }
        spec.subcommands().values().forEach(command -> parameters(command.getCommandSpec()));
    }

    /** Let a command line and its commands tell of themselves in Chinese. */
    static CommandLine in(CommandLine tipc) {
        HelpInChinese help = new HelpInChinese(tipc);
        tipc.setResourceBundle(help);
        help.footers(tipc.getCommandSpec());
        return tipc;
    }

    /** Examples stay as they are, as a terminal takes them; the sentences after them are said in Chinese. */
    private void footers(CommandSpec spec) {
        List<String> footer = new ArrayList<>();
        Object note = texts.get(spec.qualifiedName(".") + ".note");
        String[] english = spec.usageMessage().footer();
        Arrays.stream(english)
                .filter(line -> note == null || line.isBlank() || line.startsWith(" "))
                .forEach(footer::add);
        if (note != null) {
            footer.add(note.toString());
        }
        if (english.length > 0) {
            spec.usageMessage().footerHeading(String.valueOf(texts.get("usage.examples")));
            spec.usageMessage().footer(footer.toArray(String[]::new));
        }
        spec.subcommands().values().forEach(command -> footers(command.getCommandSpec()));
    }

    @Override
    protected @Nullable Object handleGetObject(String key) {
        return texts.get(key);
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(texts.keySet());
    }
}
