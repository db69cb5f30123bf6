// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tipcjunit.certification.selection.SelectedConfig;
import org.tipcjunit.certification.selection.TipcRoot;

class TestClassTextTests {

    private static final TipcRoot ROOT = new TipcRoot(Path.of("/r"));

    private static ModelStart model(String path, Optional<String> service) {
        return new ModelStart(
                new SelectedConfig(ROOT, path, path),
                service.map(found -> new SelectedConfig(ROOT, found, found)),
                false,
                true,
                true,
                List.of(),
                List.of());
    }

    @Test
    void certifies_one_model_with_its_service() {
        String text = new TestClassText(
                        "org.example.NetCertificationTest", List.of(model("a.txt", Optional.of("s.txt"))))
                .text();

        assertThat(text)
                .startsWith("package org.example;\n\nimport org.tipcjunit.DeploymentDocumented;\n")
                .contains(
                        "@TipcModel(\n        config = \"a.txt\",\n        serving = \"s.txt\",\n        device = \"cpu\","
                                + "\n        prepare = true,\n        iterations = 100)\nclass NetCertificationTest {",
                        "@ServingMatchesInference\n    void serving() {}");
    }

    @Test
    void certifies_several_models_by_a_class_for_repositories() {
        String text = new TestClassText(
                        "Zoo", List.of(model("a.txt", Optional.empty()), model("b.txt", Optional.empty())))
                .text();

        assertThat(text)
                .startsWith("import org.tipcjunit.ExportsInferenceModel;")
                .contains(
                        "@TipcRepository(\n        configs = {\n            \"a.txt\",\n            \"b.txt\"\n        }",
                        "class Zoo {")
                .doesNotContain("Serving");
    }
}
