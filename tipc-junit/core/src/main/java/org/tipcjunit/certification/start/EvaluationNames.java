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
 * @param printed names of measures with a value behind them, or of meters, as they are printed
 */
record EvaluationNames(List<String> literals, List<String> printed) {

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
    }

    static EvaluationNames of(ModelLook model) {
        List<String> code = Stream.of(Step.EVAL, Step.TRAIN)
                .flatMap(step -> model.script(step).stream())
                .distinct()
                .flatMap(script -> PythonScript.read(model.root(), script).stream())
                .map(PythonScript::code)
                .toList();
        return new EvaluationNames(
                code.stream()
                        .flatMap(text -> LITERAL.matcher(text).results())
                        .map(found -> found.group(2).strip())
                        .distinct()
                        .toList(),
                code.stream()
                        .flatMap(EvaluationNames::printed)
                        .distinct()
                        .limit(MOST)
                        .toList());
    }

    private static Stream<String> printed(String code) {
        return PRINTED.matcher(code).results().map(found -> found.group(1) == null ? found.group(2) : found.group(1));
    }

    Optional<String> first() {
        return printed.stream().findFirst();
    }
}
