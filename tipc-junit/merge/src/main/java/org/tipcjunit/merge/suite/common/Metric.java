// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.source.Names;

/**
 * Metrics as tables of documents write them.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Metric {

    private static final Pattern NUMBER = Pattern.compile("\\W*(\\d{1,3}(?:\\.(\\d+))?)\\s*%?\\W*");

    /** How far, in its last digit, a number may lie from the one that it was rounded from. */
    private static final double ROUNDED = 0.51;

    private static final double COARSEST = 0.1;

    private static final Pattern LIKE = Pattern.compile(
            "acc|ap(\\d|$)|iou|dice|recall|precision|f1|psnr|ssim|fid|auc|hmean|top\\d|lpips|mota|ndcg|精度|准确率|召回率|指标");

    private static final Pattern BACKBONE = Pattern.compile("(?i)backbone|骨架|骨干|主干");

    /** Names that mean one thing, in English and Chinese documents. */
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("top1", "top1"),
            Map.entry("top1acc", "top1"),
            Map.entry("acctop1", "top1"),
            Map.entry("top1accuracy", "top1"),
            Map.entry("top5", "top5"),
            Map.entry("top5acc", "top5"),
            Map.entry("miou", "miou"),
            Map.entry("mioufp", "mioufp"),
            Map.entry("miouflip", "miou(flip)"),
            Map.entry("mioumsflip", "miou(ms+flip)"),
            Map.entry("map", "map"),
            Map.entry("boxap", "box ap"),
            Map.entry("hmean", "hmean"),
            Map.entry("acc", "acc"),
            Map.entry("accuracy", "acc"),
            Map.entry("top1准确率", "top1"),
            Map.entry("top1精度", "top1"),
            Map.entry("top5准确率", "top5"),
            Map.entry("top5精度", "top5"),
            Map.entry("psnr", "psnr"),
            Map.entry("ssim", "ssim"),
            Map.entry("fid", "fid"),
            Map.entry("auc", "auc"));

    private Metric() {}

    /** Get the metric that a header speaks of; empty where it speaks of something else. */
    public static String name(String header) {
        return KNOWN.getOrDefault(Names.plain(header), "");
    }

    /**
     * Get what a header calls a metric that this library does not know; empty where it speaks of something else.
     *
     * <p>Only documents that are translations of each other mean the same by it.
     */
    public static String own(String header) {
        String plain = Names.plain(header);
        return LIKE.matcher(plain).find() ? plain : "";
    }

    /** Find the column that names models. */
    public static Optional<Integer> modelColumn(List<String> header) {
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).toLowerCase(Locale.ROOT);
            if (name.contains("model") || name.contains("模型") || name.contains("算法") || name.contains("网络")) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** Whether a column names backbones, which models of several documents share. */
    public static boolean isOfBackbones(String header) {
        return BACKBONE.matcher(header).find();
    }

    /**
     * A number of a table.
     *
     * @param number what is written, a share as one of a hundred or of one
     * @param last what its last digit is worth, at most a tenth
     */
    public record Value(double number, double last) {

        /** Whether two numbers are one, of which either may be a share or percents, and shorter than the other. */
        public boolean isSameAs(Value other) {
            if (number <= 1 && other.number <= 1) {
                // A share's digits are worth a hundred times those of percents.
                return Math.abs(number - other.number) <= ROUNDED * Math.max(last, other.last);
            }
            return close(number, other.number)
                    || close(number * 100, other.number)
                    || close(number, other.number * 100);
        }

        private static boolean close(double one, double other) {
            double largest = Math.max(Math.abs(one), Math.abs(other));
            return Math.abs(one - other) <= ROUNDED * COARSEST * Math.max(1, largest / 100);
        }
    }

    /** Read a number; empty for what is no number alone. */
    public static Optional<Value> value(String cell) {
        Matcher number = NUMBER.matcher(cell);
        if (!number.matches()) {
            return Optional.empty();
        }
        int digits = number.group(2) == null ? 0 : number.group(2).length();
        return Optional.of(new Value(Double.parseDouble(number.group(1)), Math.min(COARSEST, Math.pow(10, -digits))));
    }
}
