// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.requirement.text.Readme.CodeBlock;
import org.tipcjunit.requirement.text.Readme.Line;
import org.tipcjunit.requirement.text.Readme.Row;
import org.tipcjunit.requirement.text.Readme.Table;

class ReadmeTests {

    @Test
    void holds_tables_with_their_lines() {
        Readme readme = readme("""
                # A

                | model | `top1` |
                |---|:---:|
                | **digits** | 0.97 |
                | other | a\\|b |
                """);

        assertThat(readme.tables())
                .containsExactly(new Table(
                        3,
                        List.of("model", "top1"),
                        List.of(new Row(5, List.of("digits", "0.97")), new Row(6, List.of("other", "a|b")))));
    }

    @Test
    void holds_text_without_emphasis() {
        Readme readme = readme("# The `model`\n\nfirst *line*\nsecond **line**\n\n- item [link](x)\n");

        assertThat(readme.prose())
                .containsExactly(
                        new Line(1, "The model"),
                        new Line(3, "first line"),
                        new Line(4, "second line"),
                        new Line(6, "item link"));
    }

    @Test
    void holds_code_blocks_under_their_headings() {
        Readme readme = readme("""
                # A
                ## B
                ### C
                ## D

                ```Bash title=x
                one

                two
                ```

                1. item

                   ~~~
                   nested
                   ~~~

                    indented
                """);

        assertThat(readme.codeBlocks())
                .contains(
                        new CodeBlock(
                                6,
                                "bash",
                                List.of("A", "D"),
                                List.of(new Line(7, "one"), new Line(8, ""), new Line(9, "two"))),
                        new CodeBlock(14, "", List.of("A", "D"), List.of(new Line(15, "nested"))));
    }

    @Test
    void holds_indented_code() {
        assertThat(readme("text\n\n    python train.py\n").codeBlocks())
                .containsExactly(new CodeBlock(3, "", List.of(), List.of(new Line(3, "python train.py"))));
    }

    @Test
    void reads_a_file(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("README.md"), "准确率 top1：0.97\r\n");

        Readme readme = Readme.read(file);

        assertThat(readme.problem()).isEmpty();
        assertThat(readme.prose()).containsExactly(new Line(1, "准确率 top1：0.97"));
    }

    @Test
    void says_why_a_file_cannot_be_read(@TempDir Path folder) throws IOException {
        Path latin = Files.write(folder.resolve("latin.md"), new byte[] {'a', (byte) 0xe9, 'b'});

        assertThat(Readme.read(folder.resolve("no.md")).problem()).contains("there is no such file");
        assertThat(Readme.read(latin).problem())
                .contains("it is not UTF-8, which iconv -f GBK -t UTF-8 makes of a Chinese text");
        assertThat(Readme.read(folder).problem()).get().asString().startsWith("it cannot be read: ");
    }

    private static Readme readme(String text) {
        return Readme.of(Path.of("README.md"), text);
    }
}
