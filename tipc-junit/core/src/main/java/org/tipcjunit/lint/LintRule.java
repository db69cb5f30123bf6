// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What the linter looks for.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum LintRule {
    /** The file cannot be read as a config at all. */
    UNREADABLE,
    /** A training config whose lines follow no known layout, and no script is there to tell their meaning. */
    UNKNOWN_LAYOUT,
    /** A line ends in a carriage return. */
    CRLF,
    /** The file begins with a byte order mark. */
    BYTE_ORDER_MARK,
    /** A character of East Asian width, or a typographic quote or blank, stands where a plain one belongs. */
    FULL_WIDTH_CHARACTER,
    /** A character that cannot be seen. */
    CONTROL_CHARACTER,
    /** An empty line between others, which scripts skip in one place and count in another. */
    EMPTY_LINE,
    /** A line of blanks only, which counts as a line. */
    BLANK_LINE,
    /** The file has no lines, or ends before a script has read all it reads. */
    TRUNCATED,
    /** A key stands on another line than the one whose meaning it has: lines are missing, added or exchanged. */
    MISPLACED_KEY,
    /** A key on the right line is not spelt as usual. */
    MISSPELT_KEY,
    /** A line without colon where a value is read. */
    MISSING_COLON,
    /** A value with a further colon, at which scripts cut it. */
    VALUE_CUT_AT_COLON,
    /** A value of a mode with a further equals sign, at which scripts cut it. */
    VALUE_CUT_AT_EQUALS,
    /** A value that {@code echo} takes for its own option. */
    VALUE_LOST_IN_ECHO,
    /** {@code null} with blanks around it, which is not {@code null}. */
    PADDED_NULL,
    /** A model's name that is missing, or that is no name of a folder. */
    MODEL_NAME,
    /** A mode that no script knows. */
    UNKNOWN_MODE,
    /** A list by mode that lacks the mode that is to run. */
    MODE_WITHOUT_VALUE,
    /** A plain value where scripts look for {@code mode=value}. */
    PLAIN_VALUE,
    /** A value that the script reads in a way that always yields nothing. */
    VALUE_NEVER_READ,
    /** A trainer that no line of the config defines. */
    UNKNOWN_TRAINER,
    /** A trainer whose command is absent. */
    TRAINER_WITHOUT_COMMAND,
    /** An entry of the list of devices that is no device. */
    UNKNOWN_DEVICE,
    /** A precision that is none. */
    UNKNOWN_PRECISION,
    /** A flag that is neither {@code True} nor {@code False}. */
    UNKNOWN_FLAG,
    /** Lists that belong together and differ in length. */
    LIST_LENGTH,
    /** A list of GPUs or machines that scripts take apart wrongly because of its length. */
    GPU_LIST,
    /** A quote that is not closed. */
    UNCLOSED_QUOTE,
    /** A {@code |} in a command, which becomes a blank. */
    PIPE_IN_COMMAND,
    /** Text that the shell changes when it evaluates a command. */
    SHELL_TEXT,
    /** A command that begins with the interpreter, which scripts add. */
    DOUBLED_INTERPRETER,
    /** Nothing where {@code null} is meant. */
    EMPTY_COMMAND,
    /** The block that trains through dynamic-to-static conversion is not where scripts look for it. */
    TO_STATIC_BLOCK,
    /** The block of inference benchmark inputs is not in its form. */
    BENCHMARK_BLOCK,
    /** A file that a command names does not exist. */
    MISSING_FILE,
    /** Nothing of what the config asks for can be planned, so that it cannot be certified. */
    UNPLANNED;

    /** Get the name that reports show, such as {@code misplaced-key}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
