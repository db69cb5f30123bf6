// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.source.Python3;
import org.tipcjunit.process.ProcessRunner;

/** Contributions that work on the contributor's machine, or were never tried there. */
@NeedsPython
class CarelessTests {

    /** The home that jobs run in on many clusters. */
    private static final String ADMINISTRATORS = "/root";

    private static final String MODEL = "paddleseg/models/tinynet.py";
    private static final String CONFIG = "configs/tinynet/tinynet_cityscapes_64x32_1k.yml";
    private static final String README = "configs/tinynet/README.md";
    private static final String TIPC = "test_tipc/configs/tinynet/train_infer_python.txt";
    private static final String LAYER = "import paddle.nn as nn\n\n\nclass Part(nn.Layer):\n%s";
    private static final String INIT = "    def __init__(self):\n        super().__init__()\n";
    private static final String FORWARD = "    def forward(self, x):\n        return x\n";

    private static Imitation contribution() {
        Imitation seg = Imitation.of(OfficialSuite.PADDLE_SEG);
        String list = "# Models\n\n| Model | mIoU | Links |\n|-|-|-|\n"
                + "|FCN|60.1%|[model](https://example.org/fcn.pdparams)|\n"
                + "|UNet|60.1%|[log](https://example.org/all.zip)|\n|UPerNet|60.1%|[log](https://example.org/all.zip)|\n";
        Map<String, String> before = new TreeMap<>(seg.before());
        Map<String, String> after = new TreeMap<>(seg.after());
        before.put("docs/models.md", list);
        after.put("docs/models.md", list);
        before.put("requirements.txt", "opencv-python <= 4.6.0\nscikit-image\nsklearn\n");
        after.put("requirements.txt", before.get("requirements.txt"));
        before.put("paddleseg/core/val.py", "import prettytable\n");
        after.put("paddleseg/core/val.py", "import prettytable\n");
        return new Imitation(OfficialSuite.PADDLE_SEG, before, after);
    }

    private static List<String> of(Imitation change, String rule) {
        return change.broken().stream().filter(line -> line.contains(rule)).toList();
    }

    private static List<String> layer(String text) {
        return of(contribution().with("paddleseg/models/parts.py", LAYER.formatted(text)), "common-layers");
    }

    @Test
    void a_layer_whose_constructor_calls_no_other() {
        String without = "    def __init__(self):\n        self.width = 3\n";

        assertThat(layer(INIT + FORWARD)).isEmpty();
        assertThat(layer("    def __init__(self):\n        nn.Layer.__init__(self)\n" + FORWARD))
                .as("by the name of its base")
                .isEmpty();
        assertThat(layer(without + FORWARD))
                .containsExactly("error common-layers paddleseg/models/parts.py: Part does not call super().__init__(),"
                        + " without which Paddle refuses to give it layers and parameters");
        assertThat(layer(FORWARD + "\n\nclass Other(Part):\n" + without))
                .as("of a class of the suite's")
                .hasSize(1);
        assertThat(layer(FORWARD + "\n\nclass Other(Part, dict):\n" + without))
                .as("what else it derives may do so")
                .isEmpty();
    }

    @Test
    void a_layer_without_forward() {
        assertThat(layer(INIT + FORWARD.replace("forward", "foward")))
                .containsExactly(
                        "error common-layers paddleseg/models/parts.py: Part has no forward, neither itself nor by"
                                + " what it derives");
        assertThat(layer(INIT + FORWARD + "\n\nclass Other(Part):\n    pass\n"))
                .as("derived")
                .isEmpty();
        assertThat(layer(INIT + "\n\nclass Other(Part):\n" + FORWARD))
                .as("a base")
                .isEmpty();
        assertThat(of(
                        contribution()
                                .with(
                                        "paddleseg/core/both.py",
                                        LAYER.formatted(INIT + "        self.a = self.b = None\n")),
                        "common-layers"))
                .as("what only holds others")
                .isEmpty();
        assertThat(layer(INIT + FORWARD.replace("forward", "train_step")))
                .as("called otherwise")
                .isEmpty();
        assertThat(layer(INIT + FORWARD.replace("forward", "init_weights"))).hasSize(1);
        assertThat(layer(INIT + "\n    forward = None\n")).as("given otherwise").isEmpty();
    }

