// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.Suite;
import org.tipcjunit.plan.draft.Template;
import org.tipcjunit.plan.model.Step;

class DialectsTests {

    private static final String TEXT = """
            # families
            [base]
            model = {1}
            python = {2}
            output = ./output/{model}
            gpus = 3
            use_gpu = 4
            ips_limit = 15
            trainers = 14
            norm = 15/29
            pairs = 16/30q 19s s 20/
            pretrained = 9
            train = {2} {run_train}
            train_cards = {2} -m launch {run_train}
            train_nodes = {2} -m launch --ips={ips} {run_train}
            amp[fp16] = --amp
            save_log = {output}/{trainer}
            save_log_nodes = {output}/{trainer}_{nodes}
            weights = {save_log}/best
            evaluation = 23
            eval = {2} {23}
            export = {2} {run_export}
            model_dir = {save_log}
            inference = 39
            devices = 40
            cpu = threads:42 batch_size:43
            cpu_skips = mkldnn-off
            infer_cpu = {2} {39}
            gpu =
            infer_gpu = {2} {39}
            infer_models = 36
            window = 51
            [child: base]
            window =
            use_gpu_by = cpu-false
            hidden = train always
            repositories = Owner/Name other/name/part
            """;

    @Test
    void a_dialect_inherits_what_it_does_not_say() {
        Dialect child = Dialects.parse(TEXT).named("child");

        assertThat(child.training().single()).isEqualTo(new Template("{2} {run_train}"));
        assertThat(Dialects.parse(TEXT).named("base").frame().window()).hasValue(51);
        assertThat(child.frame().window()).isEmpty();
        assertThat(child.export().onnxLine()).isEqualTo(-1);
        assertThat(child.precision().amp().of("fp16")).isEqualTo("--amp");
        assertThat(child.precision().amp().of("amp")).isEmpty();
    }

    @Test
    void what_a_dialect_says_is_read_as_what_it_means() {
        Dialect child = Dialects.parse(TEXT).named("child");

        assertThat(child.machines().useGpuBy()).isEqualTo(DialectMachines.UseGpuBy.CPU_FALSE);
        assertThat(child.machines().hidden())
                .containsExactlyInAnyOrder(DialectMachines.HidingPoint.TRAIN, DialectMachines.HidingPoint.ALWAYS);
        assertThat(child.trainers().norm()).isEqualTo(new DialectTrainers.Lines(15, 29));
        assertThat(child.trainers().pairs())
                .containsExactly(
                        pair(16, 30, DialectTrainers.PairKind.QUANTISED),
                        pair(19, -1, DialectTrainers.PairKind.STATIC_LINE),
                        pair(-1, -1, DialectTrainers.PairKind.STATIC_BLOCK),
                        pair(20, -1, DialectTrainers.PairKind.OWN));
        assertThat(child.inference().cpu().loops())
                .containsExactly(
                        new DialectInference.Loop(DialectInference.Axis.THREADS, 42),
                        new DialectInference.Loop(DialectInference.Axis.BATCH_SIZE, 43));
        assertThat(child.inference().cpu().skips()).containsExactly(SkipRule.MKLDNN_OFF);
    }

    private static DialectTrainers.Pair pair(int train, int export, DialectTrainers.PairKind kind) {
        return new DialectTrainers.Pair(new DialectTrainers.Lines(train, export), kind);
    }

    @Test
    void a_repository_is_found_by_its_name_and_by_the_folder_of_its_test_tipc() {
        Dialects dialects = Dialects.parse(TEXT);

        assertThat(dialects.of("owner/NAME", "test_tipc/configs/a.txt"))
                .map(Dialect::name)
                .contains("child");
        assertThat(dialects.of("other/name", "part/test_tipc/configs/a.txt"))
                .map(Dialect::name)
                .contains("child");
        assertThat(dialects.of("other/name", "test_tipc/configs/a.txt")).isEmpty();
    }

    @Test
    void mistakes_are_named() {
        assertThatThrownBy(() -> Dialects.parse("[a: nobody]"))
                .hasMessage("dialects.conf:1: there is no dialect 'nobody' to inherit from"
                        + "\n  remedy: name one that stands above, or none");
        assertThatThrownBy(() -> Dialects.parse("[a]\nnothing"))
                .hasMessage("dialects.conf:2: neither a section nor a setting: nothing"
                        + "\n  remedy: write [name: parent] or key = value");
        assertThatThrownBy(() -> Dialects.parse("a = 1"))
                .hasMessage("dialects.conf:1: a setting before the first section: a = 1"
                        + "\n  remedy: write a [name] above it");
    }

