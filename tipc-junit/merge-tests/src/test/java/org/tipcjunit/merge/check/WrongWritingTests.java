// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.merge.rule.OfficialSuite;

/** Contributions whose files are all there, and written so that nobody can use them. */
@NeedsPython
class WrongWritingTests {

    private static final String MODEL = "paddleseg/models/tinynet.py";
    private static final String CONFIG = "configs/tinynet/tinynet_cityscapes_64x32_1k.yml";
    private static final String README = "configs/tinynet/README.md";
    private static final String TIPC = "test_tipc/configs/tinynet/train_infer_python.txt";
    private static final String PREPARE = "test_tipc/prepare.sh";

    private static Imitation contribution() {
        Map<String, String> old = new TreeMap<>();
        old.put("test_tipc/configs/fcn/train_infer_python.txt", Imitation.tipc("model_name:fcn"));
        old.put(PREPARE, "if [ a ]; then\n  ls\nfi\n");
        StringBuilder table = new StringBuilder("# FCN\n\n| Model | mIoU |\n|-|-|\n");
        for (int i = 10; i < 25; i++) {
            table.append("|FCN").append(i).append("|60.").append(i).append("%|\n");
        }
        old.put("configs/fcn/README.md", table.toString());
        Imitation seg = Imitation.of(OfficialSuite.PADDLE_SEG);
        Map<String, String> before = new TreeMap<>(seg.before());
        before.putAll(old);
        Map<String, String> after = new TreeMap<>(seg.after());
        after.putAll(old);
        return new Imitation(OfficialSuite.PADDLE_SEG, before, after);
    }

    @ParameterizedTest
    @CsvSource({
        "20, 'it ends without eval_params, infer_params'",
        "48, 'it ends in line 48, and the script reads up to line 51'",
        "0, 'it ends without train_params, eval_params, infer_params'"
    })
    void a_tipc_config_that_is_cut_short(int kept, String fault) {
        Imitation whole = contribution();
        String lines = "===train_params===\nmodel_name:tinynet\n" + "null:null\n".repeat(30)
                + "===eval_params===\n===infer_params===\n" + "null:null\n".repeat(20);
        String cut = String.join("\n", lines.lines().limit(kept).toList());

        assertThat(whole.with(TIPC, lines).broken()).noneMatch(line -> line.contains("common-tipc-complete"));
        assertThat(whole.with(TIPC, cut).broken()).contains("error common-tipc-complete " + TIPC + ": " + fault);
    }

