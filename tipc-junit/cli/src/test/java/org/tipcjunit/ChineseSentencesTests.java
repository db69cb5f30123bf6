// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certificate.page.Phrases;
import org.tipcjunit.certificate.page.Sentences;
import org.tipcjunit.cli.status.SpokenLines;
import org.tipcjunit.faults.ProjectSources;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;

/**
 * What the code says in English is what the bundles know it by: who changes a sentence changes it there as well, and who adds one
 * adds its Chinese.
 */
class ChineseSentencesTests {

    /** Packages with sentences that are still shown in English. This list may only become shorter. */
    private static final Set<String> TO_DO =
            Set.of("certification", "certification.terms", "internal", "plan.dialect", "serving");

    /** What tells programs and folders, not readers; and what is put together before it is said. */
    private static final Set<String> NO_SENTENCES =
            Set.of("a  that Paddle Inference loads", "{}the line train_model_name of the config");

    /** Sentences that the code appends to others, and what it counts in them. */
    private static final Set<String> PUT_TOGETHER = Set.of(
            "{} images",
            "1 image",
            "{} texts",
            "1 text",
            "{} commands",
            "1 command",
            "{} other backbones",
            "1 other backbone",
            "{} samples of {}",
            "prediction",
            "inference",
            "image",
            "text",
            "the image's file name",
            "{}; evidence is missing: {}",
            "1 test image",
            "1 test text",
            "{} ended with {} but wrote no program file {}",
            "{} ended with {} but wrote no parameter file {}",
            "run the command by hand in {} and correct what its log names.",
            "let the training save its weights there, or correct the line train_model_name of the config",
            "guide 5.2: where the fault is in the code of {} itself, open an issue at {} that says what is wrong, titled: {}",
            "guide 5.2: where the fault is in the code of {} itself ({}), open an issue at {} that says what is wrong, titled: {}",
            "the model with {} is the one with {}: all {} weights are equal bit for bit",
            "{}: [{}] {} failed for {}: {}",
            "{}: [{}] {} cannot judge {}: {}",
            "{}: [{}] {} did not run for {}: {}",
            "not run in this run: {}; what they left was judged, and only a run of all stages certifies (--fresh, tipc.fresh=true)");

    /** What the reader of the sources puts together and the code does not: one in the form of many, and the other way round. */
    private static final Pattern NEVER_SAID = Pattern.compile("(batch size|training config) are |epochs is "
            + "|find no mode and passes|finds no mode and pass |look for mode=value finds|looks for mode=value, find "
            + "|^7 7 stand|and a number7$");

    /** What is typed as it stands. */
    private static final Pattern COMMANDS = Pattern.compile("apt-get |unset |JDK ");

    /** A word that is no unit. */
    private static final Pattern WORD = Pattern.compile("\\b(?!ms\\b)[a-z]{2,}");

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

        Set<String> unsaid = known("remedies");
        unsaid.addAll(known("summaries"));
        unsaid.removeAll(said);
        unsaid.removeIf(sentence -> isLineOf(sentence, said));

