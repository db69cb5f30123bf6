// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.skeleton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.merge.check.MergeCheck;
import org.tipcjunit.merge.check.TemporaryRepository;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.RuleBook;
import org.tipcjunit.merge.source.Python3;
import org.tipcjunit.process.ProcessRunner;

class SkeletonTests {

    private static final ModelName NAME = new ModelName("TinyNet");
    private static final String SEG_CONFIG = "configs/tiny_net/tiny_net_cityscapes_1024x512_80k.yml";

    @TempDir
    private Path folder;

    @Test
    void a_model_for_seg_gets_its_config_its_document_and_its_tests() throws IOException {
        TemporaryRepository.in(folder)
                .write("paddleseg/models/__init__.py", "from .fcn import *\n")
                .commit();

        Skeleton skeleton = detected();
        assertThat(written(skeleton))
                .containsExactlyInAnyOrder(
                        "paddleseg/models/tiny_net.py",
                        SEG_CONFIG,
                        "configs/tiny_net/README.md",
                        "test_tipc/configs/tiny_net/train_infer_python.txt");
        assertThat(folder.resolve(SEG_CONFIG)).content().contains("type: TinyNet");
        assertThat(folder.resolve("test_tipc/configs/tiny_net/train_infer_python.txt"))
                .content()
                .contains("model_name:tiny_net\n")
                .contains("--config " + SEG_CONFIG);
        assertThat(skeleton.of(SkeletonPart.Kind.ADDITION)).anySatisfy(part -> {
            assertThat(part.file()).isEqualTo("paddleseg/models/__init__.py");
            assertThat(part.text()).isEqualTo("from .tiny_net import *\n");
        });
        assertThat(folder.resolve("paddleseg/models/__init__.py")).hasContent("from .fcn import *");
    }

    @Test
    void a_model_for_clas_gets_its_config_its_document_and_its_tests() throws IOException {
        TemporaryRepository.in(folder)
                .write("ppcls/arch/backbone/__init__.py", "")
                .write("docs/zh_CN/models/ImageNet1k/README.md", "")
                .write("test_tipc/prepare.sh", "")
                .commit();

        assertThat(written(detected()))
                .containsExactlyInAnyOrder(
                        "ppcls/arch/backbone/model_zoo/tiny_net.py",
                        "ppcls/configs/ImageNet/TinyNet/TinyNet.yaml",
                        "docs/zh_CN/models/ImageNet1k/TinyNet.md",
                        "test_tipc/configs/TinyNet/TinyNet_train_infer_python.txt");
    }

    @Test
    void what_is_there_stays_as_it_is() throws IOException {
        Skeleton skeleton = seg();
        written(skeleton);
        Files.writeString(folder.resolve(SEG_CONFIG), "mine");

        assertThat(written(skeleton)).isEmpty();
        assertThat(folder.resolve(SEG_CONFIG)).hasContent("mine");
    }

    @Test
    void a_folder_that_is_a_link_gets_nothing_nor_does_any_other(@TempDir Path outside) throws IOException {
        Files.createSymbolicLink(folder.resolve("test_tipc"), outside);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> written(seg()))
                .withMessageContaining("test_tipc is a link or no folder");
        assertThat(outside).isEmptyDirectory();
        assertThat(folder.resolve("configs")).doesNotExist();
    }

    @Test
    void a_link_in_the_place_of_a_file_is_not_followed(@TempDir Path outside) throws IOException {
        Path link = folder.resolve(SEG_CONFIG);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, outside.resolve("new.yml"));

        assertThat(written(seg())).doesNotContain(SEG_CONFIG).hasSize(3);
        assertThat(outside).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../evil", "a/b", "/tmp/x", ".git", "a b", "$(id)", "9net", "net\n", "{path}", "Class"})
    void a_name_that_is_no_identifier_is_refused(String name) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new ModelName(name))
                .withMessageContaining("has to be an identifier");
    }

    @Test
    void files_and_classes_are_named_each_in_its_way() {
        assertThat(List.of(new ModelName("tiny_net").type(), new ModelName("FCNHead").stem()))
                .containsExactly("TinyNet", "fcn_head");
    }

    @Test
    void a_branch_of_a_script_goes_among_those_of_other_models() {
        String branches = "if a; then\n  if [ ${model_name} == \"x\" ]; then\n    ls\n"
                + "  elif [ ${model_name} == \"y\" ]; then\n    ls\n  fi\nfi\n";
        String choice = "if a; then\n    case ${model_name} in\n        x)\n            ls ;;\n    esac\nfi\n";

        assertThat(AdditionPlace.before(branches, "elif [ ${model_name} == \"tiny\" ]; then\n    ls\n"))
                .hasValue(4);
        assertThat(AdditionPlace.before(choice, "tiny)\n    ls ;;\n")).hasValue(3);
        assertThat(AdditionPlace.before(branches, "tiny)\n    ls ;;\n")).isEmpty();
        assertThat(AdditionPlace.before("from .fcn import *\n", "from .tiny import *\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(OfficialSuite.class)
    void no_file_is_half_written_in_any_suite(OfficialSuite suite) {
        Skeleton skeleton = Skeleton.of(RuleBook.read().of(suite), NAME, folder);

        assertThat(skeleton.of(SkeletonPart.Kind.FILE))
                .allSatisfy(part -> assertThat(part.file() + part.text()).doesNotContain("{model}", "{config}"));
    }

    private Skeleton seg() {
        return Skeleton.of(RuleBook.read().of(OfficialSuite.PADDLE_SEG), NAME, folder);
    }

    private Skeleton detected() throws IOException {
        try (ProcessRunner runner = new ProcessRunner()) {
            return Skeleton.of(MergeCheck.of(runner, Python3.onPath()).suite(folder), NAME, folder);
        }
    }

    private List<String> written(Skeleton skeleton) {
        return new SkeletonFiles(folder)
                .write(skeleton).stream().map(SkeletonPart::file).toList();
    }
}
