// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certificate.page.Sentences;
import org.tipcjunit.faults.ProjectSources;

/**
 * What the code says in English is what the bundles know it by: who changes a sentence changes it there as well, and who adds one
 * adds its Chinese.
 */
class ChineseSentencesTests {

    /** Packages with sentences that are still shown in English. This list may only become shorter. */
    private static final Set<String> TO_DO =
            Set.of("certification", "certification.terms", "internal", "plan.dialect", "serving");

    /** What tells programs and folders, not readers; and what is put together before it is said. */
    private static final Set<String> NO_SENTENCES = Set.of(
            "a  that Paddle Inference loads",
            "a PIR program (.json) that Paddle Inference loads",
            "a program (.pdmodel) that Paddle Inference loads",
            "{}the line train_model_name of the config");

    /** Sentences that the code appends to others. */
    private static final Set<String> PUT_TOGETHER = Set.of(
            "{}; evidence is missing: {}",
            "not run in this run: {}; what they left was judged, and only a run of all stages certifies (--fresh, tipc.fresh=true)");

    private static SourceSentences sources;

    @BeforeAll
    static void read() throws IOException {
        sources = SourceSentences.of(ProjectSources.below("src/main/java"));
    }

    @Test
    void every_remedy_of_a_judge_and_of_a_stage_has_its_chinese() {
        assertThat(withoutToDo("remedies")).isEmpty();
    }

    @Test
    void every_summary_of_a_judge_and_of_a_stage_has_its_chinese() {
        assertThat(withoutToDo("summaries")).isEmpty();
    }

    @Test
    void a_package_whose_sentences_all_have_their_chinese_is_no_longer_to_do() {
        Set<String> missing =
                new TreeSet<>(missing(sources.remedies(), "remedies").keySet());
        missing.addAll(missing(sources.summaries(), "summaries").keySet());

        assertThat(missing).isEqualTo(new TreeSet<>(TO_DO));
    }

    private static Map<String, Set<String>> withoutToDo(String bundle) {
        Map<String, Set<String>> missing =
                missing(bundle.equals("remedies") ? sources.remedies() : sources.summaries(), bundle);
        missing.keySet().removeAll(TO_DO);
        return missing;
    }

    @Test
    void every_sentence_of_the_bundles_is_said_by_the_code() {
        Set<String> said = new TreeSet<>(sources.all());
        sources.remedies().values().forEach(said::addAll);
        sources.summaries().values().forEach(said::addAll);
        said.addAll(PUT_TOGETHER);

        assertThat(said).containsAll(known("remedies")).containsAll(known("summaries"));
    }

    private static Map<String, Set<String>> missing(Map<String, Set<String>> said, String bundle) {
        Set<String> known = known(bundle);
        Map<String, Set<String>> missing = new TreeMap<>();
        said.forEach((family, sentences) -> {
            Set<String> unknown = new TreeSet<>(sentences);
            unknown.removeAll(known);
            unknown.removeAll(NO_SENTENCES);
            if (!unknown.isEmpty() && isOfCertificate(family)) {
                missing.put(family, unknown);
            }
        });
        return missing;
    }

    /** Other modules speak to programmers. */
    private static boolean isOfCertificate(String family) {
        return !family.matches("(cli|corpus|inference|process|tensor|assertions|python|problem|certificate)(\\..*)?");
    }

    private static Set<String> known(String bundle) {
        PageWords english = Sentences.words(Language.ENGLISH, bundle);
        String place = SourceSentences.PLACE;
        return english.words().keySet().stream()
                .map(key -> english.get(key, place, place, place, place, place))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
