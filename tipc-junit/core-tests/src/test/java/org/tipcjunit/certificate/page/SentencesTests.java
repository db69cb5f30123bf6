// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Findings in Chinese: the same sentence, the same values, and nothing said where there are no words for it. */
class SentencesTests {

    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    private final Sentences chinese = Sentences.in(Language.CHINESE);
    private final PageWords words = PageWords.in(Language.CHINESE);

    @ParameterizedTest
    @ValueSource(strings = {"summaries", "remedies", "details", "labels", "verification", "rules"})
    void every_sentence_stands_in_both_languages_with_the_same_values(String bundle) {
        Map<String, String> english = Sentences.words(Language.ENGLISH, bundle).words();
        Map<String, String> said = Sentences.words(Language.CHINESE, bundle).words();

        assertThat(said.keySet()).isEqualTo(english.keySet());
        assertThat(places(said)).isEqualTo(places(english));
        assertThat(said.entrySet())
                .allMatch(text ->
                        text.getValue().codePoints().anyMatch(Character::isIdeographic) || bundle.equals("rules"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"summaries", "remedies"})
    void each_sentence_is_found_by_its_own_words_and_not_by_those_of_another(String bundle) {
        Map<String, String> english = Sentences.words(Language.ENGLISH, bundle).words();
        Map<String, String> said = Sentences.words(Language.CHINESE, bundle).words();
        PageWords inEnglish = Sentences.words(Language.ENGLISH, bundle);
        PageWords inChinese = Sentences.words(Language.CHINESE, bundle);
        Object[] names = {"alpha", "beta", "gamma", "delta"};

        assertThat(english.keySet()).allSatisfy(key -> {
            Object[] values = key.startsWith("counted.") ? new Object[] {"7", "beta"} : names;
            String sentence = inEnglish.get(key, values);
            String found = bundle.equals("remedies") ? chinese.remedy(sentence) : chinese.summary(sentence);
            // Where two sentences are written alike their Chinese is as well.
            assertThat(withoutValues(found)).as(sentence).isEqualTo(withoutValues(inChinese.get(key, values)));
        });
        assertThat(said).isNotEmpty();
    }

    @Test
    void what_was_changed_for_a_run_is_said_change_by_change() {
        String english =
                "--iterations 100: epochs=13 instead of 2; cpu: line 5: --use_gpu:True -> --use_gpu:False; a=b; c";

        assertThat(chinese.changes(english))
                .isEqualTo("--iterations 100：采用 epochs=13，而不是 2; cpu：第 5 行：--use_gpu:True -> --use_gpu:False; a=b; c");
        assertThat(Sentences.in(Language.ENGLISH).changes(english)).isEqualTo(english);
    }

    @Test
    void values_go_where_the_language_has_them() {
        assertThat(chinese.remedy("certify with --iterations 100, or write epochs=3 into the config"))
                .isEqualTo("认证时加 --iterations 100，或在配置中写 epochs=3");
        assertThat(chinese.remedy("write it like predict.py --weights={weights} --image_dir={images}"))
                .isEqualTo("写成类似 predict.py --weights={weights} --image_dir={images}");
        assertThat(chinese.summary("cannot judge: the README documents no value of top1"))
                .isEqualTo("无法评判：README 没有写明 top1 的值");
    }

    @Test
    void of_several_forms_the_one_is_taken_that_leaves_least_unsaid() {
        assertThat(chinese.summary("cannot judge: the evaluation did not read all of its data"))
                .isEqualTo("无法评判：" + chinese.summary("the evaluation did not read all of its data"))
                .doesNotContain("data");
    }

    @Test
    void a_sentence_within_a_sentence_is_said_as_well() {
        assertThat(chinese.reasons(
                        List.of(
                                "4.1.3-1 FAIL: the train command failed: exit status 1",
                                "stage train: exit status 1",
                                "x-1 NOT_RUN: one image takes 5 ms"),
                        words))
                .containsExactly("4.1.3-1 未通过：命令 train 失败：退出状态 1", "阶段 train：退出状态 1", "x-1 未运行：one image takes 5 ms");
    }

    @Test
    void each_line_of_a_remedy_is_said_by_itself() {
        assertThat(chinese.remedy("look at the log\nsee issue 12 of the guide"))
                .isEqualTo("查看日志\nsee issue 12 of the guide");
    }

    @Test
    void what_was_seen_is_quoted_and_only_what_it_rests_on_is_said() {
        assertThat(chinese.observed("the loss rises\nthis rests on @LossConverges, which failed: the loss rises"))
                .isEqualTo("the loss rises\n其前提 @LossConverges 未通过：损失上升");
    }

    @Test
    void a_number_of_things_is_said_and_a_quoted_line_that_ends_like_one_is_not() {
        assertThat(chinese.observed("it printed: epoch 3 of 12 images")).isEqualTo("它打印了：epoch 3 of 12 images");
        assertThat(chinese.observed("none of 12 exported tensors is one that the training changed"))
                .isEqualTo("导出的 12 个张量中没有一个是训练改变过的");
    }

    @Test
    void places_are_said_one_by_one_and_not_what_a_quoted_line_says_of_places() {
        assertThat(chinese.observed("train.py at line 45; tools/predict.py at line 7\nSyntaxError at line 3: odd"))
                .isEqualTo("train.py 位于第 45 行；tools/predict.py 位于第 7 行\nSyntaxError at line 3: odd");
        assertThat(Sentences.in(Language.ENGLISH).observed("train.py at line 45; predict.py at line 7"))
                .isEqualTo("train.py at line 45; predict.py at line 7");
    }

    @Test
    void evidence_figures_and_columns_are_called_in_the_language_and_what_is_measured_keeps_its_name() {
        assertThat(Stream.of(
                                "test image 0001.png",
                                "max abs difference (plain, repeated)",
                                "max abs difference (infer.py)",
                                "max rel difference (plain (repeated))",
                                "outputs changed (mean shifted by 0.5)",
                                "documented top1",
                                "documented results of the service that agree",
                                "median loss, iterations 1-15",
                                "latency over gRPC, p95",
                                "of 8 images",
                                "bytes (6.4 MiB)",
                                "0001.png",
                                "mAP")
                        .map(chinese::label))
                .containsExactly(
                        "测试图片 0001.png",
                        "最大绝对差（原生后端，重复）",
                        "最大绝对差（infer.py）",
                        "最大相对差（原生后端（重复））",
                        "输出改变（均值偏移 0.5）",
                        "文档写明的 top1",
                        "文档写明且一致的服务结果",
                        "损失中位数，迭代 1-15",
                        "延迟（gRPC），p95",
                        "共 8 张图片",
                        "字节（6.4 MiB）",
                        "0001.png",
                        "mAP");
    }

    @Test
    void a_value_is_as_short_as_it_can_be_and_lies_on_one_line() {
        Sentence sentence = Sentence.of("key", "{0} of {1} ends, it''s ''{2}''", words);

        assertThat(sentence.valuesIn("a of b of c ends, it's 'd'")).contains(List.of("a", "b of c", "d"));
        assertThat(sentence.valuesIn(" of  ends, it's ''")).contains(List.of("", "", ""));
        assertThat(sentence.valuesIn("a of b ends, it's 'd")).isEmpty();
        assertThat(sentence.valuesIn("a of b ends, it's '")).isEmpty();
        assertThat(sentence.valuesIn("a\nof of b ends, it's 'd'")).isEmpty();
        assertThat(Sentence.of("key", "a whole one", words).valuesIn("a whole one"))
                .contains(List.of());
        assertThat(Sentence.of("key", "aa{0}aa", words).valuesIn("aaa")).isEmpty();
    }

    @Test
    void in_english_everything_stays_as_it_is() {
        Sentences english = Sentences.in(Language.ENGLISH);

        assertThat(english.summary("the loss rises")).isEqualTo("the loss rises");
        assertThat(english.remedy("look at the log\r\n")).isEqualTo("look at the log\r\n");
    }

    private static String withoutValues(String text) {
        return text.replaceAll("alpha|beta|gamma|delta", "");
    }

    private static Map<String, Set<String>> places(Map<String, String> words) {
        Map<String, Set<String>> places = new TreeMap<>();
        words.forEach((key, text) -> places.put(
                key,
                PLACE.matcher(text)
                        .results()
                        .map(place -> place.group())
                        .collect(Collectors.toCollection(TreeSet::new))));
        return places;
    }
}
