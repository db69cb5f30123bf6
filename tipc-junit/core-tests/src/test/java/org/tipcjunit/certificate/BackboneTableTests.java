// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.certificate.BackboneTable.Row;
import org.tipcjunit.certificate.BackboneTable.State;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageWords;

class BackboneTableTests {

    @TempDir
    Path folder;

    private final BackboneTable table = new BackboneTable(
            "CenterNetBackbones",
            "mAP",
            List.of(
                    row("ResNet18", true, "0.44", State.CERTIFIED),
                    row("ShuffleNetV2", false, State.COMING_SOON.words(), State.COMING_SOON),
                    row("<script>alert(1)</script>", false, "-", State.NOT_CERTIFIED)),
            Optional.empty());

    @Test
    void it_says_the_same_in_both_languages_and_each_page_leads_to_the_other() throws IOException {
        Path english = table.write(folder);
        String chinese = Files.readString(folder.resolve("backbones_cn.html"));

        assertThat(Files.readString(english))
                .contains("<html lang=\"en\">", "1 of 3 certified in this run.", "ResNet18 (original)", "coming soon")
                .contains("<span class=\"reason\">4.1.3-1 FAIL: the loss rises</span>")
                .contains("href=\"backbones_cn.html\"", "href=\"../ResNet18/certificate.html\"");
        assertThat(chinese)
                .contains(
                        "<html lang=\"zh-CN\">",
                        "3 个中有 1 个认证通过",
                        "ResNet18（原始）",
                        "58.12 百万",
                        "即将提供",
                        "认证未通过",
                        "4.1.3-1 未通过：损失上升")
                .contains("href=\"backbones.html\"", "href=\"../ResNet18/certificate_cn.html\"")
                .doesNotContain("certified", "coming soon", "latency", "million");
    }

    @Test
    void in_markdown_a_backbone_that_is_not_certified_says_why() {
        assertThat(new String(table.markdown(), StandardCharsets.UTF_8))
                .contains("/certificate.md>): 4.1.3-1 FAIL: the loss rises |\n");
    }

    @Test
    void a_name_stays_a_name() {
        assertThat(new String(table.html(Language.ENGLISH), StandardCharsets.UTF_8))
                .doesNotContain("<script");
    }

    @Test
    void it_says_when_and_where_it_ran() {
        Certificate certificate = new CertificateStore(folder.resolve("digits"))
                .publish(new DigitsRun(folder.resolve("run")).sound())
                .certificate();

        assertThat(new String(
                        new BackboneTable("digits", "top1", table.rows(), Optional.of(certificate))
                                .html(Language.CHINESE),
                        StandardCharsets.UTF_8))
                .contains("<dt>飞桨</dt><dd>2.6.2", "<dt>机器</dt>", "<dt>提交</dt>")
                .doesNotContain("<dt>可信范围</dt>");
    }

    @Test
    void pages_of_an_earlier_run_are_removed() {
        table.write(folder);

        BackboneTable.retire(folder);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void every_key_has_words_in_both_languages() {
        assertThat(PageWords.in(Language.CHINESE).with("backbones").words().keySet())
                .containsAll(
                        PageWords.in(Language.ENGLISH).with("backbones").words().keySet());
    }

    private static Row row(String backbone, boolean original, String metric, State state) {
        return new Row(
                backbone,
                original,
                metric,
                "-",
                "11.73 MB",
                "58.12 million",
                "8.9 ms",
                "-",
                state,
                state == State.NOT_CERTIFIED ? "4.1.3-1 FAIL: the loss rises" : "",
                "../" + backbone + "/certificate");
    }
}
