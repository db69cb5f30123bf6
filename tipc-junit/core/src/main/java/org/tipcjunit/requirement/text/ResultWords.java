// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of a printed result, of which some say what was decided and others only how it is printed. */
final class ResultWords {

    private static final Pattern WORD =
            // Digits that are no number, as in No.123, tell one name from another.
            Pattern.compile("\\p{IsHan}+|(?<![[\\p{L}\\w]&&[^\\p{IsHan}]])(?!IMAGE\\b|TIME\\b)[\\p{L}_&&[^\\p{IsHan}]]"
                    + "[[\\p{L}\\p{M}\\w+&-]&&[^\\p{IsHan}]]*|\\d\\w*");

    /** Words that stand around a result: that one is, of what kind it is, where it was read or written. */
    private static final Set<String> GENERIC =
            Set.of(("a an and are array as at be by class classes class_id class_ids clas_ids"
                            + " cls confidence conf count cost cosine decision dim dims distance done dtype embedding embeddings feature"
                            + " features file filename file_name finish finished first float32 float64 for from has id ids image images"
                            + " image_name image_path img img_name img_path in infer infer_img infer_imgs inference inferring info input int32 int64 is it label labels label_name label_names"
                            + " length list load loaded loading logits ms name names norm number object objects of on opt output outputs"
                            + " path predict predicted predicting prediction predictions predicts preds pred prob probability probs process processed"
                            + " processing read reading result results s save saved saving score scores sec seconds shape similarity size the"
                            + " threshold time to top top1 top2 top3 top4 top5 topk using value values vector vis visualize visualized was"
                            + " with write writing written year years old age deg degrees px pixels m cm mm kg c x y w h xmin ymin xmax ymax bbox bboxes box boxes points nan"
                            + " context data datas document docs lable passage query question sample sentence sentences source src text texts title"
                            + " decode cannot skip skipped error errors resize resized"
                            + " 已 正在 开始 结束 成功 读取 加载 写入 用时"
                            + " 文本 句子 数据 输入 输出 标签 图片 图像 文件 预测 推理 结果 类别 得分 分数 概率 置信度 的 为 是 保存 到 处理 完成 耗时")
                    .split(" "));

    /** Words that announce the decision itself. */
    private static final Set<String> ANNOUNCING = Set.of(
            ("class class_id class_ids clas_ids cls label labels label_name label_names prediction predicted pred preds prob"
                            + " probability probs score scores confidence result results top1 类别 概率 得分 分数 置信度 结果 预测")
                    .split(" "));

    /** Chinese is written without gaps, so that several of them may be one. */
    private static final Pattern GENERIC_HAN = Pattern.compile("(?:"
            + GENERIC.stream()
                    .filter(word -> word.codePoints()
                            .allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN))
                    .collect(Collectors.joining("|"))
            + ")+");

    private ResultWords() {}

    private static boolean isGeneric(String word) {
        return GENERIC.contains(word) || GENERIC_HAN.matcher(word).matches();
    }

    /** Whether any word announces what was decided. */
    static boolean announceResult(List<String> parts) {
        return all(parts).stream().anyMatch(ANNOUNCING::contains);
    }

    /** Get all words, in lower case and in order. */
    static Set<String> all(List<String> parts) {
        Set<String> words = new LinkedHashSet<>();
        for (String part : parts) {
            Matcher matcher = WORD.matcher(part);
            while (matcher.find()) {
                words.add(matcher.group().toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }

    /** Get all words that may say what was decided, those with a number such as top5 too, in order and as often as they stand. */
    static List<String> labelSequence(List<String> parts) {
        return parts.stream()
                .flatMap(part -> WORD.matcher(part).results())
                .map(match -> match.group().toLowerCase(Locale.ROOT))
                .filter(word -> !isGeneric(word) || word.chars().anyMatch(Character::isDigit))
                .toList();
    }

    /** Get those words that may say what was decided. */
    static Set<String> labels(List<String> parts) {
        Set<String> words = all(parts);
        words.removeIf(ResultWords::isGeneric);
        return words;
    }
}
