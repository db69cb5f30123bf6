// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.line;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.config.ValueStyle;
import org.tipcjunit.config.shell.ShellBranches;
import org.tipcjunit.config.shell.ShellReading;
import org.tipcjunit.config.shell.ShellScript;

/**
 * Finds in a script's text which lines of its config it reads, following the few forms in which such scripts are written:
 * the file's name, its lines as an array, and one assignment for each part of a line.
 */
final class ScriptReader {

    private static final Pattern FIRST_ARGUMENT = Pattern.compile("\\s*(\\w+)=\"?\\$\\{?1\\}?\"?\\s*");
    private static final Pattern OUTPUT = Pattern.compile("\\s*(\\w+)=(?:\\$\\(|`)\\s*(.*?)\\s*[)`]\\s*");
    private static final Pattern SEARCH =
            Pattern.compile("grep\\s+-n\\s+-w\\s+\"([^\"]+)\"\\s+(\\S+)\\s*\\|\\s*cut\\b.*");
    private static final Pattern FILE = Pattern.compile("\"?\\$\\{?(\\w+)\\}?\"?");
    private static final Pattern ARRAY = Pattern.compile("\\s*(\\w+)=\\(\"?\\$\\{?(\\w+)\\}?\"?\\)\\s*");
    private static final Pattern CUT = Pattern.compile(
            "\\s*(?:local\\s+)?(\\w+)=\\$\\(echo\\s+\"?\\$\\{(\\w+)\\[(\\d+)\\]\\}\"?\\s*\\|\\s*cut\\s+-d\\s*\":\"\\s+-f\\s*([12])\\)\\s*");
    private static final Pattern OFFSET = Pattern.compile("\\$?\\{?(\\w+)\\}?\\s*(?:([-+])\\s*(\\d{1,6}))?");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

    private final String script;
    private final Map<String, ParserFunction> functions;

    private final Set<String> configNames = new HashSet<>();
    private final Map<String, LineWindow> texts = new HashMap<>();
    private final Map<String, LineWindow> arrays = new HashMap<>();
    private final Map<String, String> headers = new HashMap<>();
    private final ShellBranches branches = new ShellBranches();
    private final List<LineReading> readings = new ArrayList<>();

    ScriptReader(String functions, String script) {
        this.script = script;
        this.functions = ParserFunction.in(functions + "\n" + script);
    }

    LineMap read() {
        ShellScript.of(script).lines().forEach(line -> read(line.text(), line.number()));
        return new LineMap(readings);
    }

    private void read(String text, int number) {
        if (branches.follow(text) || text.indexOf('=') < 0) {
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
        return LineSelection.of(command)
                .filter(selection -> isConfig(selection.file()))
                .map(LineSelection::window);
    }

    private boolean isConfig(String word) {
        Matcher file = FILE.matcher(word.strip());
        return word.strip().equals("$1")
                || word.strip().equals("${1}")
                || (file.matches() && configNames.contains(file.group(1)));
    }

    private boolean reading(String text, int line) {
        Optional<ShellReading> reading = ShellReading.of(text);
        reading.ifPresent(found -> {
            LineWindow window = arrays.get(found.array());
            if (window != null) {
                reading(found, window, line);
            }
        });
        return reading.isPresent();
    }

    private void reading(ShellReading reading, LineWindow window, int number) {
        String index = reading.index();
        List<String> arguments = new ArrayList<>();
        Matcher quoted = QUOTED.matcher(reading.arguments());
        while (quoted.find()) {
            arguments.add(quoted.group(1) != null ? quoted.group(1) : quoted.group(2));
        }
        LineParser parser = ParserFunction.named(reading.function(), functions).parser(arguments);
        if (isNumber(index)) {
            add(reading.variable(), number(index), Optional.empty(), parser, window, number);
            return;
        }
        Matcher offset = OFFSET.matcher(index);
        if (offset.matches() && headers.containsKey(offset.group(1))) {
            int added = offset.group(3) == null ? 0 : number(offset.group(3));
            add(
                    reading.variable(),
                    "-".equals(offset.group(2)) ? -added : added,
                    Optional.ofNullable(headers.get(offset.group(1))),
                    parser,
                    window,
                    number);
        }
    }

    private void add(
            String variable, int index, Optional<String> header, LineParser parser, LineWindow window, int number) {
        readings.add(new LineReading(variable, index, header, parser, window, branches.conditions(), number));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 7 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int number(String digits) {
        return isNumber(digits) ? Integer.parseInt(digits) : Integer.MAX_VALUE;
    }
}
