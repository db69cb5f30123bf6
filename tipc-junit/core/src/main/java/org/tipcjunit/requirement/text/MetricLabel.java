// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.requirement.text.PrintedMetric.Standing;

/**
 * The words around a metric's name on its line, and what they make of it.
 *
 * <p>Three kinds of words are known: those that leave the metric what it is ({@code eval}, {@code final}), those that make it another
 * one ({@code best}, {@code train}, {@code and}), and those that are neither. Words count where they stand directly before
 * the name, or behind it up to the number; and in phrases of their own before it ({@code [Train] ..}, {@code best metric, ..}), which
 * hold for the rest of the line, while the words of another number ({@code train loss: 0.1}) hold for that number only.
 */
final class MetricLabel {

    private static final Set<String> NEUTRAL = words(
            "eval evaluate evaluated evaluation val valid validate validation test"
                    + " tests tested testing dev final finally overall total whole average averaged avg mean metric metrics result"
                    + " results score scores value values the a an our of on in for is was are be at with to model network net set"
                    + " data dataset sample samples image images current cur now has have reaches reached achieves achieved got get"
                    + " gets obtained info debug warning root rate error errors acc accuracy percent held-out heldout holdout all verification");

    private static final Set<String> OTHER =
            words("best train training trained trainset reference ref paper baseline teacher"
                    + " previous prev old last-best target goal expected required threshold documented pretrained pretrain initial"
                    + " init random worst min max minimum maximum std and or vs versus than & +");

    private static final List<String> NEUTRAL_HAN = List.of(
            "测试集", "验证集", "评估集", "测试", "验证", "评估", "评测", "最终", "平均", "整体", "总体", "总", "模型", "结果", "指标", "上", "的", "在",
            "为", "是", "达到", "当前", "集", "准确率", "正确率", "精度");

    private static final Pattern OTHER_HAN = Pattern.compile("训练|最佳|最好|最优|最高|最低|参考|基线|教师|目标|历史|上次|和|与");

    private static final String COUNTER = "epochs?|iters?|iteration|steps?|global_step|batch|batch_id|batch_idx|round";

    /** A whole number is a part of the name, as in {@code top 5}, unless a counter or a sign before it says what it is. */
    private static final Pattern COMPOUND_DELIMITER =
            Pattern.compile("[,;|\\[\\](){}<>:：=*#\"'`!?。，；、\\t]|\\s-+\\s|^\\s*-+\\s"
                    + "|(?<![\\w.-])[-+]?(?:\\d+[.,]\\d[\\w.,%]*|\\d+[%％]|\\d+e[-+]?\\d+|\\d+/\\d+)(?=\\s|$)"
                    + "|(?:^|(?<=(?i:\\b(?:" + COUNTER + "|iterations))\\s{1,2})|(?<=[:=：]\\s{0,2}))\\s*\\d+(?=\\s|$)");

    private static final Pattern WORD = Pattern.compile("\\p{IsHan}+|[^\\s/\\p{IsHan}]+");

    private static final Pattern TIME = Pattern.compile(
            "\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}(?:[T ]\\d{1,2}:\\d{2}:\\d{2}(?:[.,]\\d+)?)?|\\d{1,2}:\\d{2}:\\d{2}(?:[.,]\\d+)?");

    /** Another number with its words, counters aside. */
    private static final Pattern PAIR =
            Pattern.compile("(?i)[\\p{L}_](?:(?!\\s-+\\s)[^,;|\\[\\](){}<>:：=])*?(?<!\\b(?:epoch|epochs|iter|iters|step"
                    + "|steps|batch))['\"]?\\s*[:=：]\\s*[\\[(]*[-+]?\\.?\\d[\\d.,eE+-]*[%％]?|\\b(?!(?:" + COUNTER
                    + ")\\b)[\\p{L}_][\\w@]*(?: (?!(?:" + COUNTER
                    + ")\\b)[\\p{L}_][\\w@]*)?\\s+[-+]?\\d[\\d.,eE+-]*");

