// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * In what way a metric was measured, where tables tell it from the plain metric of the same name: {@code mIoU (ms+flip)} is no
 * {@code mIoU}, and {@code top1 (EMA)} no {@code top1}.
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum MetricVariant {
    /** The mean of what is said of an image and of its mirror image. */
    FLIPPED("flipped images", "flip(?:ped|ping|s)?|mirrored|mirroring", "翻转"),
    /** Of images of several sizes. */
    MULTI_SCALE("several scales", "multi[-_ ]?scales?|(?<!\\d\\s{0,2})ms(?=\\s*[+&)\\]]|$)", "多尺度"),
    /** Of images that were changed for the test in ways that are not said. */
    AUGMENTED("augmented tests", "tta|test[-_ ]time[-_ ]aug\\w*|aug_eval|augmented", "测试时增强"),
    /** Of several parts of an image or video. */
    CROPS("several crops or views", "(?:\\d+|multi|three|five|ten)[-_ x×]{0,3}(?:crops?|views?|clips?)", "多裁剪"),
    /** Of weights that were averaged while they were trained. */
    AVERAGED("averaged weights", "ema|swa", "滑动平均"),
    /** The mean of the classes' values. */
    MACRO("the mean of classes", "macro(?:[-_ ]?(?:avg|averaged?|mean))?|mean[-_ ]class|class[-_ ]averaged?", "宏平均"),
    /** Of all classes together. */
    MICRO("all classes together", "micro(?:[-_ ]?(?:avg|averaged?))?", "微平均"),
    /** The mean of the classes' values by their share. */
    WEIGHTED("a weighted mean of classes", "weighted(?:[-_ ]?(?:avg|averaged?|mean))?", "加权平均"),
    /** Of a chain of models. */
    END_TO_END("models one after the other", "e2e|end[-_ ]?(?:to|2)[-_ ]?end", "端到端"),
    /** Of several models together. */
    ENSEMBLE("several models together", "ensembles?d?|ensembling", "集成"),
    /** Of weights of few bits. */
    QUANTISED("quantised weights", "int8|quanti[sz]\\w*|quant|qat|ptq|pact", "量化");

    private static final Set<MetricVariant> OF_IMAGES = EnumSet.of(FLIPPED, MULTI_SCALE, CROPS);

    /** Values behind the names of options that switch something off. */
    private static final Set<String> OFF = Set.of("false", "0", "no", "off", "none", "null", "");

    private final String noun;
    private final Pattern pattern;

    MetricVariant(String noun, String words, String han) {
        this.noun = noun;
        this.pattern = Pattern.compile("(?i)(?<![\\p{L}\\d])(?:" + words + ")(?![\\p{L}\\d])|" + han);
    }

    /** Get what a text says. */
    public static Set<MetricVariant> in(String text) {
        return Stream.of(values())
                .filter(variant -> variant.pattern.matcher(text).find())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(MetricVariant.class)));
    }

    /** Get what a command says, without what its options switch off. */
    public static Set<MetricVariant> inCommand(List<String> argv) {
        Set<MetricVariant> said = EnumSet.noneOf(MetricVariant.class);
        Iterator<String> words = argv.iterator();
        String word = words.hasNext() ? words.next() : "";
        while (!word.isEmpty() || words.hasNext()) {
            String next = words.hasNext() ? words.next() : "";
            boolean option = word.startsWith("-");
            int equals = word.indexOf('=');
            String value = equals >= 0 ? word.substring(equals + 1) : option ? next : word;
            if (!OFF.contains(value.toLowerCase(Locale.ROOT)) || (equals < 0 && next.isEmpty())) {
                said.addAll(in(word));
            }
            word = next;
        }
        return said;
    }

    /** Get what of the {@code documented} ones is not {@code said}; a test that is said to be augmented may be any of images. */
    public static Set<MetricVariant> unsaid(Set<MetricVariant> documented, Set<MetricVariant> said) {
        Set<MetricVariant> left = EnumSet.noneOf(MetricVariant.class);
        left.addAll(documented);
        left.removeAll(said);
        if (said.contains(AUGMENTED)) {
            left.removeAll(OF_IMAGES);
        }
        if (said.stream().anyMatch(OF_IMAGES::contains)) {
            left.remove(AUGMENTED);
        }
        return left;
    }

    /** Get how several are told in a message. */
    public static String told(Collection<MetricVariant> variants) {
        return variants.stream().map(variant -> variant.noun).collect(Collectors.joining(", "));
    }
}
