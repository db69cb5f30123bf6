// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.start;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tipcjunit.plan.model.Step;

/**
 * What the code of an evaluation calls its metrics, as far as it is written there.
 *
 * @param literals texts that may be names
 * @param printed names of measures with a value behind them, or of meters, as the evaluation's script prints them
 * @param trained such names that only the training's script prints, which may be those of its own evaluations
 */
record EvaluationNames(List<String> literals, List<String> printed, List<String> trained) {

    private static final int MOST = 4;
    private static final String MEASURE =
            "(?:acc|top|map|recall|prec)@?[15]|top-?[15](?:[-_ ]acc\\w*)?|acc(?:uracy)?|m_?iou|map|auc"
                    + "|psnr|ssim|f1|hmean|wer|cer|bleu|eer";
    private static final Pattern LITERAL = Pattern.compile("(['\"])([\\w@][\\w@ .-]{1,30}?)(?::|=|\\1)");
    private static final Pattern PRINTED = Pattern.compile(
            "(?i)(?<![\\w@])(" + MEASURE + ")(?:\\s*[:=]?\\s*(?:\\{|%[.\\d]*f)|\\s*[:=]\\s*['\"]\\s*[,+%])"
                    + "|meters\\[['\"](" + MEASURE + ")['\"]\\]");

    EvaluationNames {
        literals = List.copyOf(literals);
        printed = List.copyOf(printed);
        trained = List.copyOf(trained);
    }

    /**
     * Look at the code.
     *
     * @param meant the script that is taken for the evaluation where the config names none; empty where there is none
     */
    static EvaluationNames of(ModelLook model, Optional<String> meant) {
        List<String> evaluation = code(model, model.script(Step.EVAL).or(() -> meant));
        List<String> training = code(model, model.script(Step.TRAIN));
        List<String> printed = printed(evaluation);
        return new EvaluationNames(
                Stream.concat(
                                Stream.concat(evaluation.stream(), training.stream())
                                        .flatMap(text -> LITERAL.matcher(text).results())
                                        .map(found -> found.group(2).strip()),
                                printed.stream())
                        .distinct()
                        .toList(),
                printed,
                printed(training));
    }

    private static List<String> code(ModelLook model, Optional<String> path) {
        return path.flatMap(script -> PythonScript.read(model.root(), script)).stream()
                .map(PythonScript::code)
                .toList();
    }

    private static List<String> printed(List<String> code) {
        return code.stream()
                .flatMap(EvaluationNames::printed)
                .distinct()
                .limit(MOST)
                .toList();
    }

    private static Stream<String> printed(String code) {
        return PRINTED.matcher(code).results().map(found -> found.group(1) == null ? found.group(2) : found.group(1));
    }

    /** Whether only the training's script shows a name, so that the evaluation may print a value without one. */
    boolean areOfTraining() {
        return printed.isEmpty() && !trained.isEmpty();
    }

    Optional<String> first() {
        return Stream.concat(printed.stream(), trained.stream()).findFirst();
    }
}