        assertThat(unsaid).isEmpty();
    }

    /** Whether the code says a sentence among other lines, or with a constant where the bundles have a value. */
    private static boolean isLineOf(String sentence, Set<String> said) {
        Pattern line = Pattern.compile(Stream.of(sentence.split(Pattern.quote(SourceSentences.PLACE), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
        return said.stream().flatMap(String::lines).anyMatch(text -> line.matcher(text)
                .matches());
    }

    /** What a command tells, or a finding states, and its Chinese leaves English, is missing from the bundles. */
    @Test
    void what_lint_doctor_init_and_plan_tell_has_its_chinese() {
        Phrases chinese = SpokenLines.phrases(Language.CHINESE);
        Set<String> english = new TreeSet<>();
        sources.advice().entrySet().stream()
                .filter(family ->
                        family.getKey().matches("lint|plan|plan\\.(deploy|serving)|certification\\.(doctor|start)"))
                .flatMap(family -> family.getValue().stream())
                .map(sentence -> sentence.replace(SourceSentences.PLACE, "7"))
                .filter(sentence -> !NEVER_SAID.matcher(sentence).find())
                .filter(sentence -> isEnglish(chinese.say(sentence)))
                .forEach(english::add);

        assertThat(english).isEmpty();
    }

    /** What is told while a model is certified, but for what others made of a line before. */
    @Test
    void what_is_told_of_stages_has_its_chinese() {
        Phrases chinese = Sentences.progress(Language.CHINESE);
        Set<String> told = sources.all().stream()
                .filter(sentence -> sentence.startsWith("[tipc] "))
                // One stands in the log of a stage, the others are between programs.
                .filter(sentence -> !sentence.contains("left out here") && !sentence.contains("this job "))
                .map(sentence -> sentence.replace(SourceSentences.PLACE, "7"))
                .flatMap(sentence -> sentence.lines().limit(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = known("progress").stream()
                .map(sentence -> sentence.replace(SourceSentences.PLACE, "7"))
                .collect(Collectors.toSet());

        assertThat(told)
                .contains("[tipc] 7: 7 started, log 7", "[tipc] copying data 7")
                .filteredOn(sentence -> known.stream().noneMatch(whole -> whole.startsWith(sentence)))
                .filteredOn(sentence -> isEnglish(chinese.say(sentence)))
                .isEmpty();
        assertThat(chinese.say("[tipc] digits: infer-2 exit status 0 after 3.0 s"))
                .isEqualTo("[tipc] digits：infer-2 在 3.0 秒后结束，退出状态 0");
        assertThat(Stream.of(
                                "the command changed",
                                "the variable PYTHONPATH is new",
                                "train.py is gone",
                                "of what was kept of it, the mode changed",
                                "no run of it is kept, nor of any other stage of this config and mode",
                                "it was asked for")
                        .map(reason -> chinese.say("[tipc] digits: train runs again: " + reason)))
                .as("reasons are told as well")
                .allMatch(line -> line.startsWith("[tipc] digits：train 重新运行：") && !isEnglish(line));
        assertThat(chinese.say("[tipc] digits: train 5 s of at most 900 s | [epoch 3] loss: 4.3"))
                .as("what a script prints stays")
                .isEqualTo("[tipc] digits：train 5 秒，最多 900 秒 | [epoch 3] loss: 4.3");
    }

    @Test
    void what_can_be_told_before_anything_runs_is_told_in_the_language() {
        List<Problem> problems = List.of(
                new Problem(
                        Place.nowhere(),
                        "the README does not show the command of train as it is planned",
                        "",
                        "README.md has no shell block that runs train.py",
                        "add a ```bash block with: python train.py"),
                new Problem(
                        Place.nowhere(),
                        "the README shows none of the planned commands",
                        "",
                        "README.md has no shell block that runs train.py, infer.py",
                        "let this run go on: once training, evaluation, export and inference have passed, it writes the"
                                + " missing section, commands and results, to copy; tipc plan shows the commands now"));

        assertThat(problems).allSatisfy(problem -> {
            assertThat(Sentences.in(Language.ENGLISH).problem(problem)).isEqualTo(problem.text());
            assertThat(Sentences.in(Language.CHINESE).problem(problem).lines())
                    .hasSize(3)
                    .noneMatch(ChineseSentencesTests::isEnglish);
        });
    }

    @Test
    void what_is_demanded_has_its_chinese() {
        Phrases chinese = Sentences.in(Language.CHINESE).details();
        Set<String> demanded = Set.of(
                "7 holds a command for each script as it ran, and results of prediction and of inference",
                "7 holds the commands of the conversion, the service and its clients as they ran, and results",
                "a row for 7 in 7 that states what its own log ends with",
                "no rule of 7 that is an error is broken");

        assertThat(sources.details().values().stream()
                        .flatMap(Set::stream)
                        .map(sentence -> sentence.replace(SourceSentences.PLACE, "7")))
                .containsAll(demanded);
        assertThat(demanded).noneMatch(sentence -> isEnglish(chinese.say(sentence)));
    }

    @Test
    void what_is_demanded_and_what_was_seen_has_its_chinese() {
        Sentences chinese = Sentences.in(Language.CHINESE);
        Map<String, Set<String>> english = new TreeMap<>();
        sources.details().forEach((family, sentences) -> {
            if (isOfCertificate(family)) {
                sentences.stream()
                        .map(sentence -> sentence.replace(SourceSentences.PLACE, "7"))
                        .filter(sentence -> !NEVER_SAID.matcher(sentence).find())
                        .filter(sentence -> isEnglish(chinese.observed(sentence)))
                        .forEach(sentence -> english.computeIfAbsent(family, key -> new TreeSet<>())
                                .add(sentence));
            }
        });

        assertThat(english).isEmpty();
    }

    @Test
    void what_evidence_figures_units_axes_and_columns_are_called_has_its_chinese() {
        Sentences chinese = Sentences.in(Language.CHINESE);
        Set<String> drawn = PageWords.in(Language.CHINESE).words().keySet();
        Map<String, Set<String>> english = new TreeMap<>();
        sources.labels().forEach((family, names) -> {
            if (isOfCertificate(family)) {
                names.stream()
                        .map(name -> name.replace(SourceSentences.PLACE, "7"))
                        .filter(name -> !drawn.contains("axis." + name) && !drawn.contains("window." + name))
                        .filter(name -> isEnglishName(chinese.label(name)))
                        .forEach(name -> english.computeIfAbsent(family, key -> new TreeSet<>())
                                .add(name));
            }
        });

        assertThat(sources.labels().values().stream().flatMap(Set::stream))
                .contains("loss of every iteration", "p value", "images", "what ran", "end", "request")
                .hasSizeGreaterThan(100);
        assertThat(english).isEmpty();
    }

    /** What was done otherwise than by upstream's scripts, and what did not run, stands on certificates as well. */
    @Test
    void what_plans_tell_has_its_chinese_on_certificates() {
        Sentences chinese = Sentences.in(Language.CHINESE);
        Set<String> english = new TreeSet<>();
        sources.advice().entrySet().stream()
                .filter(family -> family.getKey().matches("plan(\\..*)?"))
                .flatMap(family -> family.getValue().stream())
                .map(sentence -> sentence.replace(SourceSentences.PLACE, "7"))
                .filter(sentence -> !NEVER_SAID.matcher(sentence).find())
                .filter(sentence -> isEnglish(chinese.label(sentence)))
                .forEach(english::add);

        assertThat(english).isEmpty();
    }

    @Test
    void phrases_stand_in_both_languages_under_the_same_keys_with_the_same_values() {
        Module cli = SpokenLines.class.getModule();
        Map<String, String> english = Phrases.words(Language.ENGLISH, "org.tipcjunit.cli.phrases", cli)
                .words();
        Map<String, String> chinese = Phrases.words(Language.CHINESE, "org.tipcjunit.cli.phrases", cli)
                .words();

        assertThat(chinese.keySet()).isEqualTo(english.keySet());
        english.forEach(
                (key, text) -> assertThat(places(chinese.get(key))).as(key).isEqualTo(places(text)));
        Map<String, String> progress =
                Sentences.words(Language.CHINESE, "progress").words();
        assertThat(progress.keySet())
                .isEqualTo(Sentences.words(Language.ENGLISH, "progress").words().keySet());
        Sentences.words(Language.ENGLISH, "progress")
                .words()
                .forEach((key, text) ->
                        assertThat(places(progress.get(key))).as(key).isEqualTo(places(text)));
        assertThat(Sentences.words(Language.CHINESE, "details").words().keySet())
                .isEqualTo(Sentences.words(Language.ENGLISH, "details").words().keySet());
    }

    private static List<String> places(String text) {
        return Pattern.compile("\\{\\d}")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .sorted()
                .toList();
    }

    /** Whether three English words follow each other, or nothing else is said. */
    private static boolean isEnglish(String said) {
        boolean words = Pattern.compile("\\b[a-z]{2,} [a-z]+ [a-z]{2,}\\b")
                .matcher(said)
                .find();
        boolean chinese = said.codePoints().anyMatch(Character::isIdeographic);
        return chinese
                ? words && !said.contains("apt-get")
                : said.matches("(?s).*[a-z]{2,} [a-z]{2,}.*")
                        && !COMMANDS.matcher(said).lookingAt();
    }

    private static boolean isEnglishName(String said) {
        return isEnglish(said)
                || (said.codePoints().noneMatch(Character::isIdeographic)
                        && WORD.matcher(said).find());
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
                .map(key -> english.get(key, place, place, place, place, place, place, place))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
