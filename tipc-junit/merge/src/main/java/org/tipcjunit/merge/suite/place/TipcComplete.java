// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.Words;

/**
 * Demands that a TIPC config that trains names its model, exports what it trains, and goes on to its end: the suites' script reads its
 * lines by their numbers, and takes what is not there for nothing. Values: {@code fault}, {@code example}.
 */
final class TipcComplete implements MergeJudge {

    /** The last line that the script reads, without the sections that few configs have. */
    private static final int LINES = 51;

    private static final String TRAINED = "norm_train:";

    private static final List<String> SECTIONS = List.of("train_params", "eval_params", "infer_params");

    @Override
    public Outcome judge(Review review) {
        List<String> tests = review.change().touched(TrainingConfigs::isOne);
        if (tests.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no TIPC config that trains");
        }
        String example = example(review, Set.copyOf(tests));
        List<Violation> violations = new ArrayList<>();
        for (String test : tests) {
            List<String> lines = TrainingConfigs.lines(review, test);
            fault(lines)
                    .ifPresent(fault -> violations.add(Violation.at(test, lines.size())
                            .with("fault", fault)
                            .with("example", example)));
        }
        return Outcome.of(violations);
    }

    private static Optional<Words> fault(List<String> lines) {
        List<String> missing = SECTIONS.stream()
                .filter(section -> lines.stream().noneMatch(line -> line.startsWith("=") && line.contains(section)))
                .toList();
        if (!missing.isEmpty()) {
            String names = String.join(", ", missing);
            return Optional.of(new Words("it ends without " + names, "文件结束时仍缺少 " + names));
        }
        if (lines.size() < LINES) {
            return Optional.of(new Words(
                    "it ends in line " + lines.size() + ", and the script reads up to line " + LINES,
                    "文件止于第 " + lines.size() + " 行，而脚本要读到第 " + LINES + " 行"));
        }
        if (isNull(lines, "model_name:")) {
            return Optional.of(new Words("it names no model: model_name is empty", "没有写明模型：model_name 为空"));
        }
        boolean trains = lines.stream().anyMatch(line -> line.startsWith(TRAINED)) && !isNull(lines, TRAINED);
        if (trains && lines.contains("trainer:norm_train") && isNull(lines, "norm_export:")) {
            return Optional.of(new Words(
                    "it trains a model and exports none: norm_export is null", "训练了模型却没有导出：norm_export 为 null"));
        }
        return Optional.empty();
    }

    /** Whether a line has this key, and says nothing. */
    private static boolean isNull(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip())
                .anyMatch(value -> value.isEmpty() || value.equals("null"));
    }

    private static String example(Review review, Set<String> touched) {
        return review.sources().paths(path -> TrainingConfigs.isOne(path) && !touched.contains(path)).stream()
                .filter(path -> fault(TrainingConfigs.lines(review, path)).isEmpty())
                .findFirst()
                .orElse("test_tipc/configs");
    }
}