    @Test
    void settings_that_do_not_exist_are_refused() {
        assertThatThrownBy(() -> Dialects.parse("[a]\nmodel = {1}\nuse_gpus = 4"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "dialects.conf:3: there is no setting 'use_gpus'\n  remedy: give one of window,");
        assertThatThrownBy(() -> Dialects.parse("[a]\nmodel[x] = {1}"))
                .hasMessage("dialects.conf:2: there is no setting 'model[x]'\n  remedy: leave '[x]' out");
        assertThatThrownBy(() -> Dialects.parse("[a]\nbuilds = make"))
                .hasMessage(
                        "dialects.conf:2: there is no setting 'builds'\n  remedy: say for what, as in builds[name]");
    }

    @Test
    void a_repository_a_suite_and_a_dialect_for_quantised_models_have_to_be_clear() {
        int next = (int) TEXT.lines().count() + 1;

        assertThatThrownBy(() -> Dialects.parse(TEXT + "repositories = owner/name"))
                .hasMessage("dialects.conf:" + next + ": the repository owner/name has the dialect 'child' already"
                        + "\n  remedy: name it in one of the two");
        assertThatThrownBy(() -> Dialects.parse(TEXT + "suite = opera"))
                .hasMessageStartingWith(
                        "dialects.conf:" + next + ": there is no suite 'opera'\n  remedy: give one of ocr, clas,");
        assertThatThrownBy(() -> Dialects.parse(TEXT + "klquant = nobody"))
                .hasMessage("dialects.conf: there is no dialect 'nobody', which 'child' names for models that are"
                        + " quantised offline\n  remedy: add it, or name another");
    }

    @Test
    void values_that_mean_nothing_are_refused_where_they_are_written() {
        int next = (int) TEXT.lines().count() + 1;

        assertThatThrownBy(() -> Dialects.parse(TEXT + "use_gpu_by = guess"))
                .hasMessage("dialects.conf:" + next + ": 'guess' means nothing to use_gpu_by"
                        + "\n  remedy: give one of entry, all, cpu-false, none");
        assertThatThrownBy(() -> Dialects.parse(TEXT + "broken = maybe"))
                .hasMessage("dialects.conf:" + next + ": 'maybe' means nothing to broken\n  remedy: give yes or no");
        assertThatThrownBy(() -> Dialects.parse(TEXT + "devices = forty"))
                .hasMessage("dialects.conf:" + next + ": 'forty' means nothing to devices"
                        + "\n  remedy: give a line's number");
        assertThatThrownBy(() -> Dialects.parse(TEXT + "norm = 15")).hasMessageContaining("'15' means nothing to norm");
        assertThatThrownBy(() -> Dialects.parse(TEXT + "pairs = 16/30x"))
                .hasMessageContaining("'16/30x' means nothing to pairs");
        assertThatThrownBy(() -> Dialects.parse(TEXT + "cpu = colour:4"))
                .hasMessageContaining("'colour:4' means nothing to cpu");
        assertThatThrownBy(() -> Dialects.parse(TEXT + "cpu_skips = sometimes"))
                .hasMessageContaining("'sometimes' means nothing to cpu_skips");
        assertThatThrownBy(() -> Dialects.parse(TEXT + "train = {python} {colour}"))
                .hasMessageStartingWith(
                        "dialects.conf:" + next
                                + ": the gaps of '{python} {colour}' cannot be filled\n  remedy: close each '{', and name a line or");
    }

    @Test
    void a_dialect_has_to_say_what_planning_needs() {
        assertThatThrownBy(() -> Dialects.parse(TEXT.replace("evaluation = 23\n", "")))
                .hasMessage("dialects.conf:2: the dialect 'base' does not say evaluation"
                        + "\n  remedy: add a line 'evaluation = ...', or inherit from a dialect that has one");
        assertThat(Dialects.parse("[few]\nmodel = {1}\npython = {2}\noutput = .\ncommands = train:6 infer:13")
                        .named("few")
                        .frame()
                        .commands())
                .containsExactly(entry(Step.TRAIN, 6), entry(Step.INFER, 13));
    }

    @Test
    void bundled_dialects_know_their_rules_and_close_their_gaps() {
        assertThat(Dialects.bundled().byName()).hasSizeGreaterThan(40).allSatisfy((name, dialect) -> {
            assertThat(dialect.frame().model().text()).isNotEmpty();
            assertThat(dialect.settings().values().values())
                    .extracting(DialectSettings.Value::text)
                    .allSatisfy(value -> assertThat(count(value, '{')).isEqualTo(count(value, '}')));
        });
    }

    @Test
    void every_suite_has_a_dialect() {
        Dialects bundled = Dialects.bundled();

        assertThat(Arrays.stream(Suite.values()))
                .allSatisfy(suite -> assertThat(bundled.of(suite).name()).isNotEmpty());
    }

    private static long count(String text, char character) {
        return text.chars().filter(each -> each == character).count();
    }
}
