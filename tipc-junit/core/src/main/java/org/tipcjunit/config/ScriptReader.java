// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in a script's text which lines of its config it reads, following the few forms in which such scripts are written:
 * the file's name, its lines as an array, and one assignment for each part of a line.
 */
final class ScriptReader {

    private static final Pattern FIRST_ARGUMENT = Pattern.compile("\\s*(\\w+)=\"?\\$\\{?1\\}?\"?\\s*");
    private static final Pattern OUTPUT = Pattern.compile("\\s*(\\w+)=(?:\\$\\(|`)\\s*(.*?)\\s*[)`]\\s*");
    private static final Pattern SELECTION =
            Pattern.compile("awk\\s+'NR==(\\d+)(,?)\\s*NR==(\\d+)\\{print\\}'\\s+(.*)");
    private static final Pattern WHOLE_FILE = Pattern.compile("(?:cat|awk\\s+'(?:NR>=1)?\\{print\\}')\\s+(.*)");
    private static final Pattern SEARCH =
            Pattern.compile("grep\\s+-n\\s+-w\\s+\"([^\"]+)\"\\s+(\\S+)\\s*\\|\\s*cut\\b.*");
    private static final Pattern FILE = Pattern.compile("\"?\\$\\{?(\\w+)\\}?\"?");
    private static final Pattern ARRAY = Pattern.compile("\\s*(\\w+)=\\(\"?\\$\\{?(\\w+)\\}?\"?\\)\\s*");
    private static final Pattern READING = Pattern.compile(
            "\\s*(?:local\\s+)?(\\w+)=\\$\\((\\w+)\\s+\"?\\$\\{(\\w+)\\[([^\\]]+)\\]\\}\"?(.*?)\\)\\s*(?:#.*)?");
    private static final Pattern CUT = Pattern.compile(
            "\\s*(?:local\\s+)?(\\w+)=\\$\\(echo\\s+\"?\\$\\{(\\w+)\\[(\\d+)\\]\\}\"?\\s*\\|\\s*cut\\s+-d\\s*\":\"\\s+-f\\s*([12])\\)\\s*");
    private static final Pattern BRANCH = Pattern.compile("\\s*(if|elif)\\s+(.*?)\\s*;?\\s*(?:then\\b.*)?");
    private static final Pattern END = Pattern.compile("(?:.*;)?\\s*fi\\b\\s*;?\\s*");
    private static final Pattern OFFSET = Pattern.compile("\\$?\\{?(\\w+)\\}?\\s*(?:([-+])\\s*(\\d{1,6}))?");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

    private final String script;
    private final Map<String, ParserFunction> functions;

    private final Set<String> configNames = new HashSet<>();
    private final Map<String, LineWindow> texts = new HashMap<>();
    private final Map<String, LineWindow> arrays = new HashMap<>();
    private final Map<String, String> headers = new HashMap<>();
    private final List<Branch> branches = new ArrayList<>();
    private final List<LineReading> readings = new ArrayList<>();

    ScriptReader(String functions, String script) {
        this.script = script;
        this.functions = ParserFunction.in(functions + "\n" + script);
    }

    /** The conditions of one {@code if}: those that failed so far, and the one that stands now. */
    private static final class Branch {
        private final List<String> failed = new ArrayList<>();
        private Optional<String> current = Optional.empty();

        private void next(String condition) {
            current.ifPresent(text -> failed.add("!" + text));
            current = Optional.of(condition);
        }

        private void otherwise() {
            current.ifPresent(text -> failed.add("!" + text));
            current = Optional.empty();
        }

        private List<String> conditions() {
            List<String> all = new ArrayList<>(failed);
            current.ifPresent(all::add);
            return all;
        }
    }

    LineMap read() {
        int number = 0;
        for (String line : script.split("\n", -1)) {
            number++;
            read(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line, number);
        }
        return new LineMap(readings);
    }