    @Test
    void a_layer_that_asks_itself_for_what_it_never_has() {
        String built = INIT + "        self.norm = nn.BatchNorm2D(3)\n";
        String asks = "\n    def forward(self, x):\n        self.train()\n        return self.%s(x)\n";

        assertThat(layer(built + asks.formatted("norm"))).isEmpty();
        assertThat(layer(built + asks.formatted("bn")))
                .containsExactly(
                        "error common-layers paddleseg/models/parts.py: Part asks for self.bn in line 11, which"
                                + " nothing gives it");
        assertThat(layer(built + asks.formatted("bn")
                        + "\n\nclass Other(Part):\n    def bn(self, x):\n        return x\n"))
                .as("what derives it may have it")
                .isEmpty();
        assertThat(layer(built + "        self.add_sublayer('bn', self.norm)\n" + asks.formatted("bn")))
                .as("given by its name")
                .isEmpty();
        assertThat(layer(built + "        for n in 'b':\n            setattr(self, n + 'n', 1)\n"
                        + asks.formatted("bn")))
                .as("given by names that are made")
                .isEmpty();
        assertThat(layer(built + asks.formatted("bn") + "\n\ndef fuse(part):\n    part.bn = None\n"))
                .as("given by others")
                .isEmpty();
        assertThat(layer(built
                        + "        self.deep = False\n\n    def forward(self, x):\n        if self.deep:\n            x = self.bn(x)\n"
                        + "        return self.norm(x)\n"))
                .as("asked for where the object is so that it may have it")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "import torch, torch",
        "from einops.layers import Rearrange, einops",
        "'try:\n    import math\nfinally:\n    import torch', torch"
    })
    void a_package_that_nobody_asks_to_install(String code, String name) {
        assertThat(of(
                        contribution().with("paddleseg/models/parts.py", code.replace("\\n", "\n") + "\n"),
                        "common-requirements"))
                .containsExactly(
                        "error common-requirements paddleseg/models/parts.py: no other module of the suite imports "
                                + name
                                + ", and no list of requirements has it: where it is missing, nothing that imports"
                                + " this file works");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import cv2, skimage.io, sklearn",
                "import prettytable",
                "import pandas as pd",
                "import fractions",
                "from paddleseg.cvlibs import manager",
                "import tinynet",
                "import torch\n\nif __name__ == '__main__':\n    print(torch)",
                "try:\n    import torch\nexcept ImportError:\n    torch = None",
                "import sys\n\nif sys.version_info < (3, 0):\n    import cPickle",
                "def load():\n    import torch\n    return torch"
            })
    void a_package_that_is_there_or_can_be_missing(String code) {
        assertThat(of(contribution().with("paddleseg/models/parts.py", code + "\n"), "common-requirements"))
                .isEmpty();
    }

    @Test
    void a_suite_without_a_list_of_requirements_asks_for_none() {
        Imitation seg = contribution().with("paddleseg/models/parts.py", "import torch\n");

        assertThat(of(seg, "common-requirements")).isNotEmpty();
        assertThat(of(seg.with("requirements.txt", "\n"), "common-requirements"))
                .isEmpty();
        assertThat(of(seg.with("docs/install_cn.md", "# Install\n\npip install torch\n"), "common-requirements"))
                .as("said in a document on the installation")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import pdb\npdb.set_trace()",
                "import ipdb as db\n\n\ndef f():\n    db.set_trace()",
                "from pdb import set_trace\nset_trace()",
                "breakpoint()"
            })
    void a_breakpoint(String code) {
        assertThat(of(contribution().with("paddleseg/models/parts.py", code + "\n"), "common-breakpoints"))
                .singleElement()
                .asString()
                .contains("stops the program here");
        assertThat(of(
                        contribution().with("paddleseg/models/parts.py", "# " + code.replace("\n", "\n# ") + "\n"),
                        "common-breakpoints"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "paddleseg/models/__pycache__/tinynet.cpython-37.pyc",
                ".idea/workspace.xml",
                "docs/.DS_Store",
                "nohup.out",
                "configs/.ipynb_checkpoints/a-checkpoint.yml",
                "paddleseg/models/tinynet.py.orig"
            })
    void what_is_left_over(String path) {
        assertThat(of(contribution().with(path, "x\n"), "common-left-over"))
                .containsExactly("error common-left-over " + path
                        + ": the file is left over from an editor, a notebook or a run");
        assertThat(of(contribution(), "common-left-over")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/home/zhang/data/cityscapes",
                ADMINISTRATORS + "/paddlejob/tiny.pdparams",
                "/Users/li/data",
                "D:\\data\\cityscapes",
                "/workspace/li/seg.pdparams",
                "http://192.168.1.7/tiny.pdparams",
                "file:///data/tiny.pdparams"
            })
    void a_place_of_ones_own_machine(String place) {
        assertThat(of(
                        contribution()
                                .with(CONFIG, contribution().after().get(CONFIG) + "pretrained: '" + place + "'\n"),
                        "local-paths"))
                .containsExactly("error common-local-paths " + CONFIG + ": it leads to " + place
                        + ", which other machines do not have");
    }

    @Test
    void a_script_of_ones_own_machine_in_a_tipc_config() {
        assertThat(of(
                        contribution()
                                .with(TIPC, Imitation.tipc("model_name:tinynet", "norm_train:/home/li/tools/train.py")),
                        "local-paths"))
                .containsExactly("error common-local-paths " + TIPC
                        + ": it leads to /home/li/tools/train.py, which other machines do not have");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data/home/cityscapes",
                "https://example.org/home/tiny.pdparams",
                "." + ADMINISTRATORS + "/x",
                "/path/to/data",
                "/dev/shm/x",
                "a # /home/zhang/data"
            })
    void a_place_that_is_no_machines(String place) {
        assertThat(of(
                        contribution().with(CONFIG, contribution().after().get(CONFIG) + "pretrained: " + place + "\n"),
                        "local-paths"))
                .isEmpty();
    }

    @Test
    void a_row_that_links_to_the_weights_of_the_row_that_it_was_copied_from() {
        String list = contribution().after().get("docs/models.md");
        String row = "|TinyNet|61.20%|[model](https://example.org/%s)|\n";

        assertThat(of(contribution().with("docs/models.md", list + row.replace("%s", "fcn.pdparams")), "own-links"))
                .containsExactly("warning common-own-links docs/models.md: the row of TinyNet links to"
                        + " https://example.org/fcn.pdparams, as that of FCN does (docs/models.md:5)");
        assertThat(of(contribution().with("docs/models.md", list + row.replace("%s", "tinynet.pdparams")), "own-links"))
                .isEmpty();
        assertThat(of(
                        contribution()
                                .with("docs/models.md", list + "|[get it](https://example.org/fcn.pdparams)|-|-|\n"),
                        "own-links"))
                .as("a column of links")
                .isEmpty();
        assertThat(of(contribution().with("docs/models.md", list + row.replace("%s", "all.zip")), "own-links"))
                .as("shared by several models")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///home/li/a.pdparams", "http://localhost:8080/a.pdparams", "http://10.2.3.4/a.tar"})
    void a_link_that_leads_to_ones_own_machine(String target) {
        assertThat(of(contribution().replacing(README, "https://example.org/m", target), "common-document-links"))
                .containsExactly("warning common-document-links " + README + ": the link leads to \"" + target
                        + "\", which is not there");
    }

    @ParameterizedTest
    @CsvSource({
        "model_name:, it names no model: model_name is empty",
        "'model_name:tinynet\ntrainer:norm_train\nnorm_train:tools/train.py\nnorm_export:null', it trains a model and exports none: norm_export is null"
    })
    void a_tipc_config_without_a_name_or_an_export(String lines, String fault) {
        assertThat(of(
                        contribution()
                                .with(
                                        TIPC,
                                        Imitation.tipc(
                                                lines.replace("\\n", "\n").split("\n"))),
                        "common-tipc-complete"))
                .containsExactly("error common-tipc-complete " + TIPC + ": " + fault);
    }

    @ParameterizedTest
    @CsvSource({
        "paddleseg/models/tinynet.py, Title of the paper",
        "configs/tinynet/README.md, 'Author, First'",
        "docs/tinynet.md, arxiv.org/abs/0000.00000"
    })
    void what_a_skeleton_says_of_a_paper_is_not_left(String path, String left) {
        String text =
                path.endsWith(".py") ? "\"\"\"TinyNet of \"" + left + "\".\"\"\"\n" : "# TinyNet\n\nOf " + left + "\n";

        assertThat(of(contribution().with(path, text), "common-filled-in"))
                .anyMatch(line -> line.endsWith("it still says " + left));
    }

    @Test
    void a_document_of_headings_alone() {
        String fault = "error common-filled-in " + README + ": the document has nothing but headings";

        assertThat(contribution().with(README, "# TinyNet\n").broken()).contains(fault);
        assertThat(contribution().with(README, "TinyNet\n=======\n\n## Usage\n").broken())
                .contains(fault);
        assertThat(contribution().with(README, "# TinyNet\n\nA network.\n").broken())
                .doesNotContain(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "paddleseg/models/part.py, 'x = 1\n# ', common-python-parses",
        "configs/part/part.yml, 'x: 1\n# ', common-yaml-parses"
    })
    void text_that_is_not_written_in_utf_8(String path, String text, String rule, @TempDir Path folder)
            throws IOException {
        byte[] begin = text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
        TemporaryRepository repository = TemporaryRepository.in(folder)
                .write("paddleseg/models/__init__.py", "")
                .commit()
                .write(path, "");
        List<String> broken = new ArrayList<>();
        for (String word : List.of("\u7f51\u7edc", "net")) {
            byte[] end = word.getBytes(Charset.forName("GBK"));
            byte[] all = Arrays.copyOf(begin, begin.length + end.length);
            System.arraycopy(end, 0, all, begin.length, end.length);
            Files.write(folder.resolve(path), all);
            try (ProcessRunner runner = new ProcessRunner()) {
                Imitation.broken(MergeCheck.of(runner, Python3.onPath())
                                .check(repository.since("HEAD"), Optional.of(OfficialSuite.PADDLE_SEG)))
                        .stream()
                        .filter(line -> line.contains(rule))
                        .forEach(broken::add);
            }
        }

        assertThat(broken).singleElement().asString().contains(path).endsWith("this line has bytes that are no UTF-8");
    }
}