    @Test
    void a_tipc_config_of_the_name_of_another() {
        assertThat(contribution().with(TIPC, Imitation.tipc("model_name:fcn")).broken())
                .contains("error common-tipc-name " + TIPC
                        + ": it calls its model fcn, as test_tipc/configs/fcn/train_infer_python.txt does");
        String family = "test_tipc/configs/family/";
        assertThat(contribution()
                        .with(family + "old_r50_train_infer_python.txt", Imitation.tipc("model_name:old_r50"))
                        .with(family + "new_r50_train_infer_python.txt", Imitation.tipc("model_name:old_r50"))
                        .broken())
                .as("models of one folder")
                .contains("error common-tipc-name " + family
                        + "new_r50_train_infer_python.txt: it calls its model old_r50, as " + family
                        + "old_r50_train_infer_python.txt does")
                .noneMatch(line -> line.startsWith("error common-tipc-name " + family + "old"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"norm_export:tools/export.py --config %s", "infer_export:tools/export.py --config %s"})
    void a_tipc_config_that_exports_another_model(String line) {
        String train = "norm_train:tools/train.py --config " + CONFIG;
        Imitation whole = contribution().with("configs/fcn/fcn.yml", "model:\n  type: FCN\n");

        assertThat(whole.with(TIPC, Imitation.tipc("model_name:tinynet", train, line.formatted(CONFIG)))
                        .broken())
                .noneMatch(told -> told.contains("common-tipc-model"));
        assertThat(whole.with(TIPC, Imitation.tipc("model_name:tinynet", train, line.formatted("configs/fcn/fcn.yml")))
                        .broken())
                .contains("error common-tipc-model " + TIPC
                        + ": it takes configs/fcn/fcn.yml, which does not speak of tinynet, though the change adds "
                        + CONFIG);
    }

    @Test
    void a_script_that_no_shell_reads() {
        assertThat(contribution().replacing(PREPARE, "\nfi\n", "\n").broken())
                .contains("error common-shell-parses " + PREPARE
                        + ": no shell reads it: unexpected: the end of the file");
        assertThat(contribution().replacing(PREPARE, "then\n", "then\r\n").broken())
                .anyMatch(line -> line.startsWith("error common-shell-parses " + PREPARE + ": ")
                        && line.contains("carriage return"));
        assertThat(contribution().replacing(PREPARE, "  ls\n", "  ls -l\n").broken())
                .noneMatch(line -> line.contains("common-shell-parses"));
    }

    @Test
    void code_with_the_line_ends_of_windows() {
        assertThat(contribution().replacing(MODEL, "\n", "\r\n").broken())
                .anyMatch(line -> line.startsWith("warning common-line-ends " + MODEL + ": "));
    }

    @Test
    void a_config_without_what_it_is_to_build_on() {
        assertThat(contribution()
                        .replacing(CONFIG, "_base_: '../_base_/cityscapes.yml'\n", "")
                        .broken())
                .contains("error seg-config-sections " + CONFIG
                        + ": it has no train_dataset, val_dataset, optimizer | learning_rate, loss, neither itself nor"
                        + " by _base_");
    }

    @Test
    void a_class_that_is_registered_twice_in_one_file() {
        Imitation seg = contribution();
        String again = "\n\n@manager.MODELS.add_component\nclass TinyNet(nn.Layer):\n    pass\n";

        assertThat(seg.with(MODEL, seg.after().get(MODEL) + again).broken())
                .anyMatch(line -> line.startsWith(
                        "error common-registered-once " + MODEL + ": TinyNet is registered by " + MODEL + ":"));
    }

    @Test
    void a_share_where_the_suite_writes_percents() {
        assertThat(contribution().broken()).noneMatch(line -> line.contains("common-metric-scale"));
        assertThat(contribution().replacing(README, "61.20%", "0.6120").broken())
                .contains("warning common-metric-scale " + README
                        + ": mIoU is 0.6120 here, and nearly all documents beside this one state it as percents");
    }

    @Test
    void a_project_beside_the_suite_has_names_and_configs_of_its_own() {
        String net = Imitation.COPYRIGHT
                + "from paddleseg.cvlibs import manager\n\n\n@manager.MODELS.add_component\nclass FCN(nn.Layer):\n    pass\n";
        Imitation project = contribution()
                .with("Cutting/ppcutting/__init__.py", "")
                .with("Cutting/ppcutting/fcn.py", net)
                .with("Cutting/configs/own/fcn.yml", "model:\n  type: FCN\n");

        assertThat(project.broken())
                .noneMatch(line -> line.contains("common-registered-once") || line.contains("common-place"));
        assertThat(contribution()
                        .with("paddleseg/models/other.py", net)
                        .with("paddleseg/models/same.py", net)
                        .broken())
                .anyMatch(line -> line.contains("common-registered-once"));
    }

    @Test
    void headings_that_are_links_and_forms_of_the_hosting_site_are_not_empty_sections() {
        String links = "# All\n\n## [a](README.md)\n\n## [b](README.md)\n\n## [c](README.md)\n\n## [d](README.md)\n";
        String form = "# Bug\n\n## System\n\n## Version\n\n## Message\n";

        assertThat(contribution()
                        .with("configs/tinynet/all.md", links)
                        .with(".github/ISSUE_TEMPLATE/bug.md", form)
                        .broken())
                .noneMatch(line -> line.contains("common-filled-in"));
        assertThat(contribution().with("configs/tinynet/all.md", form).broken())
                .anyMatch(line -> line.contains("common-filled-in"));
    }
}
