// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.merge.rule.OfficialSuite;

/** Changes that take away, or move, what untouched lines of the repository import. */
@NeedsPython
class KeptImportsTests {

    private static final String MODELS = "paddleseg/models/";
    private static final Map<String, String> BEFORE = Map.of(
            MODELS + "__init__.py",
            "from .oldnet import *\nfrom . import layers\n",
            MODELS + "oldnet.py",
            "from . import layers\nfrom .layers import Block\n\n\nclass OldNet:\n    a = layers.helper()\n",
            MODELS + "layers.py",
            "def helper():\n    pass\n\n\nclass Block:\n    pass\n\n\nLIMIT = 3\n",
            "tools/train.py",
            "from paddleseg.models import OldNet\nimport paddleseg.models.layers as own\n\nown.helper()\n",
            "deploy/infer.py",
            "import tool\n\ntool.run()\n",
            "deploy/tool.py",
            "def run():\n    pass\n");

    private static List<String> broken(Map<String, String> after) {
        Map<String, String> files = new TreeMap<>(BEFORE);
        after.forEach((path, text) -> {
            if (text.isEmpty()) {
                files.remove(path);
            } else {
                files.put(path, text);
            }
        });
        return new Imitation(OfficialSuite.PADDLE_SEG, BEFORE, files)
                .broken().stream().filter(line -> line.contains("imports")).toList();
    }

    @Test
    void a_module_that_others_import_is_deleted() {
        assertThat(broken(Map.of(MODELS + "layers.py", "")))
                .anyMatch(line -> line.startsWith("error common-imports-kept " + MODELS + "__init__.py: "))
                .anyMatch(line -> line.startsWith("error common-imports-kept " + MODELS + "oldnet.py: ")
                        && line.endsWith(MODELS + "layers.py"))
                .anyMatch(line -> line.startsWith("error common-imports-kept tools/train.py: "));
        assertThat(broken(Map.of("deploy/tool.py", "")))
                .as("beside a script")
                .anyMatch(line -> line.startsWith("error common-imports-kept deploy/infer.py: "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a class is renamed               | class Block: | class Part:    | oldnet.py
            a function is removed            | def helper():| def other():   | oldnet.py
            it is taken away again           | LIMIT = 3    | del Block      | oldnet.py
            it stands where nothing runs     | class Block: | if False:      | oldnet.py
            """)
    void a_name_that_others_import_is_gone(String what, String text, String other, String taker) {
        String layers = BEFORE.get(MODELS + "layers.py").replace(text, other);

        assertThat(broken(Map.of(MODELS + "layers.py", layers)))
                .as(what)
                .anyMatch(line -> line.startsWith("error common-imports-kept " + MODELS + taker));
    }

    @Test
    void what_a_package_gave_to_scripts_is_gone() {
        assertThat(broken(Map.of(MODELS + "__init__.py", "from . import layers\n")))
                .anyMatch(line -> line.startsWith("error common-imports-kept tools/train.py: ")
                        && line.endsWith("OldNet in " + MODELS + "__init__.py"));
        assertThat(broken(
                        Map.of(MODELS + "__init__.py", "if False:\n    from .oldnet import *\nfrom . import layers\n")))
                .anyMatch(line -> line.startsWith("error common-imports-kept tools/train.py: "));
    }

    @Test
    void who_mends_the_others_breaks_nothing() {
        assertThat(broken(Map.of(
                        MODELS + "layers.py",
                        "",
                        MODELS + "parts.py",
                        BEFORE.get(MODELS + "layers.py"),
                        MODELS + "__init__.py",
                        "from .oldnet import *\nfrom . import parts\n",
                        MODELS + "oldnet.py",
                        "from . import parts\nfrom .parts import Block\n\n\nclass OldNet:\n    a = parts.helper()\n",
                        "tools/train.py",
                        "from paddleseg.models import OldNet\nimport paddleseg.models.parts as own\n\nown.helper()\n")))
                .isEmpty();
        assertThat(broken(Map.of(
                        MODELS + "layers.py", "", MODELS + "layers/__init__.py", BEFORE.get(MODELS + "layers.py"))))
                .as("a module becomes a package")
                .isEmpty();
        assertThat(broken(Map.of(
                        MODELS + "layers.py", BEFORE.get(MODELS + "layers.py") + "\n\nglobals()['Block'] = None\n")))
                .isEmpty();
    }

    @Test
    void new_lines_take_what_a_module_has() {
        assertThat(broken(Map.of("deploy/infer.py", "import tool\n\ntool.run()\ntool.walk()\n")))
                .anyMatch(line -> line.startsWith("error common-python-imports deploy/infer.py: ")
                        && line.contains("walk in deploy/tool.py"));
        assertThat(broken(Map.of(MODELS + "__init__.py", BEFORE.get(MODELS + "__init__.py") + "\nlayers.Bloc()\n")))
                .anyMatch(line -> line.startsWith("error common-python-imports " + MODELS + "__init__.py: ")
                        && line.contains("Bloc in " + MODELS + "layers.py"));
    }

    @Test
    void what_every_module_has_is_there() {
        assertThat(broken(
                        Map.of("deploy/infer.py", "import tool\n\ntool.run()\nprint(tool.__dict__, tool.__file__)\n")))
                .isEmpty();
    }

    @Test
    void a_file_may_be_called_like_the_package_that_it_takes() {
        assertThat(broken(Map.of("deploy/docx.py", "from docx import Document, shared\n")))
                .isEmpty();
    }

    @Test
    void what_protoc_makes_is_committed_by_nobody() {
        Map<String, String> made = Map.of(
                MODELS + "served.py", "from .proto import cm_pb2, cm_pb2_grpc\nfrom .proto.cm_pb2 import Request\n",
                MODELS + "proto/__init__.py", "# generated code lies here\n");
        Map<String, String> described = new TreeMap<>(made);
        described.put(MODELS + "proto/cm.proto", "message Request {}\n");

        assertThat(broken(described)).isEmpty();
        assertThat(broken(made)).as("of no description").isNotEmpty();
    }
}
