// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;

/**
 * Whether a training that quantises, by its name, exported a program that does: a script that ignores its option trains and exports
 * what the plain training does, and all stages agree.
 *
 * @param trainer the name of the training
 * @param holds whether the program has an operator that quantises; all of Paddle's have {@code
 *     quantize_} in their names
 */
record QuantisedProgram(String trainer, boolean holds) {

    private static final String OPERATOR = "quantize_";

    /** How an operator is written; a table of versions, in every program, names some as well. */
    private static final Pattern WRITTEN = Pattern.compile("\\x1a[\\x00-\\x7f][a-z_]*" + OPERATOR);

    static QuantisedProgram of(String trainer, ExportedModel model) {
        return new QuantisedProgram(trainer, isQuantising(trainer) && holdsOperator(model));
    }

    private static boolean isQuantising(String trainer) {
        String word = trainer.toLowerCase(Locale.ROOT);
        return word.contains("pact") || word.contains("quant");
    }

    private static boolean holdsOperator(ExportedModel model) {
        try {
            String program = new String(Files.readAllBytes(model.program()), StandardCharsets.ISO_8859_1);
            return model.program().toString().endsWith(".json")
                    ? program.contains(OPERATOR)
                    : WRITTEN.matcher(program).find();
        } catch (IOException e) {
            return false; // What cannot be read is told before.
        }
    }

    /** Get a finding that cannot be judged where nothing is quantised; one that did not pass stays as it is. */
    Finding in(Finding finding) {
        return finding.verdict() != Verdict.PASS || !isQuantising(trainer) || holds
                ? finding
                : finding.concluding(
                        Verdict.CANNOT_JUDGE,
                        "the exported program of " + trainer + " quantises nothing",
                        "no operator of it has " + OPERATOR + " in its name\n" + finding.observed(),
                        "look whether the training and the export heed the options of " + trainer
                                + ", and export what quantises");
    }
}
