// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.certificate.page.Language;

class CertificateChangeTests {

    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @Test
    void a_picture_is_told_by_its_title_and_as_much_of_its_digest_as_tells_it_apart() {
        CertificateChange change = new CertificateChange(
                "clause 4.1.3-1", "loss of every iteration (evidence/loss.png)", DIGEST, CertificateChange.NOTHING);

        assertThat(change.told(Language.ENGLISH))
                .isEqualTo(new CertificateChange(
                        "clause 4.1.3-1",
                        "loss of every iteration (evidence/loss.png)",
                        "SHA-256 0123456789ab...",
                        CertificateChange.NOTHING));
        assertThat(change.told(Language.CHINESE).what()).isEqualTo("每次迭代的损失 (evidence/loss.png)");
    }

    @Test
    void a_picture_that_is_another_one_is_told_without_digests() {
        CertificateChange change =
                new CertificateChange("clause 4.1.3-3", "a.png (evidence/a.png)", DIGEST, "fedcba9876543210".repeat(4));

        assertThat(change.told(Language.ENGLISH))
                .isEqualTo(new CertificateChange(
                        "clause 4.1.3-3", "a.png (evidence/a.png)", "a picture", "another picture"));
        assertThat(change.told(Language.CHINESE))
                .isEqualTo(new CertificateChange("clause 4.1.3-3", "a.png (evidence/a.png)", "一张图", "另一张图"));
    }

    @Test
    void findings_and_figures_are_told_in_the_language_and_what_is_quoted_stays() {
        CertificateChange finding = new CertificateChange("clause 4.1.3-1", "finding", "the loss rises", "-");
        CertificateChange figure =
                new CertificateChange("clause 4.1.3", "size of the program", "9 bytes", "the loss rises");

        assertThat(finding.told(Language.CHINESE).before()).isEqualTo("损失上升");
        assertThat(figure.told(Language.CHINESE))
                .isEqualTo(new CertificateChange("clause 4.1.3", "模型结构文件大小", "9 字节", "the loss rises"));
        assertThat(new CertificateChange("clause 4.1.3-1", "tensors", "4 of 5", "-")
                        .told(Language.CHINESE)
                        .before())
                .isEqualTo("4/5");
        assertThat(new CertificateChange("clause 4.1.3-3", "decisions", "15 of 16 images", "-")
                        .told(Language.CHINESE)
                        .before())
                .isEqualTo("15/16 张图片");
        assertThat(new CertificateChange("commands", "train", "python a.py, exit status 1", "-")
                        .told(Language.CHINESE)
                        .before())
                .isEqualTo("python a.py, 退出状态 1");
    }

    @Test
    void what_was_decided_is_told_in_the_language() {
        CertificateChange verdict = new CertificateChange("verdict", "verdict", "CERTIFIED", "NOT CERTIFIED");

        assertThat(verdict.told(Language.ENGLISH)).isEqualTo(verdict);
        assertThat(verdict.told(Language.CHINESE).before()).isEqualTo("认证通过");
        assertThat(verdict.told(Language.CHINESE).after()).isEqualTo("认证未通过");
        assertThat(new CertificateChange("clause 4.1.3-1", "status", "NOT RUN", "-")
                        .told(Language.CHINESE)
                        .before())
                .isEqualTo("未运行");
        assertThat(new CertificateChange("verdict", "model", "fail", "pass")
                        .told(Language.CHINESE)
                        .before())
                .isEqualTo("fail");
    }

    @Test
    void of_many_pictures_that_are_others_now_the_first_is_named(@TempDir Path folder) throws IOException {
        Path json = new CertificateStore(folder.resolve("store"))
                .publish(new DigitsRun(folder.resolve("run")).sound())
                .json();

        List<CertificateChange> changes = CertificateChange.between(withPictures(json, "a"), withPictures(json, "b"));

        assertThat(changes)
                .containsExactly(new CertificateChange(
                        "clause 4.1.3-3", "0.png (evidence/0.png), and 4 others", "a".repeat(64), "b".repeat(64)));
        assertThat(changes.get(0).told(Language.CHINESE).what()).isEqualTo("0.png (evidence/0.png)，另有 4 个");
    }

    @Test
    void pictures_of_figures_that_are_others_are_not_told_as_well(@TempDir Path folder) throws IOException {
        Path json = new CertificateStore(folder.resolve("store"))
                .publish(new DigitsRun(folder.resolve("run")).sound())
                .json();
        Certificate before = withPictures(json, "a");
        Path other = Files.writeString(
                json.resolveSibling("other.json"),
                Files.readString(json.resolveSibling("a.json"))
                        .replace("a".repeat(64), "b".repeat(64))
                        .replace("/opt/python/bin/python", "/home/someone/.cache/env/bin/python"));
        JsonNode tree = new ObjectMapper().readTree(other.toFile());
        ((com.fasterxml.jackson.databind.node.ObjectNode) tree.at("/clauses/2")).put("reason", "otherwise");
        Files.writeString(other, tree.toString());

        assertThat(CertificateChange.between(before, new CertificateJson().read(other)))
                .as("the interpreter's place is no change of a command either")
                .extracting(CertificateChange::what)
                .containsExactly("finding");
    }

    private static Certificate withPictures(Path json, String digit) throws IOException {
        JsonNode tree = new ObjectMapper().readTree(json.toFile());
        ArrayNode evidence = (ArrayNode) tree.at("/clauses/2/findings/0/evidence");
        for (int i = 0; i < 5; i++) {
            evidence.addObject()
                    .put("title", i + ".png")
                    .put("kind", "IMAGE")
                    .put("path", "evidence/" + i + ".png")
                    .put("sha256", digit.repeat(64))
                    .put("bytes", 9);
        }
        return new CertificateJson().read(Files.writeString(json.resolveSibling(digit + ".json"), tree.toString()));
    }

    @Test
    void what_a_reader_asks_for_comes_first_and_what_has_one_cause_is_said_once(@TempDir Path folder)
            throws IOException {
        DigitsRun run = new DigitsRun(folder.resolve("run"));
        Path before = new CertificateStore(folder.resolve("before"))
                .publish(run.sound())
                .json();
        Path after = new CertificateStore(folder.resolve("after"))
                .publish(run.failed())
                .json();
        Files.writeString(
                after,
                Files.readString(after)
                        .replace("--name", "--called")
                        .replace("\"paddle\" : \"2.6.2\"", "\"paddle\" : \"3.3.1\""));

        List<CertificateChange> changes =
                CertificateChange.between(new CertificateJson().read(before), new CertificateJson().read(after));

        assertThat(changes.stream().map(CertificateChange::group).distinct())
                .containsExactly("verdict", "clause 4.1.3-2", "environment", "commands");
        assertThat(changes)
                .filteredOn(change -> change.group().equals("commands"))
                .containsExactly(
                        new CertificateChange("commands", "train, evaluate, predict, ... (5)", "--name", "--called"));
    }
}
