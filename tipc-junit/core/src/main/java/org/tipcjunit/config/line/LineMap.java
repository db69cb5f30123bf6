// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.line;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.ValueStyle;

/**
 * Which line of a config goes into which variable of a script.
 *
 * @param readings all assignments in the script's order
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record LineMap(List<LineReading> readings) {

    public LineMap {
        readings = List.copyOf(readings);
    }

    /**
     * Derive the map from a script's own text.
     *
     * @param script the text of a {@code test_*.sh}
     * @param functions the text of the file with the parser functions that it sources; empty when it sources none
     * @return the map; without readings when the script takes no lines from its first argument
     */
    public static LineMap ofScript(String script, String functions) {
        return new ScriptReader(functions, script).read();
    }

    /** Get the map of those assignments that a script makes when it runs in {@code mode}. */
    public LineMap in(String mode) {
        return new LineMap(readings.stream()
                .filter(reading -> reading.conditions().stream().allMatch(text -> new ModeCondition(text).allows(mode)))
                .toList());
    }

    /** Get the assignment that a variable's value comes from, the last one where there are several. */
    public Optional<LineReading> reading(String variable) {
        Optional<LineReading> found = Optional.empty();
        for (LineReading reading : readings) {
            if (reading.variable().equals(variable)) {
                found = Optional.of(reading);
            }
        }
        return found;
    }

    /** Get the index, from 0, of the line that a variable is read from; empty when the script does not have it. */
    public OptionalInt index(String variable) {
        return reading(variable)
                .filter(reading -> reading.header().isEmpty())
                .map(reading -> OptionalInt.of(reading.index()))
                .orElse(OptionalInt.empty());
    }

    /** Get the assignments from the line at {@code index}, from 0, in order. */
    public List<LineReading> at(int index) {
        return readings.stream()
                .filter(reading -> reading.header().isEmpty() && reading.index() == index)
                .toList();
    }

    /** Get the values of all variables as a script has them after it read {@code config} in {@code mode}. */
    public Map<String, String> values(ConfigFile config, String mode) {
        Map<String, String> values = new HashMap<>();
        for (LineReading reading : in(mode).readings()) {
            values.put(reading.variable(), reading.read(config, mode));
        }
        return Map.copyOf(values);
    }

    /** Get how many lines a config needs for every assignment to find one. */
    public int length() {
        return readings.stream()
                        .filter(reading -> reading.header().isEmpty())
                        .mapToInt(LineReading::index)
                        .max()
                        .orElse(-1)
                + 1;
    }

    /** Get where the script thinks that a value ends. */
    public ValueStyle valueStyle() {
        return readings.stream()
                .filter(reading -> reading.parser().part() == LinePart.VALUE)
                .findFirst()
                .map(reading -> reading.parser().style())
                .orElse(ValueStyle.UP_TO_SECOND_COLON);
    }
}
