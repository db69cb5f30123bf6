// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tipcjunit.config.ValueStyle;
import org.tipcjunit.config.line.LineParser;
import org.tipcjunit.config.line.LinePart;

/** Looks at values, and at what becomes of commands when a shell evaluates them. */
final class CommandCheck {

    private static final Pattern LIKELY_KEY = Pattern.compile(
            "^(?:null|(?:norm|pact|fpgm|distill)_train(?:er)?|(?:norm|quant|fpgm|distill)_export|export[12]|model_name|python|gpu_list"
                    + "|trainer|eval|inference_dir|inference|infer_(?:model|export|quant))(?=.)");
    private static final Pattern LEADS_OUT = Pattern.compile("^/|(?:^|/)\\.\\.?(?:/|$)");

    private final Layout layout;
    private final Findings findings;

    CommandCheck(Layout layout, Findings findings) {
        this.layout = layout;
        this.findings = findings;
    }

    void check() {
        if (layout.map().readings().isEmpty()) {
            if (layout.style() == ValueStyle.ALL_AFTER_FIRST_COLON) {
                return;
            }
            layout.config().lines().forEach(line -> cut(line.number(), line.text(), false));
            return;
        }
        boolean colonFound =
                layout.config().lines().stream().anyMatch(line -> line.text().indexOf(':') >= 0);
        int last = 0;
        for (Entry entry : layout.values()) {
            if (entry.number() == last) {
                continue;
            }
            last = entry.number();
            value(entry, colonFound);
        }
        for (String variable : CommandVariables.ALL) {
            layout.entry(variable).ifPresent(entry -> command(variable, entry));
        }
        layout.entry("model_name").ifPresent(this::modelName);
    }

    private void value(Entry entry, boolean colonFound) {
        String text = entry.line().text();
        if (text.indexOf(':') < 0) {
            boolean separator = text.startsWith("=") || text.startsWith("#") || text.isBlank();
            if (colonFound && !separator) {
                // A bare null says what an empty value does; of all others the value is lost.
                findings.add(
                        text.strip().equals("null") ? Severity.WARNING : Severity.ERROR,
                        LintRule.MISSING_COLON,
                        entry.number(),
                        "the line '" + Shown.text(text) + "' has no colon",
                        entry.reading().parser().style() == ValueStyle.UP_TO_SECOND_COLON
                                ? "its value is empty, and the step or option is left out"
                                : "the whole line is taken as the value",
                        "write key:value" + colon(text));
            }
            return;
        }
        if (entry.isNull() && !entry.value().equals("null") && !entry.value().equals("null\r")) {
            findings.add(
                    isUsed(entry) ? Severity.ERROR : Severity.WARNING,
                    LintRule.PADDED_NULL,
                    entry.number(),
                    "the value is '" + Shown.text(entry.value()) + "', null with blanks around it",
                    "it is not null: a command runs it, an option passes it",
                    "write " + Shown.text(entry.key()) + ":null without blanks");
        }
        if (LineParser.isEchoOption(text.substring(text.indexOf(':') + 1))) {
            findings.error(
                    LintRule.VALUE_LOST_IN_ECHO,
                    entry.number(),
                    "the value is '" + Shown.text(text.substring(text.indexOf(':') + 1)) + "'",
                    "the script's echo takes it as its own option, and the value is empty",
                    "write the option in its long form");
        }
        boolean second = layout.map().at(entry.reading().index()).stream()
                .anyMatch(reading -> reading.parser().part() == LinePart.SECOND_VALUE);
        if (!second
                && entry.reading().parser().separator() == ':'
                && (entry.isByMode() || entry.reading().parser().style() == ValueStyle.UP_TO_SECOND_COLON)) {
            cut(entry.number(), text, true);
        }
    }

    /** Whether a line is used whatever trainers are listed, or belongs to a listed one. */
    private boolean isUsed(Entry entry) {
        String variable = entry.reading().variable();
        for (String kind : List.of("pact", "fpgm", "distill")) {
            if (variable.startsWith(kind)) {
                return layout.entry("trainer_list").map(Entry::value).orElse("").contains(kind);
            }
        }
        return !variable.startsWith("export_value") && !variable.startsWith("trainer_value");
    }

    private void cut(int number, String text, boolean isRead) {
        int first = text.indexOf(':');
        int second = first < 0 ? -1 : text.indexOf(':', first + 1);
        if (second < 0) {
            return;
        }
        String key = text.substring(0, first);
        String value = text.substring(first + 1, second);
        boolean isUrl = text.startsWith("//", second + 1);
        if ((key.endsWith("url") && isUrl) || (!isRead && !isUrl)) {
            return;
        }
        findings.add(
                isRead && layout.script().isPresent() ? Severity.ERROR : Severity.WARNING,
                LintRule.VALUE_CUT_AT_COLON,
                number,
                "the value of '" + Shown.text(key) + "' holds a further colon",
                "scripts with func_parser_value of common_func.sh end the value there: '" + Shown.text(value) + "'",
                isUrl
                        ? "let prepare.sh fetch the file, and give its path"
                        : "give the value without a colon, for example in the model's own config");
    }