    /** A phrase that says whose numbers follow, or that says so no longer. */
    private static final Pattern PHRASE =
            Pattern.compile("(?i)(?<![\\w./-])(?:(?<other>train|training|teacher|reference|baseline"
                    + "|previous|paper|expected|target|best(?=\\s*(?:metrics?|acc|accuracy|scores?|results?|values?|performance|so far|epoch(?:\\s*[:=]?\\s*\\d+)?)?"
                    + "\\s*(?:[^\\w\\s]|$))|(?:max(?:imum)?|highest|lowest|min(?:imum)?)(?=\\s+(?:metrics?|acc|accuracy|scores?|results?|values?"
                    + "|performance)\\b))|(?<own>eval\\w*|val|valid|validation|test|testing|dev))(?![\\w./-])|(?<otherHan>训练|最佳|最好|最优"
                    + "|最高|最低|历史|参考)|(?<ownHan>测试|验证|评估)");

    private final MetricName metric;
    private final Set<String> names;

    MetricLabel(MetricName metric, Set<String> names) {
        this.metric = metric;
        this.names = names;
    }

    /** Whether a name alone, such as that of a row, is one of those that make a metric another one. */
    static boolean isOfOthers(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        return OTHER.contains(plain) && !plain.matches("min(imum)?|max(imum)?|std|and|or|than|[&+]");
    }

    /** Get the words directly before the name. */
    static String qualifier(String before) {
        int cut = 0;
        Matcher matcher = COMPOUND_DELIMITER.matcher(before);
        while (matcher.find()) {
            cut = matcher.end();
        }
        return before.substring(cut).strip();
    }

    /**
     * Get what the words make of the name.
     *
     * @param before the line up to the name
     * @param suffix what stands between name and number
     */
    Standing standing(String before, String suffix) {
        String qualifier = qualifier(before);
        String rest = before.substring(0, before.length() - qualifier.length());
        if (belongsToOther(rest)) {
            return Standing.OTHER;
        }
        Standing own = ofWords(qualifier);
        Standing behind = ofSuffix(suffix);
        return own.compareTo(behind) >= 0 ? own : behind;
    }

    private static boolean belongsToOther(String rest) {
        String phrases = PAIR.matcher(TIME.matcher(rest).replaceAll(";")).replaceAll(";");
        boolean other = false;
        Matcher matcher = PHRASE.matcher(phrases);
        while (matcher.find()) {
            other = matcher.group("other") != null || matcher.group("otherHan") != null;
        }
        return other;
    }

    private Standing ofSuffix(String suffix) {
        Matcher parts = Pattern.compile("[\\p{L}&+][\\w&+-]*").matcher(suffix.replaceAll("\\d+ ?point|integral", ""));
        Standing standing = Standing.OWN;
        while (parts.find()) {
            Standing next = ofWords(parts.group());
            standing = standing.compareTo(next) >= 0 ? standing : next;
        }
        boolean threshold = suffix.matches("\\s*[(（]\\s*(?:IoU\\s*=?\\s*)?[\\d.:]+\\s*[)）]\\s*");
        return threshold && standing == Standing.OWN ? Standing.QUALIFIED : standing;
    }

    private Standing ofWords(String phrase) {
        Standing standing = Standing.OWN;
        Matcher words = WORD.matcher(phrase);
        while (words.find()) {
            Standing next = ofWord(words.group().toLowerCase(Locale.ROOT));
            standing = standing.compareTo(next) >= 0 ? standing : next;
        }
        return standing;
    }

    private Standing ofWord(String word) {
        if (OTHER.contains(word)) {
            return Standing.OTHER;
        }
        if (Character.UnicodeScript.of(word.codePointAt(0)) == Character.UnicodeScript.HAN) {
            String rest = word;
            for (String neutral : NEUTRAL_HAN) {
                rest = rest.replace(neutral, "");
            }
            return rest.isEmpty() ? Standing.OWN : OTHER_HAN.matcher(word).find() ? Standing.OTHER : Standing.QUALIFIED;
        }
        String bare = word.replaceAll("^[\\W_]+|[\\W_]+$", "");
        if (bare.isEmpty()
                || names.contains(word)
                || (NEUTRAL.contains(bare) && (!bare.equals("error") || metric.isError()))) {
            return Standing.OWN;
        }
        return OTHER.contains(bare) ? Standing.OTHER : Standing.QUALIFIED;
    }

    private static Set<String> words(String text) {
        return Set.of(text.split(" "));
    }
}
