// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.rec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.MarkdownFile;

/** Demands the sections of a model's README. Value: {@code missing}. */
final class RecSections implements MergeJudge {

    /** What a heading may say, by the section that it is. */
    private static final Map<String, Pattern> SECTIONS = sections();

    private static Map<String, Pattern> sections() {
        Map<String, Pattern> sections = new LinkedHashMap<>();
        sections.put("模型简介", Pattern.compile("简介|介绍|(?i)introduction"));
        sections.put("运行环境", Pattern.compile("环境|(?i)environment"));
        sections.put("数据准备", Pattern.compile("数据|(?i)\\bdata"));
        sections.put("快速开始", Pattern.compile("快速|(?i)quick ?start"));
        sections.put("模型组网", Pattern.compile("组网|结构|(?i)network|architecture"));
        sections.put("效果复现", Pattern.compile("复现|效果|(?i)reproduc|result"));
        return sections;
    }

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        int seen = 0;
        for (String folder : RecModels.of(review).folders()) {
            Optional<MarkdownFile> readme = RecReadme.of(review, folder);
            if (readme.isPresent()) {
                seen++;
                Set<String> missing = new LinkedHashSet<>(SECTIONS.keySet());
                missing.removeIf(section -> readme.get().headings().stream()
                        .anyMatch(heading ->
                                SECTIONS.get(section).matcher(heading).find()));
                if (!missing.isEmpty()) {
                    violations.add(RecModels.violation(readme.get().path(), folder)
                            .with("missing", String.join("、", missing)));
                }
            }
        }
        return seen == 0 ? new Outcome.DoesNotApply("no new model has a README") : Outcome.of(violations);
    }
}