    private void command(String variable, Entry entry) {
        if (entry.value().isBlank()) {
            boolean matters =
                    variable.equals("eval_py") || variable.equals("norm_export") || variable.equals("inference_py");
            if (matters && entry.line().text().indexOf(':') >= 0) {
                findings.warning(
                        LintRule.EMPTY_COMMAND,
                        entry.number(),
                        "'" + Shown.text(entry.key()) + "' has neither a command nor null",
                        variable.equals("inference_py")
                                ? "the interpreter runs with the options alone"
                                : "the comparison with null fails as a shell error, and the step is left out without a status",
                        "write " + Shown.text(entry.key()) + ":null, or the command");
            }
            return;
        }
        if (!entry.isPresent()) {
            return;
        }
        String command = entry.value();
        Optional<Character> open = unclosed(command);
        if (open.isPresent()) {
            findings.error(
                    LintRule.UNCLOSED_QUOTE,
                    entry.number(),
                    "the command has a " + open.get() + " that is not closed",
                    "eval fails with a syntax error, and what follows in the command is lost",
                    "close the quote");
        }
        if (command.indexOf('|') >= 0 && isLoneCommand(variable)) {
            findings.error(
                    LintRule.PIPE_IN_COMMAND,
                    entry.number(),
                    "the command holds a '|'",
                    "the script evaluates it with | as separator of words: it becomes a blank, inside quotes too",
                    "put the pipe into a script of its own");
        }
        live(entry, command);
        interpreter(entry, command);
    }

    private static boolean isLoneCommand(String variable) {
        return !variable.equals("infer_export") && !variable.startsWith("trans_model");
    }

    private void live(Entry entry, String command) {
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == '\\') {
                i++;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if ((quote != '\'' && (c == '`' || (c == '$' && i + 1 < command.length())))
                    || (quote == 0 && (c == '*' || c == '?'))) {
                findings.note(
                        LintRule.SHELL_TEXT,
                        entry.number(),
                        "the command holds '" + c + "'",
                        "the shell replaces it when it evaluates the command: "
                                + (c == '*' || c == '?'
                                        ? "by the names of files that match where the script runs"
                                        : "by a variable's value or a command's output"),
                        "put the argument into single quotes if it is meant as it stands");
                return;
            }
        }
    }

    private void interpreter(Entry entry, String command) {
        String first = command.strip();
        int blank = first.indexOf(' ');
        first = blank < 0 ? first : first.substring(0, blank);
        boolean adds = layout.isTraining()
                && layout.entry("python").filter(Entry::isPresent).isPresent();
        if (adds && (first.equals("python") || first.matches("python[23](?:\\.\\d+)?"))) {
            findings.error(
                    LintRule.DOUBLED_INTERPRETER,
                    entry.number(),
                    "the command begins with " + first,
                    "the script puts the interpreter of line "
                            + layout.entry("python").map(Entry::number).orElse(0)
                            + " before it, which then looks for a file " + first,
                    "take " + first + " out");
        }
    }

    /** Where the colon belongs, where a line begins with a key that configs have. */
    private static String colon(String text) {
        return LIKELY_KEY
                .matcher(text)
                .results()
                .findFirst()
                .map(key -> ", such as " + key.group() + ":"
                        + Shown.text(text.substring(key.end()).strip()))
                .orElse("");
    }

    private void modelName(Entry entry) {
        if (!entry.isPresent()) {
            findings.warning(
                    LintRule.MODEL_NAME,
                    entry.number(),
                    "the model has no name",
                    "outputs go to test_tipc/output// and mix with those of other configs",
                    "write model_name:NAME");
        } else if (!entry.value().equals(entry.value().strip()) || entry.value().indexOf(' ') >= 0) {
            findings.warning(
                    LintRule.MODEL_NAME,
                    entry.number(),
                    "the model's name '" + Shown.text(entry.value()) + "' holds a blank",
                    "the name is part of paths in commands, which the shell splits there",
                    "write a name without blanks");
        } else if (LEADS_OUT.matcher(entry.value()).find()) {
            findings.error(
                    LintRule.MODEL_NAME,
                    entry.number(),
                    "the model's name '" + Shown.text(entry.value()) + "' leads out of the folder for outputs",
                    "outputs are written elsewhere",
                    "write a name that is one folder, such as model_name:" + folder(entry.value()));
        }
    }

    private static String folder(String name) {
        String safe = name.replaceAll("[^\\p{L}\\p{N}_-]+", "_").replaceAll("^_+|_+$", "");
        return safe.isEmpty() ? "NAME" : safe;
    }

    private static Optional<Character> unclosed(String command) {
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == '\\' && quote != '\'') {
                i++;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (quote == c) {
                quote = 0;
            }
        }
        return quote == 0 ? Optional.empty() : Optional.of(quote);
    }
}
