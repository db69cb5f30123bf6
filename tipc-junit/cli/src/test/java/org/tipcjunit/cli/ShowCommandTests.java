// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.certificate.CertificateStore;
import org.tipcjunit.certificate.DigitsRun;

/** {@code tipc show} and {@code tipc diff}. */
class ShowCommandTests {

    @TempDir
    Path folder;

    @Test
    void a_certificate_is_told_in_at_most_25_lines() {
        Path json = certificate("one");

        TipcRun run = TipcRun.of("show", "--lang", "en", json.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out().lines())
                .hasSizeLessThanOrEqualTo(25)
                .startsWith("digits: Certified")
                .anyMatch(line -> line.startsWith("  Commit: ") && line.endsWith(", clean"))
                .anyMatch(line -> line.startsWith("  Paddle: 2.6.2, Python 3.9"))
                .anyMatch(line -> line.startsWith("  4.1.3-2  PASS  "));
    }

    @Test
    void what_was_changed_for_the_run_is_told() throws IOException {
        Path json = certificate("one");
        Files.writeString(
                json,
                Files.readString(json)
                        .replace("\"overrides\" : { }", "\"overrides\" : { \"--train-args\" : \"--seed=7\" }"));

        assertThat(TipcRun.of("show", "--lang", "en", json.toString()).out())
                .contains("  Changed for this run: --train-args=--seed=7\n");
        assertThat(TipcRun.of("show", "--lang", "zh", json.toString()).out())
                .contains("  本次运行改动的设置：--train-args=--seed=7\n");
    }

    @Test
    void it_is_told_in_chinese_to_who_reads_that() {
        assertThat(TipcRun.of(
                                "show",
                                "--lang",
                                "zh",
                                certificate("one").getParent().toString())
                        .out())
                .startsWith("digits: 认证通过\n")
                .contains("  4.1.3-2  通过  ");
    }

    @Test
    void one_that_says_not_certified_or_whose_files_were_changed_has_exit_status_1() throws IOException {
        Path failed = new CertificateStore(folder.resolve("failed"))
                .publish(new DigitsRun(folder.resolve("run")).failed())
                .json();
        Path changed = certificate("changed");
        Files.writeString(changed.resolveSibling("evidence/stage-train.log"), "another log");

        TipcRun notCertified = TipcRun.of("show", "--lang", "en", failed.toString());
        TipcRun unsound = TipcRun.of("show", "--lang", "en", changed.toString());

        assertThat(notCertified.status()).isEqualTo(1);
        assertThat(notCertified.out()).startsWith("digits: Not certified\n  4.1.3-2 FAIL: top1 is 0.91\n");
        assertThat(unsound.status()).isEqualTo(1);
        assertThat(unsound.out())
                .startsWith("UNSOUND: 1 difference, see tipc verify; it was written as\n")
                .contains("You may rely on: nothing here");
    }

    @Test
    void a_folder_without_a_certificate_is_told_with_what_to_name() {
        TipcRun run = TipcRun.of("show", folder.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains(
                        folder.toString(),
                        "holds neither certificate.json nor not-certified.json",
                        "name the folder of one model");
    }

    @Test
    void what_cannot_be_read_is_told_in_the_readers_language() throws IOException {
        Path json = certificate("one");
        Path half = folder.resolve("half.json");
        Files.writeString(half, Files.readString(json).substring(0, 2000));

        TipcRun broken = TipcRun.of("show", "--lang", "zh", half.toString());
        TipcRun missing =
                TipcRun.of("show", "--lang", "zh", folder.resolve("none.json").toString());

        assertThat(broken.status()).isEqualTo(2);
        assertThat(broken.err())
                .startsWith("tipc：无法读取证书\n  路径：" + half + "\n  原因：不是模式版本 2 至 ")
                .contains("：不是 JSON，见第 ")
                .endsWith("  解决办法：从发布处重新获取该文件\n");
        assertThat(missing.err()).contains("  原因：没有这个文件\n").doesNotContain("Exception", "cause", "remedy");
    }

    @Test
    void two_certificates_are_compared_by_all_that_they_conclude() {
        Path failed = new CertificateStore(folder.resolve("failed"))
                .publish(new DigitsRun(folder.resolve("run")).failed())
                .json();

        TipcRun run = TipcRun.of("diff", certificate("one").toString(), failed.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("verdict:\n  verdict: CERTIFIED -> NOT CERTIFIED\n")
                .contains("clause 4.1.3-2:\n  status: PASS -> FAIL\n", " -> top1 is 0.91\n")
                .doesNotContain("clause 4.1.3-1:", "environment:");
    }

    @Test
    void a_change_is_told_in_the_language_that_is_asked_for() {
        Path failed = new CertificateStore(folder.resolve("failed"))
                .publish(new DigitsRun(folder.resolve("run")).failed())
                .json();
        String one = certificate("one").toString();

        assertThat(TipcRun.of("diff", "--lang", "zh", one, failed.toString()).out())
                .startsWith("结论：\n")
                .contains("条款 4.1.3-2：\n");
        assertThat(TipcRun.of("diff", "--lang", "zh", one, one).out()).isEqualTo("没有变化\n");
        assertThat(TipcRun.of("verify", "--lang", "zh", one).out()).startsWith("可信    " + one);
    }

    @Test
    void a_side_that_somebody_changed_is_told_before_anything_else() throws IOException {
        Path changed = certificate("changed");
        Files.writeString(changed.resolveSibling("evidence/stage-train.log"), "another log");

        TipcRun run = TipcRun.of("diff", certificate("one").toString(), changed.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("UNSOUND  " + changed
                        + ": 1 difference, see tipc verify; nothing that it says may be relied on\n");
    }

    @Test
    void a_name_cannot_move_the_cursor_or_begin_a_line() throws IOException {
        Path json = certificate("one");
        Files.writeString(
                json, Files.readString(json).replace("\"digits\"", "\"digits\\u001b[2J\\nCertified\\u202e\""));

        for (String command : new String[] {"show", "verify"}) {
            TipcRun run = TipcRun.of(command, json.toString());
            assertThat(run.out())
                    .as(command)
                    .contains("digits\uFFFD[2J\uFFFDCertified\uFFFD: ")
                    .doesNotContain("\u001b[2J", "\u202e", "\nCertified");
        }
        assertThat(TipcRun.of("diff", json.toString(), certificate("two").toString())
                        .out())
                .contains("  model: digits\uFFFD[2J\uFFFDCertified\uFFFD -> digits\n");
    }

    @Test
    void equal_certificates_differ_in_nothing() {
        TipcRun run = TipcRun.of(
                "diff", certificate("one").toString(), certificate("two").toString());

        assertThat(run.out()).isEqualTo("nothing changed\n");
        assertThat(run.status()).isZero();
    }

    private Path certificate(String name) {
        return new CertificateStore(folder.resolve(name))
                .publish(new DigitsRun(folder.resolve("run-" + name)).sound())
                .json();
    }
}