    private void read(String line, int number) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#") || follow(text) || text.indexOf('=') < 0) {
            return;
        }
        if (text.contains("=(")) {
            array(text);
        } else if (text.indexOf('[') >= 0 && text.contains("=$(")) {
            if (!reading(text, number)) {
                cut(text, number);
            }
        } else if (text.contains("=$(") || text.contains("=`")) {
            output(text);
        } else if (text.indexOf('1') >= 0) {
            Matcher matcher = FIRST_ARGUMENT.matcher(text);
            if (matcher.matches()) {
                configNames.add(matcher.group(1));
            }
        }
    }

    private void array(String text) {
        Matcher matcher = ARRAY.matcher(text);
        if (matcher.matches()) {
            LineWindow window = texts.get(matcher.group(2));
            if (window != null) {
                arrays.put(matcher.group(1), window);
            } else {
                arrays.remove(matcher.group(1));
            }
        }
    }

    private void cut(String text, int number) {
        Matcher matcher = CUT.matcher(text);
        if (matcher.matches()) {
            LineWindow window = arrays.get(matcher.group(2));
            if (window != null) {
                LinePart part = matcher.group(4).equals("1") ? LinePart.KEY : LinePart.VALUE;
                LineParser parser = new LineParser("cut", part, ':', ValueStyle.UP_TO_SECOND_COLON);
                add(matcher.group(1), number(matcher.group(3)), Optional.empty(), parser, window, number);
            }
        }
    }

    private boolean follow(String line) {
        Matcher matcher = BRANCH.matcher(line);
        if ((line.startsWith("if") || line.startsWith("elif")) && matcher.matches()) {
            if (matcher.group(1).equals("if")) {
                branches.add(new Branch());
            }
            if (!branches.isEmpty()) {
                branches.get(branches.size() - 1).next(matcher.group(2));
            }
            if (line.contains("then") && END.matcher(line).matches()) {
                leave();
            }
            return true;
        }
        String word = line.strip();
        if (word.equals("else") && !branches.isEmpty()) {
            branches.get(branches.size() - 1).otherwise();
            return true;
        }
        if (word.equals("fi") || word.startsWith("fi ") || word.startsWith("fi;") || word.startsWith("fi#")) {
            leave();
            return true;
        }
        return false;
    }

    private void leave() {
        if (!branches.isEmpty()) {
            branches.remove(branches.size() - 1);
        }
    }

    private void output(String text) {
        Matcher matcher = OUTPUT.matcher(text);
        if (!matcher.matches()) {
            return;
        }
        String variable = matcher.group(1);
        String command = matcher.group(2);
        Matcher search = SEARCH.matcher(command);
        if (search.matches() && isConfig(search.group(2))) {
            headers.put(variable, search.group(1));
            return;
        }
        window(command).ifPresentOrElse(window -> texts.put(variable, window), () -> texts.remove(variable));
    }

    private Optional<LineWindow> window(String command) {
        Matcher selection = SELECTION.matcher(command);
        if (selection.matches()) {
            if (!isConfig(selection.group(4))) {
                return Optional.empty();
            }
            return Optional.of(
                    selection.group(2).isEmpty()
                            ? LineWindow.none()
                            : new LineWindow(number(selection.group(1)), number(selection.group(3))));
        }
        Matcher whole = WHOLE_FILE.matcher(command);
        return whole.matches() && isConfig(whole.group(1)) ? Optional.of(LineWindow.all()) : Optional.empty();
    }

    private boolean isConfig(String word) {
        Matcher file = FILE.matcher(word.strip());
        return word.strip().equals("$1")
                || word.strip().equals("${1}")
                || (file.matches() && configNames.contains(file.group(1)));
    }

    private boolean reading(String text, int line) {
        Matcher matcher = READING.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        LineWindow window = arrays.get(matcher.group(3));
        if (window != null) {
            reading(matcher, window, line);
        }
        return true;
    }

    private void reading(Matcher matcher, LineWindow window, int number) {
        String index = matcher.group(4).strip();
        List<String> arguments = new ArrayList<>();
        Matcher quoted = QUOTED.matcher(matcher.group(5));
        while (quoted.find()) {
            arguments.add(quoted.group(1) != null ? quoted.group(1) : quoted.group(2));
        }
        LineParser parser = ParserFunction.named(matcher.group(2), functions).parser(arguments);
        if (isNumber(index)) {
            add(matcher.group(1), number(index), Optional.empty(), parser, window, number);
            return;
        }
        Matcher offset = OFFSET.matcher(index);
        if (offset.matches() && headers.containsKey(offset.group(1))) {
            int added = offset.group(3) == null ? 0 : number(offset.group(3));
            add(
                    matcher.group(1),
                    "-".equals(offset.group(2)) ? -added : added,
                    Optional.ofNullable(headers.get(offset.group(1))),
                    parser,
                    window,
                    number);
        }
    }

    private void add(
            String variable, int index, Optional<String> header, LineParser parser, LineWindow window, int number) {
        List<String> conditions = branches.stream()
                .flatMap(branch -> branch.conditions().stream())
                .toList();
        readings.add(new LineReading(variable, index, header, parser, window, conditions, number));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 7 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int number(String digits) {
        return isNumber(digits) ? Integer.parseInt(digits) : Integer.MAX_VALUE;
    }
}
