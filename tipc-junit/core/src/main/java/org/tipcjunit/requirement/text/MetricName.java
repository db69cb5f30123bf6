// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The name of a metric, and what can be told from it.
 *
 * @param text the name as stated
 */
@API(status = Status.INTERNAL, since = "0.1")
public record MetricName(String text) {

    private static final String CAPTION = "(?i)(?<![a-z])(?:";
    private static final String END = ")\\d*(?![a-z])";

    /** Measures of error without a bound, such as losses and distances. */
    private static final Pattern DISTANCE = Pattern.compile(
            CAPTION + "\\w*loss|r?mse|mae|mape|fid|kid|lpips|niqe|ppl|perplexity|nll|mcd|epe|dcf|min_?dcf|rtf" + END
                    + "|损失|误差");

    /** Shares of what is wrong. */
    private static final Pattern ERROR_RATE =
            Pattern.compile(CAPTION + "wer|cer|ser|eer|der|hter|err|errors?|error[ _-]?rate" + END + "|错误率");

    /** Shares of what is right: none lies above 1. */
    private static final Pattern SHARE = Pattern.compile(CAPTION
            + "m?acc|accuracy|top-?|f|f1|f-?score|f-?measure|h-?mean|prec|precision|recall|rec|m?ap|m?iou|m?dice|auc|g?auc|roc"
            + "|kappa|hit|hr|ndcg|mrr|ssim|pck|pckh|tar|sensitivity|specificity" + END
            + "|准确率|精度|精确率|召回率|正确率");

    private static final Pattern UNIT = Pattern.compile("\\s*(?:[(（\\[]\\s*[%％]\\s*[)）\\]]|/?\\s*[%％])\\s*$");
    private static final Pattern FOOTNOTE = Pattern.compile("(?:\\s*(?:\\^\\S*|\\[\\^?\\w+\\]|[*†‡§¹²³⁴⁵↑↓])+)+\\s*$");
    private static final Pattern TOP = Pattern.compile("(?:acc)?top(\\d+)(?:acc|accuracy)?|acc@?(\\d+)|prec@(\\d+)");
    private static final Pattern OF_EVALUATION = Pattern.compile("^(?:val(?:id(?:ation)?)?|eval|test|avg)");
    private static final Pattern RANK = Pattern.compile("top(\\d+)");
    private static final Pattern NEUTRAL = Pattern.compile("验证集|测试集|评估集|验证|测试|评估|复现|精度|准确率|正确率|结果|指标|值|的|上");
    private static final Pattern WHITE = Pattern.compile("[\\s_-]+");

    /** Whether less of it is better, as far as its name says. */
    public boolean isError() {
        return DISTANCE.matcher(text).find() || ERROR_RATE.matcher(text).find();
    }

    /** Whether it has no bound, so that values on both sides of 1 are of one scale. */
    public boolean isUnbounded() {
        return DISTANCE.matcher(text).find();
    }

    /** Whether it is a share of what is right, as far as its name says. */
    public boolean isShare() {
        return !isError() && SHARE.matcher(text).find();
    }

    /** Whether it names a rank, such as {@code top1}, so that each sample has one class. */
    public boolean isRanked() {
        return RANK.matcher(plain()).matches();
    }

    /** Get among how many best scores the label of a sample must be, such as 1 for {@code acc} and 5 for {@code top5}. */
    public OptionalInt rank() {
        String plain = plain();
        Matcher top = RANK.matcher(plain);
        if (top.matches()) {
            return OptionalInt.of(Integer.parseInt(top.group(1)));
        }
        return plain.equals("accuracy") ? OptionalInt.of(1) : OptionalInt.empty();
    }

    /** Whether a table's {@code heading} says exactly this name, units and footnotes aside. */
    public boolean isHeading(String heading) {
        return bare(heading).equals(text.strip()) || heading.strip().equals(text.strip());
    }

    /** Whether a table's {@code heading} names this metric in another spelling, such as {@code Top-1} for {@code top1}. */
    public boolean isHeadingLike(String heading) {
        String bare = bare(heading);
        String own = canonical(text);
        return canonical(bare).equals(own)
                || canonical(NEUTRAL.matcher(bare).replaceAll("")).equals(own);
    }

    /** Whether a {@code heading} says that the numbers below are percentages. */
    public static boolean isPercentage(String heading) {
        return UNIT.matcher(withoutFootnote(heading)).find();
    }

    /** Get a cell's text without what refers to a footnote. */
    public static String withoutFootnote(String cell) {
        return FOOTNOTE.matcher(cell.strip()).replaceFirst("").strip();
    }

    private String plain() {
        return canonical(
                OF_EVALUATION.matcher(canonical(bare(text))).replaceFirst("").strip());
    }

    private static String bare(String heading) {
        return UNIT.matcher(withoutFootnote(heading)).replaceFirst("").strip();
    }

    private static String canonical(String name) {
        String plain = WHITE.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
        Matcher top = TOP.matcher(plain);
        if (top.matches()) {
            String rank = top.group(1) != null ? top.group(1) : top.group(2) != null ? top.group(2) : top.group(3);
            return "top" + rank;
        }
        return plain.equals("acc") ? "accuracy" : plain;
    }
}
