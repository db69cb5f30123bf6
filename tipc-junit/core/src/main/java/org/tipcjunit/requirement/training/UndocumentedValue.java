// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.List;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.requirement.text.MetricReading;
import org.tipcjunit.requirement.text.PlainLines;

/** What an evaluation printed of a metric whose value no README documents yet, for whoever is to document it. */
record UndocumentedValue(String metric, Evaluation evaluation, MetricReading reading) {

    String observed() {
        List<String> output = new PlainLines(evaluation.stage().output()).lines();
        if (reading.quoted().isEmpty()) {
            return output.size() + " lines of output, none with " + metric + " and a number";
        }
        return reading.quoted().stream()
                .map(place -> "the evaluation printed: " + output.get(place.line()))
                .distinct()
                .limit(3)
                .collect(Collectors.joining("\n"));
    }

    String remedy(String row) {
        return "add a table with a column " + metric + " and a row for " + row + ", or a line '" + metric + ": "
                + reading.value().map(value -> value.written()).orElse("0.97") + "' outside code blocks"
                + (reading.outcome() == MetricReading.Outcome.ABSENT ? "\n" + MetricComparison.printIt(metric) : "");
    }
}
